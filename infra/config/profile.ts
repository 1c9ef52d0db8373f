import type { EnvironmentConfig } from "./schema/environment";
import type { ModuleConfig } from "./schema/module";

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
}
