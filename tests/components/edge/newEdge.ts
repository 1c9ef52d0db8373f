import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { EdgeTier, type EdgeTierArgs } from "../../../components/edge/EdgeTier";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { Graph } from "../../../simulator/graph";
import {
  accountSettings,
  alarms,
  apiAlarms,
  build,
  type Built,
  certificate,
  cognitoClients,
  edgeConfig,
  issuer,
  key,
  moduleConfig,
  network,
  platform,
  scope,
} from "../../support/fixtures";
import { only } from "../../support/harness";

export type EdgeArgs = Partial<EdgeTierArgs>;

/** Two versions of one module, the second behind another load balancer, and a front end. */
export const modules: Readonly<Record<string, ModuleConfig>> = {
  planning: moduleConfig({ routes: ["/v1/planning"] }),
  "planning-v2": moduleConfig({
    routes: [{ path: "/v2/planning", scopes: ["planning.invoke", "plans"] }],
    loadBalancer: 2,
    longestResponseSeconds: 900,
  }),
  web: moduleConfig({ kind: "web", routes: ["/"] }),
};

/** The edge on its own, beside stand-ins for the tiers. */
export function newEdge(name: string, change: EdgeArgs = {}, opts?: ComponentResourceOptions): EdgeTier {
  const args: EdgeTierArgs = {
    ...edgeConfig(),
    scope: scope(),
    network: network(),
    platform: platform(),
    logsKey: key("logs"),
    alarms: alarms(),
    watch: apiAlarms,
    modules,
    deletion: "protected",
    keyDeletionDays: 30,
    account: accountSettings(),
    ...change,
  };
  return new EdgeTier(name, args, opts);
}

export const edge = (change: EdgeArgs = {}): Promise<Built> => build(() => newEdge("edge", change));

export const mutualTls = { truststoreUri: "s3://trust/authorities.pem", truststoreVersion: "3Y1" };

/** Edges for what must hold of all. */
export const kinds: Readonly<Record<string, EdgeArgs>> = {
  Cognito: {},
  "Cognito with everything": {
    clients: cognitoClients,
    certificate: certificate(),
    mutualTls,
    cors: { origin: "*" },
  },
  issuer: { authentication: issuer },
};

export type Json = Readonly<Record<string, unknown>>;

/** One operation as API Gateway imports it. */
export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly "x-amazon-apigateway-integration": Integration;
}

export interface Integration extends Json {
  readonly type: string;
  readonly timeoutInMillis?: number;
}

export interface Api extends Json {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, Json>> };
}

/** The API that the edge hands to AWS. */
export function apiOf(graph: Graph): Api {
  return JSON.parse(String(only(graph, "aws:apigateway/restApi:RestApi").inputs.body)) as Api;
}

export const anyMethod = "x-amazon-apigateway-any-method";

/** Every operation with its place. */
export function operationsOf({ paths }: Pick<Api, "paths">) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method,
      operation,
      integration: operation["x-amazon-apigateway-integration"],
    })),
  );
}
