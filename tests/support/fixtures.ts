import * as pulumi from "@pulumi/pulumi";
import type { CertificateRef } from "../../components/certificate/refs";
import type { DatabaseRef, ModuleDataRef } from "../../components/data/refs";
import type { KeyRef } from "../../components/keys/refs";
import type { NetworkTierArgs } from "../../components/network/NetworkTier";
import type { NetworkRef } from "../../components/network/refs";
import type { PlatformRef } from "../../components/platform/refs";
import type { Severity } from "../../infra/alarms/alarm";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { EdgeConfig } from "../../infra/config/schema/edge";
import type { NetworkConfig } from "../../infra/config/schema/network";
import type { ApiAlarmsConfig } from "../../infra/config/schema/observability";
import type { PlatformConfig } from "../../infra/config/schema/platform";
import type { Statement } from "../../infra/iam/statements";
import type { Scope } from "../../infra/scope";
import { sharedAccount, simulatedAccount } from "../../simulator/aws/identity";
import type { Graph, GraphNode } from "../../simulator/graph";
import { childrenOf, region, run, type RunOptions } from "./harness";

export { backupsConfig, cacheConfig, dataConfig, mariadbConfig, qdrantConfig } from "./dataConfig";
export { moduleConfig, type ModuleChange } from "./moduleConfig";

export const account = simulatedAccount;
export const vpcId = "vpc-0123456789abcdef0";
export const boundary = `arn:aws:iam::${account}:policy/boundary`;

export function scope(change: Partial<Scope> = {}): Scope {
  return {
    environment: "test",
    region,
    account: pulumi.output(account),
    permissionsBoundary: undefined,
    ...change,
  };
}

export const keyArn = (name: string): string => `arn:aws:kms:${region}:${account}:key/${name}`;

export function key(name: string): KeyRef {
  return { arn: pulumi.output(keyArn(name)) };
}

/** Where alarms go in tests: to no topic of the test's own. */
export function alarms(environment = "test"): AlarmDestinations {
  const topic = (severity: Severity) => pulumi.output(topicArn(environment, severity));
  return {
    environment,
    topics: { critical: topic("critical"), warning: topic("warning") },
    owner: "platform-team@example.com",
    runbooks: undefined,
    note: () => undefined,
  };
}

export function topicArn(environment: string, severity: Severity): string {
  return `arn:aws:sns:${region}:${account}:ai-platform-${environment}_${severity}`;
}

/** Two zones; a third node of Qdrant comes back to the first one. */
export function network(): NetworkRef {
  return {
    vpcId: pulumi.output(vpcId),
    cidr: "10.20.0.0/16",
    zones: [`${region}a`, `${region}c`],
    privateSubnetIds: pulumi.output(["subnet-private-a", "subnet-private-c"]),
    isolatedSubnetIds: pulumi.output(["subnet-isolated-a", "subnet-isolated-c"]),
  };
}

export function platform(environment = "test"): PlatformRef {
  const elb = `arn:aws:elasticloadbalancing:${region}:${account}`;
  return {
    cluster: {
      arn: pulumi.output(`arn:aws:ecs:${region}:${account}:cluster/ai-platform-${environment}`),
      name: pulumi.output(`ai-platform-${environment}`),
    },
    sessionLogs: {
      arn: pulumi.output(
        `arn:aws:logs:${region}:${account}:log-group:/ai-platform/${environment}/platform/sessions`,
      ),
    },
    eventLog: {
      arn: pulumi.output(
        `arn:aws:logs:${region}:${account}:log-group:/ai-platform/${environment}/platform/events`,
      ),
    },
    namespace: {
      id: pulumi.output(`ns-${environment}`),
      arn: pulumi.output(`arn:aws:servicediscovery:${region}:${account}:namespace/ns-${environment}`),
      name: `${environment}.ai-platform.internal`,
    },
    pools: { general: { capacityProvider: pulumi.output(`ai-platform-${environment}-pool-general`) } },
    loadBalancers: Object.fromEntries(
      [1, 2].map((number) => [
        number,
        {
          arn: pulumi.output(`${elb}:loadbalancer/app/alb/${number}`),
          arnSuffix: pulumi.output(`app/alb/${number}`),
          listenerArn: pulumi.output(`${elb}:listener/app/alb/${number}/2`),
          test: {
            listenerArn: pulumi.output(`${elb}:listener/app/alb/${number}/3`),
            url: pulumi.output(`http://alb-${number}.example.com:8443`),
            host: undefined,
          },
        },
      ]),
    ),
    loadBalancerGroupId: pulumi.output("sg-alb"),
    smokeTest: {
      functionArn: pulumi.output(`arn:aws:lambda:${region}:${account}:function:smoke-test`),
    },
    deletionProtection: true,
    serviceTls: undefined,
  };
}

/** A proven domain, of which the environment's name is a part. */
export function certificate(environment = "test"): CertificateRef {
  return {
    domain: `${environment}.example.com`,
    hostedZoneId: "Z0123456789EXAMPLE",
    arn: pulumi.output(`arn:aws:acm:${region}:${account}:certificate/${environment}`),
  };
}

export const accountUrn = "urn:pulumi:test::ai-platform::ai-platform:account:AccountSettings::account";

/** The account's own settings, as another component to wait for; nothing of them is registered. */
export function accountSettings(): pulumi.Resource {
  return new pulumi.DependencyResource(accountUrn);
}

/** An issuer of one's own, who publishes the keys where nobody would look. */
export const issuer = {
  issuer: "https://id.example.com/realm",
  audience: ["https://api.example.com", "https://other.example.com"],
  jwksUri: "https://id.example.com/keys",
} as const satisfies EdgeConfig["authentication"];

export const clients = {
  batch: { kind: "machine", requestsPerSecond: 5, burst: 10, requestsPerDay: 5000 },
  desk: { kind: "browser", requestsPerSecond: 20, burst: 40, requestsPerDay: 100_000 },
} as const satisfies EdgeConfig["clients"];

/** The same with what Cognito has to know of them. */
export const cognitoClients: EdgeConfig["clients"] = {
  batch: { ...clients.batch, scopes: ["planning.invoke"] },
  desk: {
    ...clients.desk,
    scopes: ["planning.invoke", "plans"],
    returnUrls: ["https://app.example.com/signed-in"],
  },
};

export function edgeConfig(change: Partial<EdgeConfig> = {}): Omit<EdgeConfig, "domain"> {
  return {
    authentication: "cognito",
    clients: {},
    throttle: { requestsPerSecond: 50, burst: 100 },
    waf: { mode: "block", requestsPerFiveMinutes: 2000 },
    cors: false,
    logRetentionDays: 30,
    ...change,
  };
}

export const apiAlarms: ApiAlarmsConfig = { errorPercent: 5, refusedPercent: 50, anomalyBand: 3 };

export function database(name: string, port: number, hosts = [`${name}.internal`]): DatabaseRef {
  return {
    hosts: pulumi.output(hosts),
    port,
    clientsSecurityGroupId: pulumi.output(`sg-${name}-clients`),
  };
}

/** What a module that keeps nothing has. */
export function noData(change: Partial<ModuleDataRef> = {}): ModuleDataRef {
  return {
    variables: {},
    secrets: [],
    executionStatements: [],
    taskStatements: [],
    securityGroupIds: [],
    ready: [],
    ...change,
  };
}

export function networkConfig(change: Partial<NetworkConfig> = {}): NetworkConfig {
  return {
    cidr: "10.20.0.0/16",
    availabilityZones: 2,
    natGateways: "single",
    interfaceEndpoints: [],
    flowLogs: { traffic: "ALL", retentionDays: 30 },
    egress: { mode: "open", domains: [], failOpen: false, logRetentionDays: 30 },
    ...change,
  };
}

export function networkArgs(change: Partial<NetworkTierArgs> = {}): NetworkTierArgs {
  return {
    scope: scope(),
    logsKey: key("logs"),
    alarms: alarms(),
    registry: pulumi.output({ account: sharedAccount, region }),
    allowed: [
      { domain: "*.example.com", why: "tests" },
      { domain: "example.net", why: "tests" },
    ],
    strict: { domains: [".example.com", "example.net"], ranges: [{ cidr: "192.168.7.0/24", port: 1521 }] },
    ...networkConfig(),
    ...change,
  };
}

export function platformConfig(change: Partial<PlatformConfig> = {}): PlatformConfig {
  return {
    containerInsights: "enhanced",
    deletionProtection: true,
    accessLogDays: 90,
    pools: {},
    externalInstances: false,
    serviceTls: false,
    ...change,
  };
}

export interface Built {
  readonly graph: Graph;
  /** The component itself. */
  readonly component: GraphNode;
  /** `type name` of all that stands below it, sorted. */
  readonly children: readonly string[];
  /** What the program returned. */
  readonly made: unknown;
}

/** Runs a program that makes one component at the root. */
export async function build(program: () => unknown, options: RunOptions = {}): Promise<Built> {
  let made: unknown;
  const graph = await run(() => (made = program()), options);
  const roots = graph.nodes.filter(({ custom, parent }) => !custom && parent === undefined);
  if (roots.length !== 1) throw new Error(`${roots.length} components at the root`);
  const component = roots[0]!;
  return { graph, component, children: childrenOf(graph, component), made };
}

/** `{ type: "name name" }` as the list that `childrenOf` gives. */
export function list(names: Readonly<Record<string, string>>): string[] {
  return Object.entries(names)
    .flatMap(([type, text]) => text.split(" ").map((name) => `${type} ${name}`))
    .sort();
}

/** The statements of a policy document. */
export function statementsOf(policy: unknown): Statement[] {
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

/** The one statement of a policy with this Sid. */
export function statement(policy: unknown, sid: string): Statement {
  const found = statementsOf(policy).filter(({ Sid }) => Sid === sid);
  if (found.length !== 1) throw new Error(`${found.length} statements ${sid} in ${String(policy)}`);
  return found[0]!;
}

/** Trust of a role that one service may take, for this account and source only. */
export function trustOf(service: string, sourceArn?: string): Statement[] {
  return [
    {
      Sid: "AssumeByService",
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ...(sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": sourceArn } }),
      },
    },
  ];
}

/** What `registerOutputs` of each component was called with, while the action runs. */
export async function registeredOutputs(
  action: () => Promise<unknown>,
): Promise<ReadonlyMap<pulumi.ComponentResource, readonly string[]>> {
  const prototype = pulumi.ComponentResource.prototype as unknown as {
    registerOutputs: (this: pulumi.ComponentResource, outputs?: Record<string, unknown>) => void;
  };
  const original = prototype.registerOutputs;
  const seen = new Map<pulumi.ComponentResource, readonly string[]>();
  prototype.registerOutputs = function (this: pulumi.ComponentResource, outputs) {
    // The base class calls it once more, without outputs, for components that forgot to.
    if (!seen.has(this)) seen.set(this, Object.keys(outputs ?? {}).sort());
    original.call(this, outputs);
  };
  try {
    await action();
  } finally {
    prototype.registerOutputs = original;
  }
  return seen;
}

/** The value of an output, once it is there. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => void output.apply((value) => resolve(value as pulumi.Unwrap<T>)));
}
