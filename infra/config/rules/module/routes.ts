import { quotas } from "../../../aws/quotas";
import type { Fault } from "../../../faults";
import { stageName } from "../../../naming";
import { answersEverything, pathPattern } from "../../../routes";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";

export function routeFaults(
  { kind, routes, listenerPriority }: ModuleConfig,
  authentication: EnvironmentConfig["edge"]["authentication"],
  at: At,
): Fault[] {
  const open = "Leave out scopes for a public path, or public for a closed one.";
  const faults = routes.flatMap((route, index) => {
    const { path, scopes, public: isPublic } = typeof route === "string" ? { path: route } : route;
    const rules: (readonly [broken: boolean, rule: string, got: unknown, fix: string])[] = [
      [isPublic === true && scopes !== undefined, "must not be public and ask for scopes", scopes, open],
      [
        kind === "web" && (scopes !== undefined || isPublic === false),
        "must be public in a module of the kind web",
        scopes ?? isPublic,
        "A browser has no token before its first page; use kind: service, or move the path to a service.",
      ],
      [
        kind !== "web" && path === "/",
        "must not be / in a service",
        path,
        "Only a front end (kind: web) takes what is left.",
      ],
      [
        path.split("/")[1] === stageName,
        `must not begin with /${stageName}`,
        path,
        "The API itself writes that before a path; choose another.",
      ],
      [
        pathPattern(path).length > quotas.conditionValueLength,
        `must be shorter: the load balancer takes ${quotas.conditionValueLength} characters, a dot counted twice`,
        path,
        "Shorten it.",
      ],
      [
        authentication === "cognito" && (scopes ?? []).some((scope) => scope.includes("/")),
        "must not ask Cognito for a scope with a slash",
        scopes,
        "Leave out what stands before it; Cognito puts its own name there.",
      ],
    ];
    return rules
      .filter(([broken]) => broken)
      .map(([, rule, got, fix]) => at(`routes[${index}]`, rule, got, fix));
  });
  if (listenerPriority !== undefined && answersEverything({ routes }))
    faults.push(
      at(
        "listenerPriority",
        "must not be set where / is answered",
        listenerPriority,
        "It comes last; remove the key.",
      ),
    );
  return faults;
}
