import { fault, type Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";

/** What is turned on twice would have one name twice. */
export function accountSecurityRules({ account }: EnvironmentConfig): Fault[] {
  const { guardDuty, securityHub, inspector, config } = account;
  const lists: Readonly<Record<string, readonly string[]>> = {
    ...(guardDuty ? { "guardDuty.features": guardDuty.features } : {}),
    ...(securityHub ? { "securityHub.standards": securityHub.standards } : {}),
    ...(inspector ? { "inspector.resourceTypes": inspector.resourceTypes } : {}),
    ...(config ? { "config.resourceTypes": config.resourceTypes } : {}),
  };
  return Object.entries(lists).flatMap(([path, names]) =>
    [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) =>
      fault(`account.${path}`, "must name nothing twice", name, "Remove one."),
    ),
  );
}
