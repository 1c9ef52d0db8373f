import { jsonOf, objectOf, objectsOf, type PolicyResource } from "../resource";
import type { Problem, ResourceRule } from "../rule";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const lambda = "aws:lambda/function:Function";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";

const secretWord = /password|secret|token|api.?key/i;
const secretAtEnd = /(password|secret|token|key)$/i;
/** As in TOKEN_URL and PASSWORD_MIN_LENGTH: the variable tells something about a secret, and is none. */
const aboutOne = /_(arn|endpoint|file|header|issuer|length|limit|name|path|ttl|type|ur[il])$/i;
/** As USE_TOKEN and TOKENIZERS_PARALLELISM have. */
const isSwitch = /^(true|false)$/;
/** As MAX_TOKENS has; a password may be a number, too. */
const isNumber = /^\d+(\.\d+)?$/;

/** Whether a variable belongs into a secret; by its name alone, where the value is not known yet. */
export function belongsIntoSecret(name: string, value: unknown): boolean {
  const text = typeof value === "string" ? value : "";
  if (!secretWord.test(name) || isSwitch.test(text)) return false;
  return secretAtEnd.test(name) || !(aboutOne.test(name) || isNumber.test(text));
}

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
    .map(({ name, value }): [string, unknown] => [String(name), value]);
  const ofFunction = Object.entries(objectOf(objectOf(properties.environment).variables));
  return [...ofContainers, ...ofFunction]
    .filter(([name, value]) => belongsIntoSecret(name, value))
    .map(([name]) => ({
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
