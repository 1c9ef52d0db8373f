import type { NewResource } from "../world";
import type { NameRule } from "./nameRule";

export type Values = Readonly<Record<string, unknown>>;

export interface Place {
  readonly region: string;
  readonly account: string;
}

export type Outputs = Values & { readonly id: string };

/** The outputs that AWS computes for one kind of resource; inputs are outputs by themselves. */
export type Model = (resource: NewResource, place: Place) => Outputs;

/** Another resource of the account: its inputs and what AWS computed of them, side by side. */
export interface Neighbour {
  readonly type: string;
  readonly values: Values;
}

/** Why AWS does not do what it is asked for. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/** All that the simulator knows of one type of resource. */
export interface ResourceType {
  readonly outputs: Model;
  /** What AWS computes anew when the inputs change; the rest of what it computed stays as it is. */
  readonly recomputed?: (computed: Values, inputs: Values) => Values;
  /**
   * The properties whose change makes a new resource, as terraform-provider-aws 5.100.0 answered when it was asked to
   * plan such a change (2026-11), under the names of @pulumi/aws. A block goes by its own name. Not known, and taken
   * for changes in place: properties that came with provider 6, and write-only ones.
   */
  readonly replacedBy: readonly string[];
  /** Those that make a new one only in some circumstances. */
  readonly replacedIf?: (olds: Values, news: Values) => readonly string[];
  readonly name?: NameRule;
  /** Properties that no two share, besides names; an empty list lets there be one in the account. */
  readonly onlyOne?: readonly string[];
  /** What AWS refuses of these values beside another resource of the type. */
  readonly clash?: (values: Values, other: Values) => Refusal | undefined;
  /** Whatever else AWS refuses to make of these values, by themselves or beside what else there is. */
  readonly fault?: (values: Values, others: readonly Neighbour[]) => Refusal | undefined;
  /**
   * Types of what AWS refuses to delete while a resource of this type uses it. Only what is refused: a key or a log
   * group can go at any time, and a launch template does not ask its group. Nor what the provider does away with
   * first: it takes a role out of its instance profile (deleteRole in service/iam/role.go of terraform-provider-aws),
   * a route table off its subnets (resourceRouteTableDelete in service/ec2/vpc_route_table.go), and the stages out of
   * a usage plan (resourceUsagePlanDelete in service/apigateway/usage_plan.go).
   */
  readonly holds?: readonly string[];
  /** Whether the inputs of a user name this one, where neither id nor ARN nor name says it. */
  readonly namedBy?: (own: Values, user: Values) => boolean;
  /** What AWS calls the refusal to delete it while it is held, where it is not a DependencyViolation. */
  readonly refusal?: string;
  /**
   * How long AWS takes to make it, as an operator sees it, where it is more than a second. Orders of magnitude for
   * finding what waits for what, not promises.
   */
  readonly seconds?: number;
  /**
   * What the provider marks as a secret although no input was one: the `additionalSecretOutputs` of @pulumi/aws.
   * Neither the value of a usage plan's key nor the code of an activation is among them; whoever wants them kept has
   * to say so.
   */
  readonly secrets?: readonly string[];
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;
