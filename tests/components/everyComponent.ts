import * as pulumi from "@pulumi/pulumi";
import { AlarmTopics } from "../../components/alarms/AlarmTopics";
import { QuietTimes } from "../../components/alarms/QuietTimes";
import { AccountSecurity } from "../../components/account/AccountSecurity";
import { AccountSettings } from "../../components/account/AccountSettings";
import { AuditTier } from "../../components/audit/AuditTier";
import { BudgetsTier } from "../../components/budgets/BudgetsTier";
import { DomainCertificate } from "../../components/certificate/DomainCertificate";
import { DataTier } from "../../components/data/DataTier";
import { Mariadb } from "../../components/data/mariadb/Mariadb";
import { ModuleData } from "../../components/data/module/ModuleData";
import { Qdrant } from "../../components/data/qdrant/Qdrant";
import { EnvironmentKeys } from "../../components/keys/EnvironmentKeys";
import { NetworkTier } from "../../components/network/NetworkTier";
import { PlatformTier } from "../../components/platform/PlatformTier";
import { LogPrivacy } from "../../components/privacy/LogPrivacy";
import { Workbench } from "../../components/workbench/Workbench";
import { accountArgs, everyGuard } from "../support/accountConfig";
import {
  alarms,
  boundary,
  backupsConfig,
  cacheConfig,
  certificate,
  clients,
  dataConfig,
  issuer,
  key,
  mariadbConfig,
  moduleConfig,
  network,
  networkArgs,
  platform,
  platformConfig,
  qdrantConfig,
  scope,
} from "../support/fixtures";
import { newModule } from "./container/newModule";
import { rotationRef, servers } from "./data/servers";
import { workbenchArgs } from "./workbench/workbenchArgs";
import { type EdgeArgs, kinds, newEdge } from "./edge/newEdge";

export interface Place {
  readonly environment: string;
  readonly region: string;
}

export type Make = (
  name: string,
  place: Place,
  opts?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

const bounded = (place: Place) => scope({ ...place, permissionsBoundary: boundary });
const everything = moduleConfig({
  aiProviders: ["openai", "bedrock"],
  data: { schema: true, bucket: true, collections: {}, cache: true },
});
const roleRef = (name: string) => ({
  arn: pulumi.output(`arn:aws:iam::123456789012:role/${name}`),
  name: pulumi.output(name),
});
const keyed = {
  dataKey: key("data"),
  logsKey: key("logs"),
  deletion: "protected",
  logRetentionDays: 30,
} as const;

const makeEdge =
  (change: EdgeArgs): Make =>
  (name, place, opts) =>
    newEdge(
      name,
      {
        ...change,
        scope: bounded(place),
        platform: platform(place.environment),
        certificate: certificate(place.environment),
        alarms: alarms(place.environment),
        modules: { planning: moduleConfig({ throttle: { requestsPerSecond: 1, burst: 1 } }) },
      },
      opts,
    );

/** Every component, with all its parts. */
export const components: Readonly<Record<string, Make>> = {
  AccountSettings: (name, place, opts) =>
    new AccountSettings(
      name,
      accountArgs({
        scope: bounded(place),
        alarms: alarms(place.environment),
        apiGatewayLogs: true,
        bedrockLogs: { retentionDays: 30 },
        costAnomalies: { minimumUsd: 50 },
        costTags: true,
      }),
      opts,
    ),
  AccountSecurity: (name, place, opts) =>
    new AccountSecurity(
      name,
      {
        ...everyGuard,
        scope: bounded(place),
        deletion: "protected",
        platform: platform(place.environment),
        alarms: alarms(place.environment),
      },
      opts,
    ),
  AlarmTopics: (name, place, opts) =>
    new AlarmTopics(
      name,
      {
        scope: bounded(place),
        key: key("logs"),
        owner: undefined,
        runbooks: undefined,
        subscribers: {
          "on-call": { email: "on-call@example.com", severities: ["critical", "warning"] },
          channel: { slack: { workspace: "T07EXAMPLE1", channel: "C07EXAMPLE1" }, severities: ["critical"] },
        },
      },
      opts,
    ),
  AuditTier: (name, place, opts) =>
    new AuditTier(
      name,
      {
        scope: bounded(place),
        platform: platform(place.environment),
        alarms: alarms(place.environment),
        trail: { managementEvents: true, retentionDays: 365, lock: "GOVERNANCE" },
        report: { schedule: "rate(7 days)", retentionDays: 365 },
        logRetentionDays: 365,
        auditors: ["arn:aws:iam::123456789012:user/auditor"],
        breakGlass: ["arn:aws:iam::123456789012:role/operator"],
        deletion: "protected",
        keyDeletionDays: 30,
        buckets: [],
      },
      opts,
    ),
  BudgetsTier: (name, place, opts) =>
    new BudgetsTier(
      name,
      {
        scope: bounded(place),
        alarms: alarms(place.environment),
        budget: {
          ...{ monthlyUsd: 500, covers: "environment", actualPercents: [80], forecastPercents: [100] },
          stopAiCalls: { atPercent: 120, approval: "manual" },
        },
        modules: { planning: { ...everything, budgetUsd: 100 } },
        roles: { planning: { execution: roleRef("execution"), task: roleRef("task") } },
      },
      opts,
    ),
  LogPrivacy: (name, place, opts) =>
    new LogPrivacy(
      name,
      {
        scope: bounded(place),
        auditKey: key("audit"),
        alarms: alarms(place.environment),
        findingDays: 365,
        identifiers: {},
        logGroups: [],
      },
      opts,
    ),
  QuietTimes: (name, place, opts) =>
    new QuietTimes(
      name,
      {
        scope: bounded(place),
        quietTimes: {
          night: { at: "cron(0 2 * * *)", timezone: "UTC", minutes: 60, severities: ["warning"] },
        },
        alarms: [{ severity: "warning", name: pulumi.output(`ai-platform-${place.environment}-one`) }],
      },
      opts,
    ),
  DomainCertificate: (name, place, opts) =>
    new DomainCertificate(
      name,
      { name: `${place.environment}.example.com`, hostedZoneId: "Z0123456789EXAMPLE" },
      opts,
    ),
  "EdgeTier with Cognito": makeEdge(kinds["Cognito with everything"]!),
  "EdgeTier with an issuer": makeEdge({ authentication: issuer, clients }),
  EnvironmentKeys: (name, place, opts) =>
    new EnvironmentKeys(name, { scope: bounded(place), deletion: "protected", deletionDays: 30 }, opts),
  NetworkTier: (name, place, opts) =>
    new NetworkTier(
      name,
      {
        ...networkArgs({
          interfaceEndpoints: ["logs"],
          egress: { mode: "strict", domains: [], failOpen: false, logRetentionDays: 30 },
        }),
        scope: bounded(place),
        alarms: alarms(place.environment),
      },
      opts,
    ),
  PlatformTier: (name, place, opts) =>
    new PlatformTier(
      name,
      {
        ...platformConfig(),
        scope: bounded(place),
        network: network(),
        logsKey: key("logs"),
        alarms: alarms(place.environment),
        loadBalancers: [1],
        testedLoadBalancers: [],
      },
      opts,
    ),
  Mariadb: (name, place, opts) =>
    new Mariadb(
      name,
      {
        ...keyed,
        ...mariadbConfig(),
        scope: bounded(place),
        network: network(),
        alarms: alarms(place.environment),
        eventLog: platform(place.environment).eventLog,
      },
      opts,
    ),
  Qdrant: (name, place, opts) =>
    new Qdrant(
      name,
      {
        ...keyed,
        ...qdrantConfig({ nodes: 3 }),
        scope: bounded(place),
        network: network(),
        platform: platform(place.environment),
        alarms: alarms(place.environment),
        secretRecoveryDays: 30,
        bootstrap: { functionName: pulumi.output("data-bootstrap") },
      },
      opts,
    ),
  ModuleData: (name, place, opts) =>
    new ModuleData(
      name,
      {
        scope: bounded(place),
        module: everything,
        settings: dataConfig(),
        dataKey: key("data"),
        servers: servers({ rotation: rotationRef() }),
        buckets: { shared: undefined, accessLogs: undefined },
        proxy: undefined,
      },
      opts,
    ),
  DataTier: (name, place, opts) =>
    new DataTier(
      name,
      {
        ...dataConfig({
          rotationDays: 30,
          bucketAccessLogs: true,
          mariadb: mariadbConfig({ proxy: true }),
          cache: cacheConfig(),
          backups: backupsConfig(),
        }),
        scope: bounded(place),
        network: network(),
        platform: platform(place.environment),
        alarms: alarms(place.environment),
        keys: { data: key("data"), logs: key("logs") },
        modules: { [`${name}-module`]: everything },
      },
      opts,
    ),
  Workbench: (name, place, opts) =>
    new Workbench(
      name,
      workbenchArgs({
        scope: bounded(place),
        // The log is one for the whole account.
        ...(place.environment === "other" ? { logs: false } : {}),
      }),
      opts,
    ),
  ContainerModule: (name, place, opts) =>
    newModule(
      name,
      { scope: bounded(place), platform: platform(place.environment), aiProviders: ["bedrock"] },
      opts,
    ),
};
