import type { EnvironmentConfig } from "./schema/environment";
import type { SubscriberConfig } from "./schema/observability";
import type { QuietTimeConfig } from "./schema/quietTimes";
import type { SidecarConfig } from "./schema/containers";
import type { JobConfig } from "./schema/jobs";
import type { ModuleConfig } from "./schema/module";
import type { PoolConfig } from "./schema/platform";
import type { TeamConfig } from "./schema/workbench";

type Defaults<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Defaults<T[K]> }
    : T;

/**
 * The plain data that an environment starts from. The difference of two profiles is the difference of two
 * environments; nothing behind the configuration asks which one it is in.
 */
export interface Profile extends Defaults<Omit<EnvironmentConfig, "name" | "aws" | "profile" | "modules">> {
  /** Defaults of every module. */
  readonly module: Defaults<ModuleConfig>;
  /** Of every pool of instances. */
  readonly pool?: Defaults<PoolConfig>;
  /** Of everybody who is told of alarms. */
  readonly subscriber?: Defaults<SubscriberConfig>;
  /** Of every time at which alarms tell nobody. */
  readonly quietTime?: Defaults<QuietTimeConfig>;
  /** Of every job of a module. */
  readonly job?: Defaults<JobConfig>;
  /** Of every further container of a module. */
  readonly sidecar?: Defaults<SidecarConfig>;
  /** Of every team of the workbench. */
  readonly team?: Defaults<TeamConfig>;
}

type EntryDefaults = Exclude<keyof Profile, keyof EnvironmentConfig>;

/** Where entries stand that an operator names, and what each of them starts from; outer entries before inner ones. */
export const entryDefaults: readonly (readonly [place: readonly string[], defaults: EntryDefaults])[] = [
  [["platform", "pools"], "pool"],
  [["observability", "subscribers"], "subscriber"],
  [["observability", "quietTimes"], "quietTime"],
  [["workbench", "teams"], "team"],
  [["modules"], "module"],
  [["modules", "*", "jobs"], "job"],
  [["modules", "*", "sidecars"], "sidecar"],
];

/** The key of a profile with the defaults of each entry of the set at a place. */
export function entryDefaultsAt(path: readonly string[]): EntryDefaults | undefined {
  return entryDefaults.find(
    ([place]) =>
      place.length === path.length && place.every((key, index) => key === "*" || key === path[index]),
  )?.[1];
}
