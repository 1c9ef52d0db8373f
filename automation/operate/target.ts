import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { hasService } from "../../infra/moduleKinds";
import { clusterName } from "../../infra/naming";
import { refuseModule, refuseShared } from "../deploy/refuse";
import { OperatorError } from "../operatorError";
import { readConfig } from "../plan/makePlan";
import { findStack, type StackRef } from "../project";

/** An environment as its stack file has it, and what AWS calls it. */
export interface Target {
  readonly stack: string;
  readonly config: EnvironmentConfig;
  readonly region: string;
  /** Name of the ECS cluster. */
  readonly cluster: string;
  /** Modules of which tasks run all the time, sorted. */
  readonly services: readonly string[];
}

export interface ModuleTarget extends Target {
  readonly module: string;
  readonly moduleConfig: ModuleConfig;
}

/**
 * Reads the stack file and nothing else.
 * @throws OperatorError for the shared stack and for a stack that there is not.
 * @throws ConfigFaults with all that is wrong with the file.
 */
export function openTarget(command: string, given: string): Target {
  refuseShared(command, given);
  return targetOf(findStack(given, process.cwd()));
}

function targetOf(ref: StackRef): Target {
  const config = readConfig(ref);
  const services = Object.keys(config.modules)
    .filter((name) => hasService(config.modules[name]!))
    .sort();
  return {
    stack: ref.stack,
    config,
    region: config.aws.region,
    cluster: clusterName(ref.stack),
    services,
  };
}

/** @throws OperatorError also for a module that the file does not have. */
export function openModule(command: string, given: string, module: string): ModuleTarget {
  refuseShared(command, given);
  refuseModule(given, module);
  const target = targetOf(findStack(given, process.cwd()));
  return { ...target, module, moduleConfig: target.config.modules[module]! };
}

/** @throws OperatorError for a module of which tasks run only when a job of it starts. */
export function refuseJobs(command: string, { stack, module, moduleConfig }: ModuleTarget): void {
  if (hasService(moduleConfig)) return;
  throw new OperatorError(
    `${command} is for tasks that run all the time, and ${module} is of kind job (modules.${module}.kind in Pulumi.${stack}.yaml). Its jobs start by: npx ai-platform deploy run-task ${stack} ${module} --job <name>`,
  );
}
