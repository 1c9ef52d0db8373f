import type { EdgeConfig } from "../../infra/config/schema/edge";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { type Route, routesOf } from "../../infra/routes";

type Throttle = EdgeConfig["throttle"];

/** Settings of one method of the stage, or of all. */
export interface MethodSetting {
  /** Part of the logical name, the same as long as the route is there. */
  readonly name: string;
  /** As API Gateway writes it: `*` and `*` for all, else the path with `~1` for each slash, and the method. */
  readonly methodPath: string;
  readonly throttle: Throttle;
}

/**
 * API Gateway refuses `ANY` here, while the setting of a real method on the same path holds for a path that takes
 * any; so a route's own limits need one entry for each method.
 */
const methods = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

export function methodSettings(
  throttle: Throttle,
  modules: Readonly<Record<string, Pick<ModuleConfig, "kind" | "routes" | "throttle">>>,
): MethodSetting[] {
  const routes = Object.entries(modules).flatMap(([name, module]) => routesOf(name, module));
  return [{ name: "all", methodPath: "*/*", throttle }, ...routes.flatMap(ownSettings)];
}

function ownSettings({ path, throttle }: Route): MethodSetting[] {
  if (throttle === undefined) return [];
  return [path, `${path === "/" ? "" : path}/{proxy+}`].flatMap((resource) =>
    methods.map((method) => ({
      name: `${resource.slice(1)}/${method}`,
      methodPath: `${resource.replaceAll("/", "~1")}/${method}`,
      throttle,
    })),
  );
}
