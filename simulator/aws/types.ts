import type { NewResource } from "../world";

export interface Place {
  readonly region: string;
  readonly account: string;
}

export type Outputs = Readonly<Record<string, unknown>> & { readonly id: string };

/** The outputs that AWS computes for one kind of resource; inputs are outputs by themselves. */
export type Model = (resource: NewResource, place: Place) => Outputs;

export type Models = Readonly<Record<string, Model>>;
