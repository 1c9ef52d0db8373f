import type { Section } from "../render/section";
import { policyReport, type PolicyReport } from "./policy";
import { type TreeNode, treeOf } from "./report";
import { policySection, tree } from "./sections";
import type { SharedPlan } from "./sharedPlan";

/** The plan of the shared stack as data: what `--json` prints. `kind` tells it from the plan of an environment. */
export interface SharedReport {
  readonly version: 1;
  readonly kind: "shared";
  readonly stack: string;
  readonly region: string;
  readonly resources: {
    readonly total: number;
    readonly services: readonly { readonly service: string; readonly resources: number }[];
    readonly tree: readonly TreeNode[];
  };
  readonly environments: readonly { readonly environment: string; readonly approval: boolean }[];
  readonly modules: readonly {
    readonly module: string;
    readonly owner: string;
    readonly repository: string;
    readonly branch: string;
    readonly folder: string;
  }[];
  /** What pipelines build and no environment runs so. */
  readonly notes: readonly string[];
  readonly manualSteps: readonly string[];
  readonly policy: PolicyReport;
}

export function sharedReportOf({
  stack,
  config,
  graph,
  notes,
  manualSteps,
  findings,
}: SharedPlan): SharedReport {
  const { delivery } = config;
  const services = graph.nodes
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type }) => type.split(":")[1]!.split("/")[0]!);
  return {
    ...{ version: 1, kind: "shared", stack, region: config.aws.region },
    resources: {
      total: graph.nodes.length,
      services: [...new Set(services)].sort().map((service) => ({
        service,
        resources: services.filter((other) => other === service).length,
      })),
      tree: treeOf(graph.nodes),
    },
    environments: Object.entries(delivery.environments).map(([environment, { approval }]) => ({
      ...{ environment, approval },
    })),
    modules: Object.entries(delivery.modules)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, { owner, repository, branch, folder }]) => ({
        ...{ module, owner, repository, branch, folder },
      })),
    notes,
    manualSteps,
    policy: policyReport(findings),
  };
}

/** Builds and images cost by what is pushed and kept, which no stack file says. */
export function sharedHeadline({ stack, region, resources }: SharedReport): string {
  return `${stack} (shared by all environments, ${region}): ${resources.total} resources, not priced`;
}

export function sharedOverview(report: SharedReport, withTree: boolean): Section[] {
  return [
    {
      title: "Services",
      columns: [{ heading: "service" }, { heading: "resources", align: "right" }],
      rows: report.resources.services.map(({ service, resources }) => [service, String(resources)]),
      note: "Not priced: images and builds cost by what is pushed and kept.",
    },
    {
      title: "Order of release",
      columns: [{ heading: "environment" }, { heading: "before it" }],
      rows: report.environments.map(({ environment, approval }) => [
        environment,
        approval ? "a person approves" : "-",
      ]),
    },
    {
      title: "Modules",
      columns: ["module", "repository", "branch", "folder", "owner"].map((heading) => ({ heading })),
      rows: report.modules.map(({ module, repository, branch, folder, owner }) => [
        ...[module, repository, branch, folder, owner],
      ]),
      ...(report.notes.length === 0 ? {} : { note: report.notes.join("\n") }),
    },
    policySection(report.policy),
    {
      title: "By hand",
      columns: [{ heading: "what only a person can do" }],
      rows: report.manualSteps.map((step) => [step]),
    },
    ...(withTree ? [tree(report)] : []),
  ];
}
