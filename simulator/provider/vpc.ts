import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import { zonesOf } from "../../infra/aws/regions";
import { expandVpc } from "../awsxVpc";

class Child extends pulumi.CustomResource {
  constructor(type: string, name: string, inputs: pulumi.Inputs, parent: pulumi.Resource) {
    super(type, name, inputs, { parent });
  }
}

/** The remote component awsx:ec2:Vpc: the children are the engine's, which hands them to `aws` like any others. */
export class SimulatedVpc extends pulumi.ComponentResource {
  readonly constructed: ConstructResult;

  constructor(
    name: string,
    inputs: Readonly<Record<string, unknown>>,
    region: string,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("awsx:ec2:Vpc", name, {}, options);
    const expansion = expandVpc(name, inputs, zonesOf(region));
    const wanted = new Map(expansion.resources.map((child) => [`${child.type}::${child.name}`, child]));
    const made = new Map<string, pulumi.CustomResource>();

    const make = (key: string): pulumi.CustomResource => {
      const ready = made.get(key);
      if (ready) return ready;
      const { type, name: childName, inputs: given, parent } = wanted.get(key)!;
      const child = new Child(
        type,
        childName,
        resolve(given) as pulumi.Inputs,
        parent === undefined ? this : make(parent),
      );
      made.set(key, child);
      return child;
    };
    const resolve = (value: unknown): unknown => {
      // What comes from outside and may hang on other resources.
      if (pulumi.Output.isInstance(value)) return value;
      if (Array.isArray(value)) return value.map(resolve);
      if (typeof value !== "object" || value === null) return value;
      const { ref, resource } = value as { readonly ref?: string; readonly resource?: string };
      if (ref !== undefined) return make(ref).id;
      if (resource !== undefined) return make(resource);
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    };

    for (const key of wanted.keys()) make(key);
    this.constructed = { urn: this.urn, state: resolve(expansion.outputs) as pulumi.Inputs };
    this.registerOutputs({});
  }
}
