import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../infra/iam/statements";
import type { KeyRef } from "../keys/refs";

/** A secret as a container sees it. */
export interface SecretVariable {
  readonly name: string;
  /** ARN, with a JSON key where the secret holds several values. */
  readonly valueFrom: pulumi.Output<string>;
}

export interface SecretRef {
  /** Known only when there is a value as well: whoever reads the secret can. */
  readonly arn: pulumi.Output<string>;
}

/** What a module keeps objects in, for whom it lets read them. */
export interface ModuleBucketRef {
  readonly arn: pulumi.Output<string>;
  readonly key: KeyRef;
  /** What the names of its objects begin with, where others have theirs in the same bucket. */
  readonly prefix?: string;
}

/** What a module needs to reach its own data, and nothing of anybody else's. */
export interface ModuleDataRef {
  /** Plain environment variables. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: readonly SecretVariable[];
  /** For the role that starts the task: read the secrets. */
  readonly executionStatements: readonly pulumi.Output<readonly Statement[]>[];
  /** For the module itself: use its bucket, enter the cache. */
  readonly taskStatements: readonly pulumi.Output<readonly Statement[]>[];
  /** Membership in these lets the module through to the databases that it declared. */
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** What must have happened before a task can work: its schema, its user and its collections are there. */
  readonly ready: readonly pulumi.Resource[];
}

/** A database server to connect to. */
export interface DatabaseRef {
  /** One or more; a client that knows all of them survives the loss of one. */
  readonly hosts: pulumi.Output<string[]>;
  readonly port: number;
  /** Whoever is in this group may connect. */
  readonly clientsSecurityGroupId: pulumi.Output<string>;
}

export interface MariadbRef extends DatabaseRef {
  /** Secret of the administrator, which RDS makes and rotates; only functions of the data tier may read it. */
  readonly adminSecretArn: pulumi.Output<string>;
  /** For backups. */
  readonly arn: pulumi.Output<string>;
}

export interface QdrantRef extends DatabaseRef {
  /** Secret with `key`, which signs the modules' tokens, and `alternate`, which was the key before it. */
  readonly keySecretArn: pulumi.Output<string>;
  /** Certificate, in PEM, that the servers' certificate is checked by. */
  readonly authority: pulumi.Output<string>;
  /** Volumes of the nodes, for backups. */
  readonly volumeArns: pulumi.Output<string[]>;
}

export interface CacheRef extends Omit<DatabaseRef, "hosts"> {
  readonly host: pulumi.Output<string>;
  /** A user in this group may enter, with the keys of its own. */
  readonly userGroupId: pulumi.Output<string>;
  /** What a role may connect to. */
  readonly arn: pulumi.Output<string>;
}

/** The function that makes what modules declared. */
export interface BootstrapRef {
  readonly functionName: pulumi.Output<string>;
}

/** The function that changes passwords and tokens. */
export interface RotationRef {
  readonly functionArn: pulumi.Output<string>;
  readonly days: number;
  /** Secrets Manager must be allowed to call the function before a secret names it. */
  readonly permission: pulumi.Resource;
}

/** One bucket for several modules, each below its own prefix. */
export interface SharedBucketRef {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly key: KeyRef;
}

/** Where calls to buckets are recorded. */
export interface AccessLogBucketRef {
  readonly name: pulumi.Output<string>;
}
