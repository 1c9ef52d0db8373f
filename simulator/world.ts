import type { GraphNode } from "./graph";

/** What a program asks of AWS; the offline plan, the tests and the rehearsal are served by the same one. */
export interface World {
  /**
   * The outputs that AWS computes for a new resource, `id` among them, and the children that a remote
   * component creates on its own. Throws for a resource type that is not modelled.
   */
  create(resource: NewResource): Created;
  /** The answer to a provider function. Throws for a function that is not modelled. */
  invoke(token: string, inputs: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** The outputs of another stack, by its full name; absent where a program reads none. */
  stackOutputs?(stack: string): Readonly<Record<string, unknown>>;
}

export interface NewResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly custom: boolean;
  /** How many resources of this URN there were before; each one gets other ids. */
  readonly generation?: number;
}

export interface Created {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly children: readonly GraphNode[];
}
