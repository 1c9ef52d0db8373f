import { dirname, join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { SharedConfig } from "../../infra/config/schema/shared";
import { moduleNotes, type RunningOn } from "../../infra/delivery/moduleNotes";
import { ConfigFaults } from "../../infra/faults";
import { project } from "../../infra/naming";
import type { Finding } from "../../policy/rule";
import { simulatedAws } from "../../simulator/aws";
import type { Graph } from "../../simulator/graph";
import { record } from "../../simulator/record";
import { shared } from "../../stacks/shared";
import type { StackRef } from "../project";
import { readSharedConfig } from "../stackFiles";
import { readConfig } from "./makePlan";
import { policyFindings } from "./policy";

/** All that can be known of the shared stack without AWS. */
export interface SharedPlan {
  readonly stack: string;
  readonly config: SharedConfig;
  readonly graph: Graph;
  /** What pipelines build and no environment runs so. */
  readonly notes: readonly string[];
  /** What only a person can do. */
  readonly manualSteps: readonly string[];
  /** What breaks a rule of policy/. */
  readonly findings: readonly Finding[];
}

/** Reads the stack file and runs the real program, as for an environment. */
export async function makeSharedPlan(ref: StackRef): Promise<SharedPlan> {
  const config = readSharedConfig(ref);
  const { name: stack, delivery } = config;
  const world = simulatedAws({ region: config.aws.region });
  const { graph, result } = await record(world, { project, stack }, () => shared(config));
  return {
    ...{ stack, config, graph },
    notes: moduleNotes(delivery.modules, runningOn(ref, Object.keys(delivery.environments))),
    manualSteps: await valueOf(result.manualSteps),
    findings: policyFindings(graph, delivery.deletion),
  };
}

/** What the environments run their modules on; one whose file is wrong says so in its own plan. */
function runningOn({ path }: StackRef, environments: readonly string[]): RunningOn {
  const entries = environments.flatMap((stack) => {
    try {
      const { modules } = readConfig({ stack, path: join(dirname(path), `Pulumi.${stack}.yaml`) });
      const each = Object.entries(modules).map(([name, { size }]) => [name, size.architecture] as const);
      return [[stack, Object.fromEntries(each)] as const];
    } catch (error) {
      if (error instanceof ConfigFaults) return [];
      throw error;
    }
  });
  return Object.fromEntries(entries);
}

/** Of a run on mocks, where everything is known. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}
