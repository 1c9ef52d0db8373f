import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { engineConfig } from "../infra/config/fromEngine";
import { checkConfig } from "../infra/config/load";
import { checkShared } from "../infra/config/loadShared";
import { environmentsIn, stackKindOf } from "../infra/config/stackKind";
import type { Deletion } from "../infra/durability";
import { profiles } from "../stacks/profiles";
import { policyPack } from "./pack";

/**
 * The engine gives the pack the settings of the stack that it looks at. Without a stack, as when a pack is
 * published, or with settings that are wrong, nothing is relaxed.
 */
function deletion(): Deletion {
  const given = engineConfig();
  const of = { stack: pulumi.getStack(), project: pulumi.getProject() };
  if (stackKindOf(given, of.project) === "shared") {
    const environments = environmentsIn(join(__dirname, ".."), of.project);
    const { config, faults } = checkShared(given, { ...of, environments });
    return config !== undefined && faults.length === 0 ? config.delivery.deletion : "protected";
  }
  const { config, faults } = checkConfig(given, { ...of, profiles });
  return config !== undefined && faults.length === 0 ? config.data.deletion : "protected";
}

// Serves the rules from here on: the engine reads the port that this prints.
new PolicyPack("ai-platform", policyPack(deletion()));
