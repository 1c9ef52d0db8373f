import type { z } from "zod";
import { ConfigFaults, fault, type Fault } from "../faults";
import { faultsOf, valueAt } from "./issues";
import { suggestion } from "./nearest";
import { cleaned, isObject, merged, type RawObject, without } from "./raw";
import { entryDefaults, type Profile } from "./profile";
import { brokenRules } from "./rules";
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
  const faults: Fault[] = [];
  if (!stackName.test(options.stack))
    faults.push(
      fault(
        "stack name",
        "must be 2 to 15 lower-case letters, digits and hyphens, starting with a letter",
        options.stack,
        "Rename the stack and its file Pulumi.<stack>.yaml.",
      ),
    );
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
  const config: EnvironmentConfig = { ...environment, name: options.stack, aws };
  const wrong = faults.map(({ path }) => path);
  const broken = brokenRules(config, options.ignoreQuotas ?? false).filter(
    ({ path }) => !wrong.some((other) => hangsOn(path, other)),
  );
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
  [/^platform\.externalInstances/, /\.capacity\.kind$/],
  [/^platform\.pools/, /^(platform\.pools\.[^.]+\.max$|modules\.[^.]+\.(capacity|size)\b)/],
  [/^modules\.[^.]+\.(size|capacity|scaling|jobs)\b/, /^platform\.pools\.[^.]+\.max$/],
  [/^data\.deletion$/, /^modules\.[^.]+\.data\.(onRemove|bucket\.lockDays)$/],
  [/^data\.mariadb\b/, /^(data\.(mariadb|backups)\.|modules\.[^.]+\.data\.connections$)/],
  [/^data\.cache\b/, /^(data\.cache\.|modules\.[^.]+\.data\.cache$)/],
  [/^modules\.[^.]+(\.data(\.schema|\.connections)?)?$/, /^data\.mariadb\.(metadataOwner|instanceClass)$/],
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

/** Stands in for a region that is missing or wrong; any with four known zones would do. */
const standInRegion = "ap-northeast-2";

/** The longest keeps `ai-platform-<stack>-<suffix>` within the 32 characters of a load balancer's name. */
const stackName = /^[a-z][a-z0-9-]{0,13}[a-z0-9]$/;

function namespaces(given: Readonly<Record<string, unknown>>, project: string, faults: Fault[]) {
  const own = { aws: [] as [string, unknown][], project: [] as [string, unknown][] };
  const known = ["aws", "pulumi", project];
  for (const [key, value] of Object.entries(given)) {
    const [namespace = "", ...rest] = key.split(":");
    const name = rest.join(":");
    if (name === "")
      faults.push(fault([key], "has no namespace", undefined, `Write it as ${project}:${namespace}.`));
    else if (namespace === "aws") own.aws.push([name, value]);
    else if (namespace === project) own.project.push([name, value]);
    // The engine's own settings, such as pulumi:disable-default-providers, are not ours to judge.
    else if (namespace !== "pulumi")
      faults.push(fault([key], "is in an unknown namespace", undefined, suggestion(namespace, known)));
  }
  return {
    aws: cleanedKeys(own.aws, "aws:", faults),
    project: cleanedKeys(own.project, "", faults),
  };
}

function cleanedKeys(
  keys: readonly (readonly [string, unknown])[],
  prefix: string,
  faults: Fault[],
): RawObject {
  const found: Fault[] = [];
  const copy = cleaned(Object.fromEntries(keys), [], found) as RawObject;
  faults.push(...found.map((one) => ({ ...one, path: prefix + one.path })));
  return copy;
}

/** `standIns` for what only a stack file can say, so that the rest of a file can be judged without it. */
function withDefaults(raw: RawObject, profiles: Profiles, standIns: boolean): RawObject {
  const name = profileNames.find((one) => one === raw.profile) ?? "dev";
  const { module, pool, job, sidecar, ...defaults } = profiles[name];
  const ofEntry = { module, pool, job, sidecar };
  const complete = merged(standIns ? { ...defaults, profile: name } : defaults, raw);
  return entryDefaults.reduce<unknown>(
    (value, [place, kind]) =>
      entriesAt(value, place, (entry) =>
        merged(standIns ? { ...ofEntry[kind], ...entryStandIns[kind] } : ofEntry[kind], entry),
      ),
    complete,
  ) as RawObject;
}

/** A copy in which every entry of the sets at a place is another. */
function entriesAt(
  value: unknown,
  [key, ...rest]: readonly string[],
  change: (entry: RawObject) => unknown,
): unknown {
  if (!isObject(value)) return value;
  const changed = (inner: unknown) =>
    key !== undefined ? entriesAt(inner, rest, change) : isObject(inner) ? change(inner) : inner;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      key === undefined || key === "*" || key === name ? changed(inner) : inner,
    ]),
  );
}

const entryStandIns = {
  module: { owner: "nobody@example.com" },
  pool: { instanceTypes: ["m7g.large"], max: 1 },
  job: { schedule: "rate(1 day)", timezone: "UTC", command: ["true"] },
  sidecar: { image: "public.ecr.aws/stand-in:1", memoryMiB: 6 },
};

/**
 * Faults of single values must not hide those between values, so what is wrong is taken out and the rest
 * is looked at again, until it is sound: without a wrong value, what requires it is wrong too.
 */
function parsed<T extends z.ZodType>(
  schema: T,
  raw: RawObject,
  prefix: string,
  complete: (raw: RawObject, standIns: boolean) => RawObject,
  faults: Fault[],
): z.output<T> | undefined {
  const value = complete(raw, false);
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  faults.push(...faultsOf(first.error.issues, { schema, value, prefix }));
  let rest = raw;
  let result = schema.safeParse(complete(rest, true));
  while (!result.success && Object.keys(rest).length > 0) {
    const paths = result.error.issues.flatMap(pathsOf);
    const given = paths.filter((path) => valueAt(rest, path) !== undefined);
    // What is gone with another is not taken out once more: that would take what stands around it.
    rest =
      given.length > 0
        ? given.reduce(
            (left, path) => (valueAt(left, path) === undefined ? left : withoutPath(left, path)),
            rest,
          )
        : withoutPath(rest, paths[0]!);
    result = schema.safeParse(complete(rest, true));
  }
  return result.data;
}

function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function withoutPath(value: RawObject, path: readonly PropertyKey[]): RawObject {
  return (without(value, path) ?? {}) as RawObject;
}
