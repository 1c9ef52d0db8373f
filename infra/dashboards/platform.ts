import { databaseIdentifier, project, stageName } from "../naming";
import { platformAiWidgets } from "./aiUsage";
import { type Dimensions, graph, type Metric, type Row, text } from "./widgets";

/** What of an environment there is to see, whatever its modules are. */
export interface PlatformFacts {
  readonly environment: string;
  readonly region: string;
  readonly cluster: string;
  readonly loadBalancers: readonly string[];
  /** Names of services, by module. */
  readonly services: Readonly<Record<string, string>>;
  readonly mariadb: boolean;
  readonly qdrant: boolean;
  /** Whether calls to AI services are counted. */
  readonly aiUsage: boolean;
}

/** The way of a call from the door to the databases, from the top down. */
export function platformRows(facts: PlatformFacts): Row[] {
  return [
    {
      height: 2,
      widgets: [text(`# ${project} ${facts.environment}\n\nModules have dashboards of their own.`)],
    },
    { height: 6, widgets: doorWidgets(facts) },
    { height: 6, widgets: serviceWidgets(facts) },
    { height: 6, widgets: facts.aiUsage ? platformAiWidgets(facts) : [] },
    { height: 6, widgets: facts.mariadb ? mariadbWidgets(facts) : [] },
    { height: 6, widgets: facts.qdrant ? qdrantWidgets(facts) : [] },
  ];
}

function doorWidgets({ environment, region, loadBalancers }: PlatformFacts) {
  const api = (name: string, stat: Metric["stat"], label: string): Metric => ({
    namespace: "AWS/ApiGateway",
    name,
    dimensions: { ApiName: `${project}-${environment}`, Stage: stageName },
    stat,
    label,
  });
  return [
    graph({ title: "Calls at the API", region, lines: [api("Count", "Sum", "calls a minute")] }),
    graph({
      title: "Refused and failed at the API",
      region,
      lines: [api("4XXError", "Sum", "callers' errors"), api("5XXError", "Sum", "errors")],
    }),
    graph({
      title: "Time to the first byte",
      region,
      unit: "ms",
      lines: [api("Latency", "p50", "half"), api("Latency", "p95", "95 %")],
    }),
    graph({
      title: "Connections to the load balancers",
      region,
      lines: loadBalancers.flatMap((LoadBalancer, index) =>
        (["ActiveConnectionCount", "RejectedConnectionCount"] as const).map((name) => ({
          namespace: "AWS/ApplicationELB",
          name,
          dimensions: { LoadBalancer },
          stat: "Sum" as const,
          label: `${name === "ActiveConnectionCount" ? "open" : "refused"} (${index + 1})`,
        })),
      ),
    }),
  ];
}

function serviceWidgets({ region, cluster, services }: PlatformFacts) {
  const lines = (name: string): Metric[] =>
    Object.entries(services).map(([module, ServiceName]) => ({
      namespace: "AWS/ECS",
      name,
      dimensions: { ClusterName: cluster, ServiceName },
      stat: "Average",
      label: module,
    }));
  if (Object.keys(services).length === 0) return [];
  return [
    graph({ title: "CPU of modules", region, unit: "%", lines: lines("CPUUtilization") }),
    graph({ title: "Memory of modules", region, unit: "%", lines: lines("MemoryUtilization") }),
  ];
}

function mariadbWidgets({ environment, region }: PlatformFacts) {
  const dimensions: Dimensions = { DBInstanceIdentifier: databaseIdentifier(environment) };
  const one = (title: string, name: string, unit?: string) =>
    graph({
      title,
      region,
      ...(unit === undefined ? {} : { unit }),
      lines: [{ namespace: "AWS/RDS", name, dimensions, stat: "Maximum", label: "MariaDB" }],
    });
  return [
    one("CPU of MariaDB", "CPUUtilization", "%"),
    one("Connections", "DatabaseConnections"),
    one("Free storage", "FreeStorageSpace", "bytes"),
    one("Read latency", "ReadLatency", "s"),
  ];
}

/** Nodes come and go, so they are searched for. */
function qdrantWidgets({ environment, region }: PlatformFacts) {
  const one = (title: string, name: string, stat: string, unit?: string) =>
    graph({
      title,
      region,
      ...(unit === undefined ? {} : { unit }),
      lines: [
        {
          search: `SEARCH('Namespace="${project}/Qdrant" MetricName="${name}" Environment="${environment}"', '${stat}')`,
          label: "",
        },
      ],
    });
  return [
    one("Nodes of Qdrant that are ready", "Ready", "Minimum"),
    one("Disks of Qdrant", "DiskUsedPercent", "Maximum", "%"),
    one("Memory of Qdrant", "MemoryUsedPercent", "Maximum", "%"),
  ];
}
