import type * as pulumi from "@pulumi/pulumi";

/** Where images of modules are. */
export interface RegistryRef {
  /** `<account>.dkr.ecr.<region>.amazonaws.com` */
  readonly host: pulumi.Output<string>;
  /** By module. */
  readonly repositories: Readonly<Record<string, RepositoryRef>>;
}

export interface RepositoryRef {
  /** `ai-platform/<module>` */
  readonly name: string;
  readonly arn: pulumi.Output<string>;
}

/** The key that signs images. */
export interface SigningKeyRef {
  readonly arn: pulumi.Output<string>;
  /** As cosign takes it: `awskms:///alias/…`. */
  readonly uri: pulumi.Output<string>;
}

/** What comes through the registry from others. */
export interface PullThroughRef {
  /** ARN with a pattern, of the repositories that the registry makes by itself. */
  readonly repositoriesArn: pulumi.Output<string>;
  /** What stands before an image's name, by upstream: `<host>/ai-platform-cache/ecr-public`. */
  readonly prefixes: Readonly<Record<string, pulumi.Output<string>>>;
}

/** What the stages of a pipeline hand on. */
export interface ArtifactsRef {
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** The way to the repositories with the source. */
export interface ConnectionRef {
  readonly arn: pulumi.Output<string>;
  /** PENDING until a person has made the handshake. */
  readonly status: pulumi.Output<string>;
}

/** Who is told what pipelines do. */
export interface NotificationsRef {
  readonly topicArn: pulumi.Output<string>;
}

/** Roles that jobs of GitHub Actions take. */
export interface GithubRolesRef {
  readonly plan: pulumi.Output<string>;
  /** By module. */
  readonly build: Readonly<Record<string, pulumi.Output<string>>>;
  /** By module. */
  readonly check: Readonly<Record<string, pulumi.Output<string>>>;
  /** By environment. */
  readonly release: Readonly<Record<string, pulumi.Output<string>>>;
}
