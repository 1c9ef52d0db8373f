import { withAiGateway } from "../aiGateway/gatewayModule";
import { ConfigFaults, type Fault } from "../faults";
import { entriesAt, namespaces, parsed, stackNameFaults, standInRegion } from "./parse";
import { entryDefaults, type Profile } from "./profile";
import { merged, type RawObject } from "./raw";
import { brokenRules } from "./rules";
import { aiGatewayRules, asDeclared } from "./rules/aiGateway";
import {
  awsSchema,
  environmentSchema,
  profileNames,
  type EnvironmentConfig,
  type ProfileName,
} from "./schema/environment";

export type Profiles = Readonly<Record<ProfileName, Profile>>;

export interface LoadOptions {
  /** Name of the stack, which names the environment. */
  readonly stack: string;
  readonly project: string;
  readonly profiles: Profiles;
  /** For benchmarks only: lets an environment pass the quotas of AWS. */
  readonly ignoreQuotas?: boolean;
}

/**
 * The typed configuration of an environment out of the keys of a stack file (`aws:region`,
 * `ai-platform:modules`, …).
 * @throws ConfigFaults with every fault that there is.
 */
export function loadConfig(
  given: Readonly<Record<string, unknown>>,
  options: LoadOptions,
): EnvironmentConfig {
  const { config, faults } = checkConfig(given, options);
  if (config === undefined || faults.length > 0) throw new ConfigFaults(faults);
  return config;
}

/** Like {@link loadConfig}, for a caller that has found faults of its own before. */
export function checkConfig(
  given: Readonly<Record<string, unknown>>,
  options: LoadOptions,
): { readonly config?: EnvironmentConfig; readonly faults: readonly Fault[] } {
  const faults = stackNameFaults(options.stack);
  const own = namespaces(given, options.project, faults);
  const aws = parsed(
    awsSchema,
    own.aws,
    "aws:",
    (raw, standIns) => (standIns ? { region: standInRegion, ...raw } : raw),
    faults,
  );
  const environment = parsed(
    environmentSchema,
    own.project,
    "",
    (raw, standIns) => withDefaults(raw, options.profiles, standIns),
    faults,
  );
  if (!aws || !environment) return { faults };
  const declared: EnvironmentConfig = { ...environment, name: options.stack, aws };
  const config = withAiGateway(declared, options.profiles[declared.profile].module);
  const wrong = faults.map(({ path }) => path);
  const broken = [
    ...aiGatewayRules(declared, config),
    ...brokenRules(config, options.ignoreQuotas ?? false).map(asDeclared),
  ].filter(({ path }) => !wrong.some((other) => hangsOn(path, other)));
  return { config, faults: [...faults, ...broken] };
}

type Judged = readonly (readonly [wrong: RegExp, judged: RegExp])[];

/** Where a value is wrong, what stands in for it breaks rules of these other values. */
const judgedBy: Judged = [
  [/^aws:region$/, /^network\.availabilityZones$/],
  [/^edge\.authentication/, /^(edge\.clients\.|modules\..*\.routes\[)/],
  [/^modules\..*\.routes/, /^edge\.clients\./],
  [/^edge\.domain/, /^edge\.(domain|mutualTls)$/],
  [/^platform\.containerInsights$/, /\.scaling\.queueDepthPerTask$/],
  [/^modules(\.[^.]+(\.(aiProviders|kind|capacity).*)?)?$/, /^aiGateway\b/],
  [/^aiGateway\b/, /\.(aiQuota|aiUsage\.usdPerDay|aiProviders(\[\d+\])?)$/],
  [/^platform\.externalInstances/, /\.capacity\.kind$/],
  [/^platform\.pools/, /^(platform\.pools\.[^.]+\.max$|modules\.[^.]+\.(capacity|size)\b)/],
  [/^modules\.[^.]+\.(size|capacity|scaling|jobs)\b/, /^platform\.pools\.[^.]+\.max$/],
  [/^data\.deletion$/, /^modules\.[^.]+\.data\.(onRemove|bucket\.lockDays)$/],
  [/^data\.mariadb\b/, /^(data\.(mariadb|backups)\.|modules\.[^.]+\.data\.connections$)/],
  [/^data\.cache\b/, /^(data\.cache\.|modules\.[^.]+\.data\.cache$)/],
  [/^modules\.[^.]+(\.data(\.schema|\.connections)?)?$/, /^data\.mariadb\.(metadataOwner|instanceClass)$/],
  [/^modules(\.[^.]+(\.data\w*(\.bucket.*)?)?)?$/, /^workbench\.teams\.[^.]+\.reads\[/],
  // Who is called, and whether that can be, hangs on both ends.
  [
    /^modules(\[[^.]*|\.[^.]+)(\.(kind|capacity\.kind|calls.*))?$/,
    /\.(calls(\[\d+\])?|routes|allowedCidrs)$/,
  ],
];

/** The same of two values of one module. */
const judgedWithin: Judged = [
  [/^kind$/, /^(routes|jobs|protocol|allowedCidrs|capacity|queue|scaling)\b/],
  [/^(protocol|routes)\b/, /^(allowedCidrs|routes|protocol|release|scaling\.requestsInFlight)\b/],
  [/^capacity\.(kind|pool|gpus|gpuNames)\b/, /^(capacity|size|ephemeralStorageGiB|container\.ulimits)\b/],
  [/^scaling\b/, /^(scaling|capacity\.onDemandBase)\b/],
  [/^(sidecars|tracing|logRouter)\b/, /^size\b/],
  [/^size\b/, /^(size|sidecars)\b/],
  [/^release\b/, /^release\b/],
  [/^(kind|scaling|release|jobs)\b/, /^data\.connections$/],
  [/^data\.bucket\./, /^data\.bucket\./],
];

const inModule = /^modules\.([^.[]+)\.(.*)$/;

/** Whether a rule's fault would only be that of a wrong value's stand-in. */
function hangsOn(path: string, wrong: string): boolean {
  const [, module, part = ""] = inModule.exec(path) ?? [];
  const [, other, wrongPart = ""] = inModule.exec(wrong) ?? [];
  const hangs = (table: Judged, cause: string, judged: string) =>
    table.some(([one, another]) => one.test(cause) && another.test(judged));
  return (
    path === wrong ||
    wrong.startsWith(`${path}[`) ||
    wrong.startsWith(`${path}.`) ||
    hangs(judgedBy, wrong, path) ||
    (module !== undefined && module === other && hangs(judgedWithin, wrongPart, part))
  );
}

/** `standIns` for what only a stack file can say, so that the rest of a file can be judged without it. */
function withDefaults(raw: RawObject, profiles: Profiles, standIns: boolean): RawObject {
  const name = profileNames.find((one) => one === raw.profile) ?? "dev";
  const { module, pool, subscriber, quietTime, job, sidecar, team, ...defaults } = profiles[name];
  const ofEntry = { module, pool, subscriber, quietTime, job, sidecar, team };
  const complete = merged(standIns ? { ...defaults, profile: name } : defaults, raw);
  return entryDefaults.reduce<unknown>(
    (value, [place, kind]) =>
      entriesAt(value, place, (entry) =>
        merged(standIns ? { ...ofEntry[kind], ...entryStandIns[kind] } : ofEntry[kind], entry),
      ),
    complete,
  ) as RawObject;
}

const entryStandIns = {
  module: { owner: "nobody@example.com" },
  pool: { instanceTypes: ["m7g.large"], max: 1 },
  subscriber: {},
  quietTime: { at: "cron(0 0 * * *)", timezone: "UTC", minutes: 1 },
  job: { schedule: "rate(1 day)", timezone: "UTC", command: ["true"] },
  sidecar: { image: "public.ecr.aws/stand-in:1", memoryMiB: 6 },
  team: { owner: "nobody@example.com" },
};
