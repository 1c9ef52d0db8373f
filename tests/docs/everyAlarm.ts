import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { project } from "../../infra/naming";
import type { Graph } from "../../simulator/graph";
import { shared } from "../../stacks/shared";
import { gateway } from "../infra/aiGateway/configured";
import { sharedConfig } from "../infra/config/deliveryGiven";
import { given } from "../infra/config/given";
import { everyGuard } from "../support/accountConfig";
import { configOf, runEnvironment } from "../support/harness";
import { runShared } from "../support/sharedWorld";

/** Something that tells somebody, whoever makes it ring. */
export interface Alarm {
  /** Without that of project and environment, unless they are all of it; with `<module>` and the like. */
  readonly name: string;
  /** Of alarms the severity; else what tells: a budget, AWS's eye on costs, or a mail of the shared stack. */
  readonly kind: string;
  /** Page of docs/runbooks, where the message names one. */
  readonly runbook: string | undefined;
}

const people = "arn:aws:iam::123456789012:user";
const jobs = { report: { schedule: "cron(0 6 * * ? *)", timezone: "UTC", command: ["report"] } };
const queue = { visibilitySeconds: 600, receives: 5, retentionDays: 7 };
const pools = { general: { instanceTypes: ["m7g.large"], min: 1, max: 4 } };
const owner = "platform-team@example.com";

/** Production with all that can ring but for what is below. */
const production = {
  aiUsage: { tokensPerHour: 1000, usdPerDay: 20, anomalies: true },
  audit: { auditors: [`${people}/auditor`], breakGlass: [`${people}/operator`] },
};

function inProduction(): EnvironmentConfig {
  return configOf("prod", (keys) => {
    Object.assign(
      keys,
      given(
        {
          "account.costAnomalies": { minimumUsd: 50 },
          ...under("account", everyGuard),
          ...under("audit", production.audit),
          "data.cache": { version: "9", nodeType: "cache.t4g.small", replicas: 1 },
          "network.egress": { mode: "strict" },
          "platform.pools": pools,
          ...under("modules.planning", {
            jobs,
            aiUsage: production.aiUsage,
            slo: { availabilityPercent: 99.5, latency: { seconds: 5, percent: 95 } },
            release: { alarms: { errorPercent: 5, responseSeconds: 10 } },
          }),
          "modules.sorting": {
            owner,
            kind: "worker",
            scaling: { min: 2, max: 3, queueDepthPerTask: 9 },
            queue,
          },
        },
        "prod",
      ),
    );
  });
}

/** What cannot be there besides: the guards by themselves, an issuer of one's own, a cache without nodes, a gateway. */
function inDevelopment(): EnvironmentConfig {
  return configOf("dev", (keys) => {
    Object.assign(
      keys,
      given({
        ...under("account", { ...everyGuard, securityHub: false }),
        "data.cache": { version: "8", nodeType: "serverless", maxGiB: 10, maxEcpuPerSecond: 5000 },
        aiGateway: gateway(),
        "edge.authentication": { issuer: "https://id.example.com", audience: ["ai-platform"] },
        "edge.clients": undefined,
        "modules.planning.aiProviders": ["openai"],
        "modules.planning.aiQuota": { requestsPerMinute: 60 },
      }),
    );
  });
}

function under(path: string, values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${path}.${key}`, value]));
}

/** Each once, of environments and of the shared stack. */
export async function everyAlarm(): Promise<readonly Alarm[]> {
  const found: Alarm[] = [];
  for (const config of [inProduction(), inDevelopment()])
    found.push(...alarmsOf(await runEnvironment(config), config));
  const { graph } = await runShared(() => shared(sharedConfig({ pipelines: "codepipeline" })));
  for (const { name, inputs } of graph.ofType("aws:cloudwatch/eventTarget:EventTarget")) {
    const template = (inputs.inputTransformer as { inputTemplate?: string } | undefined)?.inputTemplate;
    const runbook = pageOf(template);
    if (runbook !== undefined) found.push({ name, kind: "mail", runbook });
  }
  return [...new Map(found.map((alarm) => [`${alarm.kind} ${alarm.name}`, alarm])).values()];
}

const pageOf = (text: string | undefined) => /Runbook: (?:\S+\/)?([\w-]+)\.md/.exec(text ?? "")?.[1];

function alarmsOf(graph: Graph, config: EnvironmentConfig): Alarm[] {
  const named = (name: unknown) => generalName(String(name), config);
  const ringing = [
    ...graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm"),
    ...graph.ofType("aws:cloudwatch/compositeAlarm:CompositeAlarm"),
  ].filter(({ inputs }) => (inputs.alarmActions as readonly unknown[] | undefined)?.length);
  const costs = { kind: "anomaly", runbook: undefined };
  return [
    ...ringing.map(({ inputs }) => ({
      name: named(inputs.name ?? inputs.alarmName),
      kind: (inputs.tags as { Severity: string }).Severity,
      runbook: pageOf(String(inputs.alarmDescription)),
    })),
    ...graph
      .ofType("aws:budgets/budget:Budget")
      .map(({ inputs }) => ({ name: named(inputs.name), kind: "budget", runbook: "budget" })),
    ...graph
      .ofType("aws:costexplorer/anomalySubscription:AnomalySubscription")
      .map(({ inputs }) => ({ name: named(inputs.name), ...costs })),
  ];
}

/** As pages write it: what differs from stack to stack, and from one of a kind to the next, in angle brackets. */
function generalName(name: string, { name: environment, modules }: EnvironmentConfig): string {
  const start = `${project}-${environment}`;
  const rest = name.slice(start.length + 1);
  if (rest === "") return `${project}-<environment>`;
  if (rest in modules) return `${project}-<environment>_<module>`;
  const module = Object.keys(modules).find((one) => rest.startsWith(`${one}-`));
  if (module !== undefined) return `<module>${rest.slice(module.length)}`;
  return rest
    .replace(/^(qdrant|cache)-\d+-/, "$1-<node>-")
    .replace(/^alb-\d+-/, "alb-<number>-")
    .replace(/^pool-general-/, "pool-<pool>-")
    .replace(/^(denied-connections)-.+/, "$1-<zone>");
}
