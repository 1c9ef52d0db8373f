/** One resource as the program registered it, with the outputs that the simulator answered. */
export interface GraphNode {
  readonly urn: string;
  /** Type token, e.g. `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent, absent at the root. */
  readonly parent?: string;
  /** True for a resource of a provider, false for a component. */
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly options: NodeOptions;
}

/** The resource options that decide what an edit may do to the resource. */
export interface NodeOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** `urn::id` of the provider, empty when the default provider serves the resource. */
  readonly provider: string;
  /** The same by package, for a component. */
  readonly providers: Readonly<Record<string, string>>;
}

/** Of a resource that asks for nothing special. */
export const noOptions: NodeOptions = {
  protect: false,
  retainOnDelete: false,
  deleteBeforeReplace: false,
  ignoreChanges: [],
  dependencies: [],
  provider: "",
  providers: {},
};

/** Everything that one run of the program registered, sorted by URN. */
export class Graph {
  private readonly byUrn = new Map<string, GraphNode>();
  private readonly byArn = new Map<string, GraphNode>();
  private readonly byId = new Map<string, GraphNode>();

  constructor(readonly nodes: readonly GraphNode[]) {
    for (const node of nodes) {
      if (this.byUrn.has(node.urn)) throw new Error(`two resources have the URN ${node.urn}`);
      this.byUrn.set(node.urn, node);
      if (typeof node.outputs.arn === "string") this.byArn.set(node.outputs.arn, node);
      if (typeof node.outputs.id === "string") this.byId.set(`${node.type} ${node.outputs.id}`, node);
    }
  }

  ofType(type: string): GraphNode[] {
    return this.nodes.filter((node) => node.type === type);
  }

  withArn(arn: unknown): GraphNode | undefined {
    return this.byArn.get(String(arn));
  }

  withId(type: string, id: unknown): GraphNode | undefined {
    return this.byId.get(`${type} ${String(id)}`);
  }

  /** From the node itself up to the root. */
  lineage(node: GraphNode): GraphNode[] {
    const line: GraphNode[] = [];
    for (
      let at: GraphNode | undefined = node;
      at;
      at = at.parent === undefined ? undefined : this.byUrn.get(at.parent)
    )
      line.push(at);
    return line;
  }
}
