import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Graph } from "../../simulator/graph";
import type { Plan } from "../plan/makePlan";
import { mandatoryIn, policyReport } from "../plan/policy";
import { type Reach, reachOf } from "./reach";

/** How the environment is guarded, as facts: which words tell them is the language's to say. */
export interface Posture {
  readonly rules: { readonly all: number; readonly broken: number; readonly mandatory: number };
  readonly doors: {
    readonly routes: number;
    readonly publicRoutes: number;
    /** Addresses that the Internet can see; only NAT gateways have any, and nothing comes in by those. */
    readonly publicAddresses: number;
  };
  readonly firewall: EnvironmentConfig["edge"]["waf"];
  readonly keys: number;
  readonly transit: {
    /** Whether the way from the API to the load balancer has TLS, for which a domain is needed. */
    readonly loadBalancers: boolean;
    /** Undefined where no module calls another. */
    readonly betweenModules?: boolean;
    readonly stores: readonly string[];
  };
  readonly egress: Reach["egress"] & { readonly failOpen: boolean };
  readonly secrets: {
    readonly count: number;
    /** Those that change by themselves; keys of others' services are a person's to change. */
    readonly rotated: number;
    readonly rotationDays: number | false;
  };
  readonly roles: number;
  readonly audit: {
    readonly trail: EnvironmentConfig["audit"]["trail"];
    readonly auditors: number;
    readonly breakGlass: number;
  };
  readonly privacy: {
    readonly logGroups: number;
    readonly masked: number;
    readonly personalLogDays: number;
  };
  readonly deletion: EnvironmentConfig["data"]["deletion"];
  readonly backups: {
    readonly mariadbDays?: number;
    readonly qdrantDays?: number | false;
    readonly vault: EnvironmentConfig["data"]["backups"];
  };
  /** Guards of AWS that this environment turns on for its account, and those that it does not. */
  readonly guards: { readonly on: readonly string[]; readonly off: readonly string[] };
}

export function postureOf({ config, graph, findings }: Plan): Posture {
  const { data, edge, platform, audit, privacy, network, account } = config;
  const { door, egress, calls } = reachOf(config);
  return {
    rules: {
      all: policyReport(findings).rules,
      broken: new Set(findings.map(({ rule }) => rule)).size,
      mandatory: mandatoryIn(findings).length,
    },
    doors: {
      routes: door.routes.length,
      publicRoutes: door.routes.filter((route) => route.public).length,
      publicAddresses: count(graph, "aws:ec2/eip:Eip"),
    },
    firewall: edge.waf,
    keys: count(graph, "aws:kms/key:Key"),
    transit: {
      loadBalancers: edge.domain !== undefined,
      ...(calls.length === 0 ? {} : { betweenModules: platform.serviceTls !== false }),
      stores: [
        ...(data.mariadb ? ["MariaDB"] : []),
        ...(data.qdrant ? ["Qdrant"] : []),
        ...(data.cache ? ["Valkey"] : []),
        "S3",
      ],
    },
    egress: { ...egress, failOpen: network.egress.failOpen },
    secrets: {
      count: count(graph, "aws:secretsmanager/secret:Secret"),
      rotated: count(graph, "aws:secretsmanager/secretRotation:SecretRotation"),
      rotationDays: data.rotationDays,
    },
    roles: count(graph, "aws:iam/role:Role"),
    audit: { trail: audit.trail, auditors: audit.auditors.length, breakGlass: audit.breakGlass.length },
    privacy: {
      logGroups: count(graph, "aws:cloudwatch/logGroup:LogGroup"),
      masked: count(graph, "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy"),
      personalLogDays: privacy.personalLogDays,
    },
    deletion: data.deletion,
    backups: {
      ...(data.mariadb ? { mariadbDays: data.mariadb.backupRetentionDays } : {}),
      ...(data.qdrant ? { qdrantDays: data.qdrant.snapshotRetentionDays } : {}),
      vault: data.backups,
    },
    guards: guardsOf(account),
  };
}

function guardsOf(account: EnvironmentConfig["account"]): Posture["guards"] {
  const names = (are: boolean) =>
    Object.entries(guardNames)
      .filter(([key]) => (account[key as keyof typeof guardNames] !== false) === are)
      .map(([, name]) => name);
  return { on: names(true), off: names(false) };
}

const guardNames = {
  guardDuty: "GuardDuty",
  securityHub: "Security Hub",
  inspector: "Inspector",
  accessAnalyzer: "IAM Access Analyzer",
  config: "AWS Config",
} as const satisfies { readonly [K in keyof EnvironmentConfig["account"]]?: string };

export function count(graph: Graph, type: string): number {
  return graph.ofType(type).length;
}
