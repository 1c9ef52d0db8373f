import type { ModuleConfig } from "../../../infra/config/schema/module";
import { containerNames, hasVolumes } from "../../../infra/taskContainers";
import type { RunningImage } from "../bootstrapImage";
import { application } from "./application";
import { byName } from "./definition";
import { logRouter } from "./logging";
import { sidecars } from "./sidecars";
import { collector } from "./tracing";
import { prepare } from "./volumes";

export interface ContainersArgs {
  readonly module: Omit<ModuleConfig, "data">;
  readonly running: RunningImage;
  readonly variables: Readonly<Record<string, string>>;
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly logGroup: string;
  readonly region: string;
}

/** The one that answers, and that load balancers, jobs and sessions name. */
export const containerName = containerNames.application;

/** All containers of a task as JSON: the application, and the others by name. */
export function containerDefinitions(args: ContainersArgs): string {
  const { module } = args;
  const others = [
    ...(hasVolumes(module) ? [prepare(args)] : []),
    ...(module.logRouter ? [logRouter(args)] : []),
    ...(module.tracing ? [collector(args)] : []),
    ...sidecars(args),
  ];
  return JSON.stringify([application(args), ...byName(others)]);
}
