import * as pulumi from "@pulumi/pulumi";
import type { DeliveryConfig } from "../../infra/config/schema/delivery";
import { manualSteps } from "../../infra/delivery/manualSteps";
import type { Scope } from "../../infra/scope";
import { createArtifacts } from "./artifacts/artifacts";
import { createConnection } from "./connection/connection";
import { createGithubRoles } from "./github/roles";
import { createKeys } from "./keys";
import { createNotifications } from "./notifications/notifications";
import { createPipelines } from "./pipeline/pipelines";
import { createPullThrough } from "./pullThrough/pullThrough";
import type {
  ArtifactsRef,
  ConnectionRef,
  GithubRolesRef,
  NotificationsRef,
  PullThroughRef,
  RegistryRef,
  SigningKeyRef,
} from "./refs";
import { createRegistry } from "./registry/registry";
import { setScanning } from "./registry/scanning";

export interface DeliveryTierArgs extends DeliveryConfig {
  readonly scope: Scope;
}

/** From a push to an image that every environment can run: what is there once for all of them. */
export class DeliveryTier extends pulumi.ComponentResource {
  readonly registry: RegistryRef;
  readonly pullThrough: PullThroughRef;
  readonly signingKey: SigningKeyRef;
  readonly notifications: NotificationsRef;
  /** Undefined where pipelines run at GitHub. */
  readonly artifacts: ArtifactsRef | undefined;
  readonly connection: ConnectionRef | undefined;
  /** Undefined where pipelines run in AWS. */
  readonly githubRoles: GithubRolesRef | undefined;
  /** What only a person can do before the first pipeline runs. */
  readonly manualSteps: pulumi.Output<readonly string[]>;

  constructor(name: string, args: DeliveryTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:delivery:DeliveryTier", name, {}, opts);
    const inAws = args.pipelines === "codepipeline";
    const keys = createKeys(name, args, this);
    this.signingKey = keys.signing;
    this.registry = createRegistry(name, args, keys.images, this);
    this.pullThrough = createPullThrough(name, args, this.registry, keys.images, this);
    setScanning(name, args, this);
    this.notifications = createNotifications(name, args, keys.pipelines, this);
    this.artifacts = inAws ? createArtifacts(name, args, keys.pipelines, this) : undefined;
    this.connection = inAws ? createConnection(name, args, this) : undefined;
    const { registry, pullThrough, signingKey, notifications, artifacts, connection } = this;
    if (artifacts && connection)
      createPipelines(
        name,
        args,
        { registry, pullThrough, signingKey, notifications, artifacts, connection, key: keys.pipelines },
        this,
      );
    this.githubRoles = inAws ? undefined : createGithubRoles(name, args, this, this);
    this.manualSteps = pulumi
      .output(this.connection?.status)
      .apply((connectionStatus) => manualSteps(args, connectionStatus));
    this.registerOutputs({ registry: this.registry.host, manualSteps: this.manualSteps });
  }
}
