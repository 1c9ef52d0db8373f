import { quotas } from "../../../aws/quotas";
import { fault, type Fault } from "../../../faults";
import type { DataConfig, MariadbConfig } from "../../schema/data";
import type { EnvironmentConfig } from "../../schema/environment";

/** What RDS Proxy asks for, where there is one. */
export function proxyFaults(
  { rotationDays }: DataConfig,
  { proxy }: MariadbConfig,
  modules: EnvironmentConfig["modules"],
): Fault[] {
  if (!proxy) return [];
  const users = Object.values(modules).filter(({ data }) => data.schema).length;
  // With rotation, a module has two users, and each needs a secret of its own.
  const most = quotas.secretsPerDatabaseProxy / (rotationDays === false ? 1 : 2);
  const at = (rule: string, fix: string) => fault("data.mariadb.proxy", rule, true, fix);
  const faults: Fault[] = [];
  if (users === 0)
    faults.push(at("needs a module with data.schema", "RDS makes no proxy without a user; write false."));
  if (users > most)
    faults.push(
      at(
        `must be false with more than ${most} modules with data.schema (${users})`,
        "The policy of its role cannot name more secrets; write false, or move modules to a second environment.",
      ),
    );
  return faults;
}
