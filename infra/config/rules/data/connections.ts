import { databaseClasses, mostTasks, poolSize, sharedConnections } from "../../../connections";
import { fault, type Fault } from "../../../faults";
import type { MariadbConfig } from "../../schema/data";
import type { EnvironmentConfig } from "../../schema/environment";

/** The shares of all modules must fit into the server, and every task must get a connection of its module's share. */
export function connectionFaults(
  { instanceClass }: MariadbConfig,
  modules: EnvironmentConfig["modules"],
): Fault[] {
  const connected = Object.entries(modules).filter(([, { data }]) => data.schema);
  const faults = connected
    .filter(([, module]) => poolSize(module) < 1)
    .map(([name, module]) =>
      fault(
        `modules.${name}.data.connections`,
        `must be at least ${mostTasks(module)}, one for each task that can run at once`,
        module.data.connections,
        "Raise it, or lower scaling.max. A deployment doubles the tasks, and jobs come on top.",
      ),
    );
  const limit = sharedConnections(instanceClass);
  if (limit === undefined)
    return [
      ...faults,
      fault(
        "data.mariadb.instanceClass",
        "must be one whose memory is known here",
        instanceClass,
        `Use one of: ${databaseClasses.join(", ")}.`,
      ),
    ];
  const asked = connected.reduce((sum, [, { data }]) => sum + data.connections, 0);
  if (asked > limit)
    faults.push(
      fault(
        "data.mariadb.instanceClass",
        `must have ${asked} connections for the modules' data.connections and has ${limit}`,
        instanceClass,
        "Take a larger class, or lower the data.connections of some modules.",
      ),
    );
  return faults;
}
