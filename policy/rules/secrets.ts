import { jsonOf, objectsOf, type PolicyResource } from "../resource";
import type { Problem, ResourceRule } from "../rule";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";

/** A variable of such a name belongs into a secret. */
const secretLooking = /password|secret|token|api.?key/i;

export const secretRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "no-secret-in-plain-text",
    demand: "No secret stands in a container's environment or in Pulumi's state.",
    relaxable: false,
    types: [taskDefinition, secretVersion],
    check: (resource) => (resource.type === secretVersion ? plainValues(resource) : plainVariables(resource)),
  },
];

function plainVariables({ properties }: PolicyResource): Problem[] {
  return objectsOf(jsonOf(properties.containerDefinitions))
    .flatMap(({ environment }) => objectsOf(environment))
    .filter(({ name }) => secretLooking.test(String(name)))
    .map(({ name }) => ({
      message: `The variable ${String(name)} of a container looks like a secret in plain text.`,
      fix: "Put the value into Secrets Manager and name it under the container's secrets.",
    }));
}

/** Write-only values reach AWS and no state; the others stay in the state for good. */
function plainValues({ properties }: PolicyResource): Problem[] {
  return ["secretString", "secretBinary"]
    .filter((property) => properties[property] !== undefined)
    .map((property) => ({
      message: `${property} keeps the secret's value in Pulumi's state.`,
      fix: "Use secretStringWo with secretStringWoVersion.",
    }));
}
