import { breaks, listOf, objectOf, type Properties } from "../resource";
import type { ResourceRule } from "../rule";
import { statementsOf } from "./iam";

/** The agents of ECS alone call these, and AWS does not say that they take a policy. */
const withoutPolicy = /\.ecs-(agent|telemetry)$/;

export const endpointRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "endpoints-serve-this-account",
    demand:
      "An endpoint of the VPC lets the account's own principals pass, and of others nothing but what its policy names.",
    relaxable: false,
    types: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
    check: ({ properties: { policy, serviceName } }) => {
      if (withoutPolicy.test(String(serviceName))) return [];
      return breaks(policy, keepsOthersOut)
        ? [
            {
              message: "Whoever gets into a module carries data out by it with keys of another account.",
              fix: "Take its policy from endpointStatements of infra/iam/endpoints.ts.",
            },
          ]
        : [];
    },
  },
];

function keepsOthersOut(policy: unknown): boolean {
  const statements = statementsOf(policy);
  return statements.length > 0 && !statements.some(letsAnybodyPass);
}

function letsAnybodyPass({ Effect, Action, Resource, Condition }: Properties): boolean {
  if (Effect !== "Allow") return false;
  const account = objectOf(objectOf(Condition).StringEquals)["aws:PrincipalAccount"];
  if (typeof account === "string" && /^\d{12}$/.test(account)) return false;
  const named = (values: unknown) => listOf(values).length > 0 && !listOf(values).includes("*");
  return !(named(Action) && named(Resource));
}
