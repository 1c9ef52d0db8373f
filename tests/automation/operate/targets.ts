import { hasService } from "../../../infra/moduleKinds";
import { clusterName } from "../../../infra/naming";
import type { ModuleTarget, Target } from "../../../automation/operate/target";
import { configOf, modulesOf, type StackName } from "../../support/harness";

type Modules = Record<string, Record<string, unknown>>;

/** A real stack file, its modules changed by hand. */
export function targetOf(
  stack: StackName = "dev",
  change: (modules: Modules) => void = () => undefined,
): Target {
  const config = configOf(stack, (given) => {
    change(modulesOf(given));
  });
  const services = Object.keys(config.modules)
    .filter((name) => hasService(config.modules[name]!))
    .sort();
  return { stack, config, region: config.aws.region, cluster: clusterName(stack), services };
}

export function moduleOf(
  module: string,
  stack: StackName = "dev",
  change: (modules: Modules) => void = () => undefined,
): ModuleTarget {
  const target = targetOf(stack, change);
  return { ...target, module, moduleConfig: target.config.modules[module]! };
}
