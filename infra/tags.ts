import { project } from "./naming";

/** On every resource, through the provider's default tags. */
export function environmentTags(
  environment: string,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...extra, Project: project, Environment: environment, ManagedBy: "pulumi" };
}

/** Tag with the name of the module. */
export const moduleTag = "Module";

/** On everything of one module: cost reports and alarms go by these. */
export function moduleTags(module: string, owner: string): Record<string, string> {
  return { [moduleTag]: module, Owner: owner };
}

/** What costs are told apart by. */
export const costTags = ["Project", "Environment", moduleTag, "Owner"] as const;
