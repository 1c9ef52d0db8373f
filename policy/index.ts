import { PolicyPack } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { engineConfig } from "../infra/config/fromEngine";
import { checkConfig } from "../infra/config/load";
import type { Deletion } from "../infra/durability";
import { profiles } from "../stacks/profiles";
import { policyPack } from "./pack";

/**
 * The engine gives the pack the settings of the stack that it looks at. Without a stack, as when a pack is
 * published, or with settings that are wrong, nothing is relaxed.
 */
function deletion(): Deletion {
  const { config, faults } = checkConfig(engineConfig(), {
    stack: pulumi.getStack(),
    project: pulumi.getProject(),
    profiles,
  });
  return config !== undefined && faults.length === 0 ? config.data.deletion : "protected";
}

// Serves the rules from here on: the engine reads the port that this prints.
new PolicyPack("ai-platform", policyPack(deletion()));
