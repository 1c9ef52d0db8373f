import type * as pulumi from "@pulumi/pulumi";
import type { SharedConfig } from "../../infra/config/schema/shared";
import { project } from "../../infra/naming";
import type { Finding } from "../../policy/rule";
import { simulatedAws } from "../../simulator/aws";
import type { Graph } from "../../simulator/graph";
import { record } from "../../simulator/record";
import { shared } from "../../stacks/shared";
import type { StackRef } from "../project";
import { readSharedConfig } from "../stackFiles";
import { policyFindings } from "./policy";

/** All that can be known of the shared stack without AWS. */
export interface SharedPlan {
  readonly stack: string;
  readonly config: SharedConfig;
  readonly graph: Graph;
  /** What only a person can do. */
  readonly manualSteps: readonly string[];
  /** What breaks a rule of policy/. */
  readonly findings: readonly Finding[];
}

/** Reads the stack file and runs the real program, as for an environment. */
export async function makeSharedPlan(ref: StackRef): Promise<SharedPlan> {
  return sharedPlanOf(readSharedConfig(ref));
}

/** The plan of a configuration that is sound. */
export async function sharedPlanOf(config: SharedConfig): Promise<SharedPlan> {
  const { name: stack } = config;
  const world = simulatedAws({ region: config.aws.region });
  const { graph, result } = await record(world, { project, stack }, () => shared(config));
  return {
    ...{ stack, config, graph },
    manualSteps: await valueOf(result.manualSteps),
    findings: policyFindings(graph, config.delivery.deletion),
  };
}

/** Of a run on mocks, where everything is known. */
function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}
