import { fault, type Fault } from "../../faults";
import { quotaUse } from "../quotaUse";
import type { EnvironmentConfig } from "../schema/environment";

/** Limits of AWS that all modules together reach. */
export function quotaRules(config: EnvironmentConfig): Fault[] {
  return quotaUse(config)
    .filter(({ used, limit }) => used > limit)
    .map(({ path, name, used, limit, remedy }) =>
      fault(path, `must stay within ${limit}: ${name}`, used, remedy),
    );
}
