import type { Graph, GraphNode } from "../../simulator/graph";
import { terraformProperty } from "./terraformProperties";

/** A resource, and what of it a text is. */
interface Source {
  readonly address: string;
  readonly node: GraphNode;
  readonly attribute: string;
}

/** Where the texts in a recorded run come from. A run knows only values, and Terraform's plans name their sources. */
export class References {
  private readonly sources = new Map<string, Source[]>();

  constructor(
    private readonly graph: Graph,
    nodes: ReadonlyMap<string, GraphNode>,
  ) {
    for (const [address, node] of nodes)
      for (const [name, text] of Object.entries(node.outputs)) {
        if (typeof text !== "string" || !leads(name, node)) continue;
        const source = { address, node, attribute: terraformProperty("", name, text) };
        this.sources.set(text, [...(this.sources.get(text) ?? []), source]);
      }
  }

  /**
   * In Terraform's words: `aws_s3_bucket.logs.arn`. Of several the one with the shortest type: settings that are
   * resources of their own carry the id of what they are for, as those of a bucket do, and their types are longer.
   */
  of(text: string, user: GraphNode): string | undefined {
    const [first] = (this.sources.get(text) ?? [])
      .filter(({ node }) => node !== user && this.mayUse(user, node))
      .sort((a, b) => a.node.type.length - b.node.type.length);
    return first === undefined ? undefined : `${first.address}.${first.attribute}`;
  }

  /** Pulumi knows which resources, or which component's, values came from, but not of which property. */
  private mayUse(user: GraphNode, node: GraphNode): boolean {
    const { dependencies } = user.options;
    return (
      dependencies.length === 0 || this.graph.lineage(node).some(({ urn }) => dependencies.includes(urn))
    );
  }
}

/** Its id, its ARN, and what else only AWS says of it. */
function leads(name: string, { inputs, outputs }: GraphNode): boolean {
  return name === "id" || name === "arn" || inputs[name] !== outputs[name];
}
