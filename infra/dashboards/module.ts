import type { SloConfig } from "../config/schema/slo";
import { moduleAiWidgets } from "./aiUsage";
import { graph, logLines, type Metric, type Row, text } from "./widgets";

/** What of a module there is to see. */
export interface ModuleFacts {
  readonly name: string;
  readonly environment: string;
  readonly owner: string;
  readonly region: string;
  readonly cluster: string;
  /** Undefined for a module that only has jobs. */
  readonly service: string | undefined;
  /** Undefined where nobody calls it from outside. */
  readonly targets: { readonly loadBalancer: string; readonly groups: readonly string[] } | undefined;
  /** Undefined where it takes no messages. */
  readonly queue: string | undefined;
  readonly logGroup: string;
  readonly slo: SloConfig | false;
  /** AI services whose calls are counted, as the metrics name them. */
  readonly aiProviders: readonly string[];
}

/** From what callers feel down to what it costs in machines, and what it wrote when it failed. */
export function moduleRows(facts: ModuleFacts): Row[] {
  return [
    { height: 2, widgets: [text(`# ${facts.name}\n\n${facts.owner}`)] },
    { height: 6, widgets: callWidgets(facts) },
    { height: 6, widgets: [...taskWidgets(facts), ...queueWidgets(facts)] },
    { height: 6, widgets: moduleAiWidgets(facts, facts.name, facts.aiProviders) },
    { height: 6, widgets: [logLines("Errors", facts.region, facts.logGroup, "@message like /(?i)error/")] },
  ];
}

function callWidgets({ region, targets, slo }: ModuleFacts) {
  if (targets === undefined) return [];
  const { loadBalancer, groups } = targets;
  const each = (name: string, stat: Metric["stat"], label: string): Metric[] =>
    groups.map((group, index) => ({
      namespace: "AWS/ApplicationELB",
      name,
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: group },
      stat,
      label: groups.length === 1 ? label : `${label} (${index + 1})`,
    }));
  const quick = slo && slo.latency ? { mark: { value: slo.latency.seconds, label: "objective" } } : {};
  return [
    graph({ title: "Calls", region, lines: each("RequestCount", "Sum", "calls a minute") }),
    graph({
      title: "Failures",
      region,
      lines: [
        ...each("HTTPCode_Target_5XX_Count", "Sum", "errors"),
        ...each("TargetConnectionErrorCount", "Sum", "refused"),
      ],
    }),
    graph({
      title: "Time to the first byte",
      region,
      unit: "s",
      lines: [...each("TargetResponseTime", "p50", "half"), ...each("TargetResponseTime", "p95", "95 %")],
      ...quick,
    }),
    graph({
      title: "Healthy tasks",
      region,
      lines: [
        ...each("HealthyHostCount", "Minimum", "healthy"),
        ...each("UnHealthyHostCount", "Maximum", "unhealthy"),
      ],
    }),
  ];
}

function taskWidgets({ region, cluster, service }: ModuleFacts) {
  if (service === undefined) return [];
  const dimensions = { ClusterName: cluster, ServiceName: service };
  const use = (name: string, stat: "Average" | "Maximum", label: string): Metric => ({
    namespace: "AWS/ECS",
    name,
    dimensions,
    stat,
    label,
  });
  return [
    graph({
      title: "CPU",
      region,
      unit: "%",
      lines: [use("CPUUtilization", "Average", "average"), use("CPUUtilization", "Maximum", "busiest")],
    }),
    graph({
      title: "Memory",
      region,
      unit: "%",
      lines: [use("MemoryUtilization", "Average", "average"), use("MemoryUtilization", "Maximum", "fullest")],
    }),
  ];
}

function queueWidgets({ region, queue }: ModuleFacts) {
  if (queue === undefined) return [];
  const of = (name: string, label: string): Metric => ({
    namespace: "AWS/SQS",
    name,
    dimensions: { QueueName: queue },
    stat: "Maximum",
    label,
  });
  return [
    graph({
      title: "Messages that wait",
      region,
      lines: [of("ApproximateNumberOfMessagesVisible", "messages")],
    }),
    graph({
      title: "Oldest message",
      region,
      unit: "s",
      lines: [of("ApproximateAgeOfOldestMessage", "age")],
    }),
  ];
}
