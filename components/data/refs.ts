import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../infra/iam/statements";

/** A secret as a container sees it. */
export interface SecretVariable {
  readonly name: string;
  /** ARN, with a JSON key where the secret holds several values. */
  readonly valueFrom: pulumi.Output<string>;
}

/** What a module needs to reach its own data, and nothing of anybody else's. */
export interface ModuleDataRef {
  /** Plain environment variables. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: readonly SecretVariable[];
  /** For the role that starts the task: read the secrets. */
  readonly executionStatements: readonly pulumi.Output<readonly Statement[]>[];
  /** For the module itself: use its bucket. */
  readonly taskStatements: readonly pulumi.Output<readonly Statement[]>[];
  /** Membership in these lets the module through to the databases that it declared. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
}

/** A database server to connect to. */
export interface DatabaseRef {
  /** One or more; a client that knows all of them survives the loss of one. */
  readonly hosts: pulumi.Output<string[]>;
  readonly port: number;
  /** Whoever is in this group may connect. */
  readonly clientsSecurityGroupId: pulumi.Output<string>;
}
