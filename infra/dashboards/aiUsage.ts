import { aiNamespace, type AiMetricName } from "../aiUsage/metrics";
import { graph, type Metric, type Widget } from "./widgets";

interface Place {
  readonly environment: string;
  readonly region: string;
}

/** What a module asks of AI services, by provider; nothing where it asks none that are counted. */
export function moduleAiWidgets(
  { environment, region }: Place,
  module: string,
  providers: readonly string[],
): Widget[] {
  if (providers.length === 0) return [];
  const each = (name: AiMetricName, stat: Metric["stat"], label = ""): Metric[] =>
    providers.map((Provider) => ({
      namespace: aiNamespace(environment),
      name,
      dimensions: { Module: module, Provider },
      stat,
      label: `${Provider}${label}`,
    }));
  return [
    graph({
      title: "Calls to AI services",
      region,
      lines: [...each("LatencyMs", "SampleCount"), ...each("Failures", "Sum", " failed")],
    }),
    graph({
      title: "Tokens",
      region,
      lines: [...each("InputTokens", "Sum", " in"), ...each("OutputTokens", "Sum", " out")],
    }),
    graph({ title: "Cost of AI services", region, unit: "USD", lines: each("CostUsd", "Sum") }),
    graph({ title: "Latency of AI services", region, unit: "ms", lines: each("LatencyMs", "p95") }),
  ];
}

/** The same of all modules and providers. They are searched for: they may be more than a graph can name. */
export function platformAiWidgets({ environment, region }: Place): Widget[] {
  const all = (title: string, name: AiMetricName, stat: string, unit?: string) =>
    graph({
      title,
      region,
      ...(unit === undefined ? {} : { unit }),
      lines: [
        {
          search: `SEARCH('{"${aiNamespace(environment)}",Module,Provider} MetricName="${name}"', '${stat}')`,
          label: "",
        },
      ],
    });
  return [
    all("Calls to AI services", "LatencyMs", "SampleCount"),
    all("Tokens in", "InputTokens", "Sum"),
    all("Tokens out", "OutputTokens", "Sum"),
    all("Cost of AI services", "CostUsd", "Sum", "USD"),
  ];
}
