import { parseDocument } from "yaml";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { apiServedAnew, ended, type Episode, exactly, onlyOps } from "./episode";

/** The module that joins during a rehearsal. */
const newcomer = "rehearsal-newcomer";
const path = `/${newcomer}`;
const secondPath = `${path}-again`;

/** Where the newcomer's creation is made to fail. */
const brokenType = "aws:lb/targetGroup:TargetGroup";

const dashboard = "update aws:cloudwatch/dashboard:Dashboard observability";
const rule = `update aws:lb/listenerRule:ListenerRule ${newcomer}`;

/** A module joins a running environment, and its routes change. */
export function lifeOfNewcomer({
  edge,
  observability,
}: Pick<EnvironmentConfig, "edge" | "observability">): Episode[] {
  const cognito = edge.authentication === "cognito";
  // The scope is new to Cognito; a function of ours has to be told of every route.
  const scopes = "update aws:cognito/resourceServer:ResourceServer edge";
  const routes = "update aws:lambda/function:Function edge-authorizer";
  const served = [...apiServedAnew, rule, ...(cognito ? [] : [routes])];
  const namesAlarms = Object.keys(observability.quietTimes).map(
    (when) => `update aws:cloudwatch/alarmMuteRule:AlarmMuteRule quiet-times-${when}`,
  );
  const namesModules = [...apiServedAnew, cognito ? scopes : routes, dashboard, ...namesAlarms];
  return [
    {
      title: "a module joins, and AWS fails",
      before: (rehearsal) => {
        rehearsal.edit((text) => withNewcomer(text, [path]));
        rehearsal.cloud.order({
          faults: [{ operation: "create", type: brokenType, nth: 1, effect: "fail" }],
        });
      },
      kind: "up",
      fault: (outcome) =>
        outcome.ending === "failed" &&
        outcome.errors.some((text) => text.startsWith(`${brokenType} ${newcomer}`))
          ? undefined
          : "the failure was not told",
    },
    {
      title: "up goes on",
      before: ({ cloud }) => {
        cloud.order({});
      },
      kind: "up",
      // What the failure did not stop was done before it.
      fault: (outcome) => ended(outcome) ?? onlyOps(outcome, "create", namesModules),
    },
    {
      title: "a route is added",
      before: (rehearsal) => {
        rehearsal.edit((text) => withNewcomer(text, [path, secondPath]));
      },
      kind: "up",
      fault: (outcome) => exactly(outcome, served),
    },
    {
      title: "the route is removed",
      before: (rehearsal) => {
        rehearsal.edit((text) => withNewcomer(text, [path]));
      },
      kind: "up",
      fault: (outcome) => exactly(outcome, served),
    },
  ];
}

function withNewcomer(text: string, routes: readonly string[]): string {
  const file = parseDocument(text);
  file.setIn(
    ["config", "ai-platform:modules", newcomer],
    file.createNode({ owner: "rehearsal@example.com", routes }),
  );
  return file.toString();
}
