import type { z } from "zod";
import { ConfigFaults, fault, type Fault } from "../faults";
import { faultsOf } from "./issues";
import { suggestion } from "./nearest";
import { cleaned, isObject, merged, type RawObject, without } from "./raw";
import type { Profile } from "./profile";
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
  const aws = parsed(awsSchema, own.aws, "aws:", (raw) => raw, faults);
  const environment = parsed(
    environmentSchema,
    own.project,
    "",
    (raw) => withDefaults(raw, options.profiles),
    faults,
  );
  if (!aws || !environment) return { faults };
  const config: EnvironmentConfig = { ...environment, name: options.stack, aws };
  const broken = brokenRules(config, options.ignoreQuotas ?? false);
  return { config, faults: [...faults, ...broken] };
}

/** The longest keeps `ai-platform-<stack>-<suffix>` within the 32 characters of a load balancer's name. */
const stackName = /^[a-z][a-z0-9-]{0,13}[a-z0-9]$/;

function namespaces(given: Readonly<Record<string, unknown>>, project: string, faults: Fault[]) {
  const own = { aws: {} as RawObject, project: {} as RawObject };
  const known = ["aws", "pulumi", project];
  for (const [key, value] of Object.entries(given)) {
    const [namespace = "", ...rest] = key.split(":");
    const name = rest.join(":");
    if (name === "")
      faults.push(fault([key], "has no namespace", undefined, `Write it as ${project}:${namespace}.`));
    else if (namespace === "aws") own.aws[name] = value;
    else if (namespace === project) own.project[name] = value;
    // The engine's own settings, such as pulumi:disable-default-providers, are not ours to judge.
    else if (namespace !== "pulumi")
      faults.push(fault([key], "is in an unknown namespace", undefined, suggestion(namespace, known)));
  }
  return {
    aws: cleaned(own.aws, [], faults) as RawObject,
    project: cleaned(own.project, [], faults) as RawObject,
  };
}

function withDefaults(raw: RawObject, profiles: Profiles): RawObject {
  const name = profileNames.find((one) => one === raw.profile) ?? "dev";
  const { module, ...defaults } = profiles[name];
  const complete = merged(defaults, raw) as RawObject;
  if (isObject(complete.modules))
    complete.modules = Object.fromEntries(
      Object.entries(complete.modules).map(([key, value]) => [
        key,
        isObject(value) ? merged(module, value) : value,
      ]),
    );
  return complete;
}

/**
 * Faults of single values must not hide those between values, so what is wrong is taken out and the rest
 * is looked at once more.
 */
function parsed<T extends z.ZodType>(
  schema: T,
  raw: RawObject,
  prefix: string,
  complete: (raw: RawObject) => RawObject,
  faults: Fault[],
): z.output<T> | undefined {
  const value = complete(raw);
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  faults.push(...faultsOf(first.error.issues, { schema, value, prefix }));
  const sound = first.error.issues.reduce<unknown>((rest, issue) => {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.reduce<unknown>((left, path) => without(left, path) ?? {}, rest);
  }, raw);
  const second = schema.safeParse(complete(sound as RawObject));
  return second.success ? second.data : undefined;
}
