import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { environment, type EnvironmentOutputs } from "../stacks/environment";
import { profiles } from "../stacks/profiles";
import { shared, type SharedOutputs } from "../stacks/shared";
import { engineConfig } from "./config/fromEngine";
import { loadConfig } from "./config/load";
import { loadShared } from "./config/loadShared";
import { environmentsIn, stackKindOf } from "./config/stackKind";
import { ConfigFaults } from "./faults";

/** The program that the Pulumi engine runs. */
export = async (): Promise<EnvironmentOutputs | SharedOutputs> => {
  try {
    const given = engineConfig();
    const of = { stack: pulumi.getStack(), project: pulumi.getProject() };
    const kind = stackKindOf(given, of.project);
    if (kind === "environment") return await environment(loadConfig(given, { ...of, profiles }));
    if (kind !== "shared") throw new ConfigFaults([kind]);
    // This file lies in infra/, and bundled in dist/: both are folders of the project.
    const environments = environmentsIn(join(__dirname, ".."), of.project);
    return shared(loadShared(given, { ...of, environments }));
  } catch (error) {
    // The engine shows a RunError without a stack trace.
    throw error instanceof ConfigFaults ? new pulumi.RunError(error.message) : error;
  }
};
