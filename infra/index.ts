import * as pulumi from "@pulumi/pulumi";
import { environment, type EnvironmentOutputs } from "../stacks/environment";
import { profiles } from "../stacks/profiles";
import { loadConfig } from "./config/load";
import { engineConfig } from "./config/fromEngine";
import { ConfigFaults } from "./faults";

/** The program that the Pulumi engine runs. */
export = async (): Promise<EnvironmentOutputs> => {
  try {
    return await environment(
      loadConfig(engineConfig(), { stack: pulumi.getStack(), project: pulumi.getProject(), profiles }),
    );
  } catch (error) {
    // The engine shows a RunError without a stack trace.
    throw error instanceof ConfigFaults ? new pulumi.RunError(error.message) : error;
  }
};
