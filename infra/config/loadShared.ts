import { ConfigFaults, type Fault } from "../faults";
import { entriesAt, namespaces, parsed, stackNameFaults, standInRegion } from "./parse";
import { merged, type RawObject } from "./raw";
import { deliveryRules } from "./rules/delivery";
import { awsSchema, profileNames, type ProfileName } from "./schema/environment";
import { sharedSchema, type SharedConfig } from "./schema/shared";
import { deliveryEnvironmentDefaults, deliveryModuleDefaults, sharedDefaults } from "./sharedDefaults";

/** Environments that have a stack file, each with the profile that its file names. */
export type KnownEnvironments = Readonly<Record<string, ProfileName | undefined>>;

export interface LoadSharedOptions {
  readonly stack: string;
  readonly project: string;
  readonly environments: KnownEnvironments;
}

/**
 * The typed configuration of the shared stack out of the keys of its stack file.
 * @throws ConfigFaults with every fault that there is.
 */
export function loadShared(
  given: Readonly<Record<string, unknown>>,
  options: LoadSharedOptions,
): SharedConfig {
  const { config, faults } = checkShared(given, options);
  if (config === undefined || faults.length > 0) throw new ConfigFaults(faults);
  return config;
}

/** Like {@link loadShared}, for a caller that has found faults of its own before. */
export function checkShared(
  given: Readonly<Record<string, unknown>>,
  options: LoadSharedOptions,
): { readonly config?: SharedConfig; readonly faults: readonly Fault[] } {
  const faults = stackNameFaults(options.stack);
  const own = namespaces(given, options.project, faults);
  const aws = parsed(
    awsSchema,
    own.aws,
    "aws:",
    (raw, standIns) => (standIns ? { region: standInRegion, ...raw } : raw),
    faults,
  );
  const shared = parsed(sharedSchema, own.project, "", withDefaults, faults);
  if (!aws || !shared) return { faults };
  const { delivery } = shared;
  const environments = inOrder(delivery.environments, options.environments);
  const config = { ...shared, delivery: { ...delivery, environments }, name: options.stack, aws };
  const wrong = faults.map(({ path }) => path);
  const broken = deliveryRules(config, options.environments).filter(
    ({ path }) => !wrong.some((other) => hangsOn(path, other)),
  );
  return { config, faults: [...faults, ...broken] };
}

/** The engine sorts the keys of a set, so the order in the file is lost on the way; profiles have one. */
function inOrder<T>(environments: Readonly<Record<string, T>>, known: KnownEnvironments): Record<string, T> {
  const rank = (name: string) => profileNames.indexOf(known[name] ?? "dev");
  return Object.fromEntries(
    Object.entries(environments).sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1)),
  );
}

function withDefaults(raw: RawObject, standIns: boolean): RawObject {
  const whole = merged(standIns ? standInKeys : sharedDefaults, raw);
  const environments = entriesAt(whole, ["delivery", "environments"], (entry) =>
    merged(deliveryEnvironmentDefaults, entry),
  );
  return entriesAt(environments, ["delivery", "modules"], (entry) =>
    merged(standIns ? { ...deliveryModuleDefaults, ...standInModule } : deliveryModuleDefaults, entry),
  ) as RawObject;
}

/** For what only a stack file can say, so that the rest of a file can be judged without it. */
const standInKeys = merged(sharedDefaults, {
  delivery: {
    owner: "nobody@example.com",
    platform: { repository: "stand-in/platform" },
    environments: {},
    modules: {},
  },
});
const standInModule = { owner: "nobody@example.com", repository: "stand-in/module" };

/** Where a value is wrong, or what is around it, what stands in for it breaks rules of these other values. */
const judgedBy: readonly (readonly [wrong: RegExp, judged: RegExp])[] = [
  [/^delivery\.(pipelines|source)$/, /^delivery\.(source|.*\.repository)$/],
  [/^delivery\.pipelines$/, /^delivery\.state$/],
  [/^aws:region$/, /^delivery\.registry\.(dockerHubSecret|githubSecret)$/],
  [/^delivery\.account(\.registryScanning)?$/, /^delivery\.registry\.scanning$/],
  [/^delivery\.environments\.[^.]+\.(account|role)$/, /^delivery\.environments\.[^.]+\.(account|role)$/],
  [/^delivery\.modules\.[^.]+\.(repository|folder)$/, /^delivery\.modules\.[^.]+\.folder$/],
];

/** Whether a rule's fault would only be that of a wrong value's stand-in. */
function hangsOn(path: string, wrong: string): boolean {
  return (
    path === wrong ||
    path.startsWith(`${wrong}.`) ||
    wrong.startsWith(`${path}[`) ||
    wrong.startsWith(`${path}.`) ||
    judgedBy.some(([cause, judged]) => cause.test(wrong) && judged.test(path))
  );
}
