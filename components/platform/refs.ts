import type * as pulumi from "@pulumi/pulumi";
import type { EventLog } from "../../infra/alarms/createEventAlarm";

/** Where services run and register. */
export interface PlatformRef {
  readonly cluster: { readonly arn: pulumi.Output<string>; readonly name: pulumi.Output<string> };
  /** Log group that records what is typed into containers. */
  readonly sessionLogs: { readonly arn: pulumi.Output<string> };
  /** Keeps the events of AWS that alarms count. */
  readonly eventLog: EventLog;
  /** Cloud Map namespace, for Service Connect and for DNS names. */
  readonly namespace: {
    readonly id: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    readonly name: string;
  };
  /** By the name that modules give. */
  readonly pools: Readonly<Record<string, PoolRef>>;
  /** By the number that modules name. */
  readonly loadBalancers: Readonly<Record<number, LoadBalancerRef>>;
  /** Security group of every load balancer. */
  readonly loadBalancerGroupId: pulumi.Output<string>;
  /** Only where a load balancer has a test listener. */
  readonly smokeTest: SmokeTestRef | undefined;
  /** Whether load balancers refuse to be deleted. */
  readonly deletionProtection: boolean;
  /** With it, modules speak TLS with each other. */
  readonly serviceTls: ServiceTlsRef | undefined;
}

/** An internal load balancer, and how to speak to it. */
export interface LoadBalancerRef {
  readonly arn: pulumi.Output<string>;
  /** How CloudWatch names it. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  /** Only where a module has its new revisions asked before they get traffic. */
  readonly test: TestListenerRef | undefined;
}

/** The listener that leads to what has no traffic yet. */
export interface TestListenerRef {
  readonly listenerArn: pulumi.Output<string>;
  /** Scheme, name and port. */
  readonly url: pulumi.Output<string>;
  /** The name in its certificate, if it has one. */
  readonly host: string | undefined;
}

/** The function that asks new revisions. */
export interface SmokeTestRef {
  readonly functionArn: pulumi.Output<string>;
}

/** Where the certificates of modules come from. */
export interface ServiceTlsRef {
  readonly authorityArn: pulumi.Output<string>;
  /** ECS takes it to issue and renew them. */
  readonly roleArn: pulumi.Output<string>;
  /** Encrypts their private keys. */
  readonly kmsKeyArn: pulumi.Output<string>;
}

/** Instances for tasks. */
export interface PoolRef {
  /** Known only when the cluster knows it: before, no service can name it. */
  readonly capacityProvider: pulumi.Output<string>;
}
