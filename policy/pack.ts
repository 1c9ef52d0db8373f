import type {
  PolicyPackArgs,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Deletion } from "../infra/durability";
import { known } from "./known";
import type { PolicyResource } from "./resource";
import { levelOf, type Problem, problemsOf, type Rule } from "./rule";
import { rules } from "./rules";

/** The rules as a policy pack of Pulumi's engine, without those that the engine cannot check. */
export function policyPack(deletion: Deletion): PolicyPackArgs {
  const checkable = rules.filter((rule) => rule.kind === "stack" || rule.offlineOnly === undefined);
  return { policies: checkable.map((rule) => policyOf(rule, deletion)) };
}

function policyOf(rule: Rule, deletion: Deletion): ResourceValidationPolicy | StackValidationPolicy {
  const facts = {
    name: rule.name,
    description: rule.demand,
    enforcementLevel: levelOf(rule, deletion),
  };
  return rule.kind === "stack"
    ? {
        ...facts,
        validateStack: ({ resources }, report) => {
          for (const { urn, ...problem } of rule.check(resources.map(inStack))) report(textOf(problem), urn);
        },
      }
    : {
        ...facts,
        validateResource: (resource, report) => {
          for (const problem of problemsOf(rule, alone(resource))) report(textOf(problem));
        },
      };
}

const textOf = ({ message, fix }: Problem) => `${message} ${fix}`;

/** Before a resource is made there are only its inputs, and the URN tells what it stands below. */
function alone({ urn, type, name, props, opts }: ResourceValidationArgs): PolicyResource {
  const [, , types = ""] = urn.split("::");
  return {
    urn,
    type,
    name,
    lineage: types.split("$").slice(0, -1),
    properties: known(props),
    options: { protect: opts.protect },
  };
}

function inStack(resource: StackValidationArgs["resources"][number]): PolicyResource {
  const { urn, type, name, props, opts } = resource;
  const lineage: string[] = [];
  for (let { parent } = resource; parent; { parent } = parent) lineage.push(parent.type);
  return { urn, type, name, lineage, properties: known(props), options: { protect: opts.protect } };
}
