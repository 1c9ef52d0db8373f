import { checkConfig } from "../../../infra/config/load";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import type { StackName } from "../../support/harness";
import { type Changes, given } from "../config/given";

export const digest = `sha256:${"ab".repeat(32)}`;

/** A gateway, and of its keys what differs. */
export const gateway = (change: object = {}) => ({
  owner: "ai-team@example.com",
  digest,
  tasks: 2,
  ...change,
});

/** A stack file with a gateway, two of whose modules call services outside of AWS. */
export function configured(changes: Changes = {}, stack: StackName = "dev"): EnvironmentConfig {
  const { config, faults } = checkConfig(given({ aiGateway: gateway(), ...callers, ...changes }, stack), {
    stack,
    project,
    profiles,
  });
  if (config === undefined || faults.length > 0) throw new Error(JSON.stringify(faults));
  return config;
}

export const callers: Changes = {
  "modules.planning.aiProviders": ["openai", "bedrock"],
  "modules.support.aiProviders": ["anthropic", "openai"],
};
