import { fault, type Fault } from "../../../faults";
import type { KnownEnvironments } from "../../loadShared";
import { suggestion } from "../../nearest";
import type { DeliveryEnvironmentConfig } from "../../schema/delivery";
import type { SharedConfig } from "../../schema/shared";

/** Whether releases have somewhere to go, may go there, and wait for a person before production. */
export function environmentFaults({ name: own, delivery }: SharedConfig, known: KnownEnvironments): Fault[] {
  const environments = Object.entries(delivery.environments);
  if (environments.length === 0)
    return [
      fault(
        "delivery.environments",
        "must name at least one environment",
        undefined,
        "Name those that releases go through, for example dev: {} and prod: { approval: true }.",
      ),
    ];
  return environments.flatMap(([name, environment]) => [
    ...(Object.hasOwn(known, name)
      ? []
      : [
          fault(
            `delivery.environments.${name}`,
            "must be an environment of this project",
            name,
            // The shared stack has a file of this name, which is none of an environment.
            suggestion(name, Object.keys(known)) + (name === own ? "" : ` Or make Pulumi.${name}.yaml.`),
          ),
        ]),
    ...approvalFaults(name, environment, known),
    ...accountFaults(`delivery.environments.${name}`, environment),
  ]);
}

function approvalFaults(
  name: string,
  { approval }: DeliveryEnvironmentConfig,
  known: KnownEnvironments,
): Fault[] {
  return known[name] === "prod" && !approval
    ? [
        fault(
          `delivery.environments.${name}.approval`,
          "must be true for an environment with profile: prod",
          approval,
          "Every push would reach production without anybody having seen it.",
        ),
      ]
    : [];
}

function accountFaults(path: string, { account, role }: DeliveryEnvironmentConfig): Fault[] {
  if (account !== undefined && role === undefined)
    return [
      fault(
        `${path}.role`,
        "is required where there is an account",
        undefined,
        `Name the role of ${account} that releases there.`,
      ),
    ];
  if (account === undefined && role !== undefined)
    return [
      fault(
        `${path}.account`,
        "is required where there is a role",
        undefined,
        `Write "${role.split(":")[4]!}", or remove the role: in this account the pipelines release by themselves.`,
      ),
    ];
  return role === undefined || role.split(":")[4] === account
    ? []
    : [fault(`${path}.role`, `must be a role of account ${account!}`, role, "Correct the one or the other.")];
}
