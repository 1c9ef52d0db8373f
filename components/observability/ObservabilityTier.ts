import { Dashboard } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { aiProviderValues, countsAiCalls } from "../../infra/aiUsage/metrics";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { type ModuleFacts, moduleRows } from "../../infra/dashboards/module";
import { platformRows } from "../../infra/dashboards/platform";
import { dashboardBody, type Row } from "../../infra/dashboards/widgets";
import { logGroupName, moduleId, project } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { SeenModuleRef } from "../container/refs";
import type { PlatformRef } from "../platform/refs";

export interface ObservabilityTierArgs {
  readonly scope: Scope;
  readonly platform: PlatformRef;
  readonly config: Pick<EnvironmentConfig, "data" | "modules" | "observability">;
  /** What of each module CloudWatch knows, by name. */
  readonly modules: Readonly<Record<string, SeenModuleRef>>;
}

/** What people look at. What calls them stands beside what it watches. */
export class ObservabilityTier extends pulumi.ComponentResource {
  constructor(name: string, args: ObservabilityTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:observability:ObservabilityTier", name, {}, opts);
    if (args.config.observability.dashboards) {
      createPlatformDashboard(name, args, this);
      for (const module of Object.keys(args.modules)) createModuleDashboard(name, module, args, this);
    }
    this.registerOutputs({});
  }
}

function createPlatformDashboard(name: string, args: ObservabilityTierArgs, parent: pulumi.Resource): void {
  const { scope, platform, config, modules } = args;
  const { environment, region } = scope;
  const services = Object.entries(modules).flatMap(([module, { serviceName }]) =>
    serviceName === undefined ? [] : [serviceName.apply((service) => [module, service] as const)],
  );
  const loadBalancers = Object.values(platform.loadBalancers).map(({ arnSuffix }) => arnSuffix);
  const rows = pulumi
    .all([platform.cluster.name, pulumi.all(loadBalancers), pulumi.all(services)])
    .apply(([cluster, suffixes, named]) =>
      platformRows({
        environment,
        region,
        cluster,
        loadBalancers: suffixes,
        services: Object.fromEntries(named),
        mariadb: config.data.mariadb !== false,
        qdrant: config.data.qdrant !== false,
        aiUsage: Object.values(config.modules).some(countsAiCalls),
      }),
    );
  createDashboard(name, `${project}-${environment}`, rows, parent);
}

function createModuleDashboard(
  name: string,
  module: string,
  { scope, platform, config, modules }: ObservabilityTierArgs,
  parent: pulumi.Resource,
): void {
  const { environment, region } = scope;
  const entry = config.modules[module]!;
  const { serviceName, targets, queueName } = modules[module]!;
  const rows = pulumi
    .output({ cluster: platform.cluster.name, service: serviceName, targets, queue: queueName })
    .apply((known): Row[] =>
      moduleRows({
        ...(known as Pick<ModuleFacts, "cluster" | "queue" | "service" | "targets">),
        name: module,
        environment,
        region,
        owner: entry.owner,
        slo: entry.slo,
        aiProviders: countsAiCalls(entry) ? aiProviderValues(entry) : [],
        logGroup: logGroupName(environment, "modules", module),
      }),
    );
  createDashboard(`${name}-${module}`, moduleId(environment, module), rows, parent);
}

function createDashboard(
  name: string,
  dashboardName: string,
  rows: pulumi.Output<readonly Row[]>,
  parent: pulumi.Resource,
): void {
  new Dashboard(name, { dashboardName, dashboardBody: rows.apply(dashboardBody) }, { parent });
}
