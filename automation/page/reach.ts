import { type AiProvider, isExternal, providersOf } from "../../infra/aiProviders";
import { outsideDomains } from "../../infra/egress/allowlist";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { metadataAccess } from "../../infra/dataBootstrap";
import { hasNetworkLoadBalancer } from "../../infra/moduleKinds";
import { type Door, doorOf } from "../plan/door";

/** Who can reach what, as far as the stack file opens it: all else is closed. */
export interface Reach {
  /** From the Internet, through the API. */
  readonly door: Door;
  /** Whether a caller must show a certificate as well. */
  readonly mutualTls: boolean;
  /** From address ranges inside the company's network, past the API. */
  readonly ranges: readonly {
    readonly module: string;
    readonly port: number;
    readonly cidrs: readonly string[];
  }[];
  readonly calls: readonly { readonly module: string; readonly calls: readonly string[] }[];
  readonly stores: readonly StoreReach[];
  readonly outside: readonly OutsideReach[];
  readonly egress: {
    readonly mode: EnvironmentConfig["network"]["egress"]["mode"];
    /** Names that may be asked for and lead out of the VPC; undefined where all may. */
    readonly domains?: number;
  };
  readonly people: readonly PeopleReach[];
}

export interface StoreReach {
  readonly module: string;
  readonly schema: boolean;
  /** What it may do with the common schema. */
  readonly metadata: "none" | "read" | "write";
  readonly bucket: "none" | "own" | "shared";
  readonly collections: readonly string[];
  readonly cache: boolean;
}

export interface OutsideReach {
  readonly module: string;
  readonly providers: readonly {
    readonly name: string;
    /** By its role, with a key of the provider, with a token of the AI gateway, or as anybody may. */
    readonly by: "role" | "key" | "gateway" | "nothing";
    /** Models or endpoints; empty where all of them. */
    readonly only: readonly string[];
  }[];
  /** `10.0.0.0/8:1521`, with what stands there. */
  readonly systems: readonly { readonly address: string; readonly description: string }[];
}

/** People by what they may do. */
export type PeopleReach =
  | { readonly right: "audit" | "break-glass"; readonly who: readonly string[] }
  | { readonly right: "shell"; readonly modules: readonly string[] };

export function reachOf(config: EnvironmentConfig): Reach {
  const { modules, edge, network, audit } = config;
  const named = Object.keys(modules)
    .sort()
    .map((module) => ({ module, config: modules[module]! }));
  const { mode } = network.egress;
  return {
    door: doorOf(config),
    mutualTls: edge.mutualTls !== undefined,
    ranges: named
      .filter((one) => hasNetworkLoadBalancer(one.config))
      .map(({ module, config: { port, allowedCidrs } }) => ({ module, port, cidrs: allowedCidrs })),
    calls: named
      .filter((one) => one.config.calls.length > 0)
      .map((one) => ({ module: one.module, calls: [...one.config.calls].sort() })),
    stores: named.flatMap((one) => storeReach(one.module, one.config, config.data)),
    outside: named.flatMap((one) => outsideReach(one.module, one.config)),
    egress: mode === "open" ? { mode } : { mode, domains: outsideDomains(config) },
    people: [
      { right: "audit", who: audit.auditors },
      { right: "break-glass", who: audit.breakGlass },
      {
        right: "shell",
        modules: named.filter((one) => one.config.container.exec).map(({ module }) => module),
      },
    ],
  };
}

function storeReach(module: string, { data }: ModuleConfig, of: EnvironmentConfig["data"]): StoreReach[] {
  const { schema, bucket, collections, cache } = data;
  if (!schema && bucket === false && collections === false && !cache) return [];
  const owner = of.mariadb ? of.mariadb.metadataOwner : undefined;
  return [
    {
      module,
      schema,
      metadata: schema ? metadataAccess(module, owner) : "none",
      bucket: bucket === false ? "none" : bucket !== true && bucket.shared === true ? "shared" : "own",
      collections: collections === false ? [] : Object.keys(collections).sort(),
      cache,
    },
  ];
}

function outsideReach(module: string, config: ModuleConfig): OutsideReach[] {
  const providers = providersOf(config).map((provider) => ({
    name: provider.name,
    by: credentialOf(provider),
    only: [...((provider.models === "all" ? undefined : provider.models) ?? provider.endpoints ?? [])].sort(),
  }));
  const systems = config.outbound.map(({ cidr, port, description }) => ({
    address: `${cidr}:${port}`,
    description,
  }));
  return providers.length + systems.length === 0 ? [] : [{ module, providers, systems }];
}

function credentialOf(provider: AiProvider): OutsideReach["providers"][number]["by"] {
  if (provider.gateway) return "gateway";
  if (provider.keyVariable !== undefined) return "key";
  return isExternal(provider) ? "nothing" : "role";
}
