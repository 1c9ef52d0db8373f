import { checkConfig } from "../../infra/config/load";
import { merged, type RawObject } from "../../infra/config/raw";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { faultText } from "../../infra/faults";
import { project } from "../../infra/naming";
import { profiles } from "../../stacks/profiles";

/** A module of the name `one`, and what the rest of the stack file says otherwise than {@link around}. */
export interface Entry {
  readonly module: RawObject;
  readonly platform?: RawObject;
  readonly modules?: RawObject;
  readonly data?: RawObject;
  readonly profile?: "dev" | "staging" | "prod";
}

/** Pools, servers and modules that an entry can name; the keeping of data is another table's. */
const around = {
  data: { mariadb: false, qdrant: false },
  platform: {
    containerInsights: "enabled",
    externalInstances: { registrations: 1, activation: 1 },
    pools: {
      general: { instanceTypes: ["m7g.large"], max: 8 },
      gpus: { instanceTypes: ["g6.xlarge"], max: 4 },
    },
  },
  modules: {
    other: { owner: "other@example.com", routes: ["/other"] },
    mail: { owner: "mail@example.com", kind: "worker" },
  },
};

export const plain: RawObject = { owner: "one@example.com", routes: ["/one"] };

function check({ module, platform, modules, data, profile = "dev" }: Entry) {
  const given = {
    "aws:region": "ap-northeast-2",
    [`${project}:profile`]: profile,
    [`${project}:data`]: merged(around.data, data),
    [`${project}:platform`]: merged(around.platform, platform),
    [`${project}:modules`]: { ...around.modules, ...modules, one: { ...plain, ...module } },
    ...(profile === "prod"
      ? {
          [`${project}:edge`]: { domain: { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" } },
          [`${project}:observability`]: {
            owner: "platform-team@example.com",
            subscribers: { "on-call": { email: "on-call@example.com" } },
          },
          [`${project}:budget`]: { monthlyUsd: 1000 },
        }
      : {}),
  };
  return checkConfig(given, { stack: profile, project, profiles });
}

/** What an operator reads, the path of the module left out. */
export function faultsOf(entry: Entry): string[] {
  return check(entry).faults.map((fault) => faultText(fault).replace(/^modules\.one\./, ""));
}

export function configOf(entry: Entry): EnvironmentConfig {
  const { config, faults } = check(entry);
  if (config === undefined || faults.length > 0) throw new Error(faults.map(faultText).join("\n"));
  return config;
}
