import * as pulumi from "@pulumi/pulumi";
import { engineConfig } from "../infra/config/fromEngine";
import { loadConfig } from "../infra/config/load";
import { loadShared } from "../infra/config/loadShared";
import { environmentsIn, stackKindOf } from "../infra/config/stackKind";
import { ConfigFaults } from "../infra/faults";
import { environment, type EnvironmentOutputs } from "./environment";
import { profiles } from "./profiles";
import { shared, type SharedOutputs } from "./shared";

/** The program of the stacks whose files stand in a folder; those of its environments are read for the shared stack. */
export function programIn(folder: string): () => Promise<EnvironmentOutputs | SharedOutputs> {
  return async () => {
    try {
      const given = engineConfig();
      const of = { stack: pulumi.getStack(), project: pulumi.getProject() };
      const kind = stackKindOf(given, of.project);
      if (kind === "environment") return await environment(loadConfig(given, { ...of, profiles }));
      if (kind !== "shared") throw new ConfigFaults([kind]);
      return shared(loadShared(given, { ...of, environments: environmentsIn(folder, of.project) }));
    } catch (error) {
      // The engine shows a RunError without a stack trace.
      throw error instanceof ConfigFaults ? new pulumi.RunError(error.message) : error;
    }
  };
}
