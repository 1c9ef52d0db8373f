import { jsonOf, objectOf, objectsOf, type PolicyResource } from "../resource";
import type { Problem, ResourceRule } from "../rule";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const lambda = "aws:lambda/function:Function";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";

/** A variable of such a name belongs into a secret. */
export const secretLooking = /password|secret|token|api.?key/i;

export const secretRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "no-secret-in-plain-text",
    demand: "No secret stands in the environment of a container or a function, or in Pulumi's state.",
    relaxable: false,
    types: [taskDefinition, lambda, secretVersion],
    check: (resource) => (resource.type === secretVersion ? plainValues(resource) : plainVariables(resource)),
  },
];

function plainVariables({ properties }: PolicyResource): Problem[] {
  const ofContainers = objectsOf(jsonOf(properties.containerDefinitions))
    .flatMap(({ environment }) => objectsOf(environment))
    .map(({ name }) => String(name));
  const ofFunction = Object.keys(objectOf(objectOf(properties.environment).variables));
  return [...ofContainers, ...ofFunction]
    .filter((name) => secretLooking.test(name))
    .map((name) => ({
      message: `The variable ${name} looks like a secret in plain text.`,
      fix: "Put the value into Secrets Manager, and let the container or the function read it there.",
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
