import { providersOf } from "../../infra/aiProviders";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";

/** A value that the program cannot know and somebody must fill in. */
export interface Handwork {
  readonly module: string;
  /** Environment variable that stays without a true value until then. */
  readonly variable: string;
  readonly what: string;
}

export function handwork({ modules }: EnvironmentConfig): Handwork[] {
  return Object.entries(modules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([module, entry]) =>
      providersOf(entry).flatMap(({ name, keyVariable }) =>
        keyVariable === undefined
          ? []
          : [{ module, variable: keyVariable, what: `put the ${name} key into its secret` }],
      ),
    );
}
