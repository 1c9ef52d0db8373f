import {
  DeleteParametersCommand,
  GetParameterCommand,
  paginateGetParametersByPath,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { parameterPath } from "../../../infra/naming";
import { OperatorError } from "../../operatorError";
import { explained } from "../aws/explain";
import { type Ending, type Environment, parseEnding } from "./ends";

/**
 * Beside the environments and not below one, so that one call lists them all: a fresh checkout has no stack file of
 * theirs, and the backend may keep no tags of a stack.
 */
const folder = parameterPath("temporary");

const recordOf = (stack: string): string => `${folder}/${stack}`;

/** @throws OperatorError where the record cannot be read: whoever went on would take the stack for nobody's. */
export async function readEnding(client: SSMClient, stack: string): Promise<Ending | undefined> {
  try {
    const answer = await explained(client.send(new GetParameterCommand({ Name: recordOf(stack) })));
    const ending = parseEnding(answer.Parameter?.Value ?? "");
    if (ending === undefined)
      throw new OperatorError(
        `the parameter ${recordOf(stack)} cannot be read. Write {"from":"<stack>","until":"<time in UTC>"}, such as 2030-01-31T12:00:00Z.`,
      );
    return ending;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

export async function writeEnding(client: SSMClient, stack: string, ending: Ending): Promise<void> {
  const Value = JSON.stringify(ending);
  await explained(
    client.send(new PutParameterCommand({ Name: recordOf(stack), Value, Type: "String", Overwrite: true })),
  );
}

/** By name. */
export async function environments(client: SSMClient): Promise<readonly Environment[]> {
  const found = await below(client, folder);
  return found.map(({ name, value }) => {
    const ending = parseEnding(value);
    return { stack: name.slice(folder.length + 1), ...(ending === undefined ? {} : { ending }) };
  });
}

/** All that SSM keeps of an environment, its end last: until then the next reap tries again. */
export async function forget(client: SSMClient, stack: string): Promise<void> {
  for (const part of ["releases", "good-releases"])
    for (const { name } of await below(client, parameterPath(stack, part))) await remove(client, name);
  await remove(client, recordOf(stack));
}

async function remove(client: SSMClient, name: string): Promise<void> {
  await explained(client.send(new DeleteParametersCommand({ Names: [name] })));
}

async function below(client: SSMClient, Path: string): Promise<readonly { name: string; value: string }[]> {
  const found: { name: string; value: string }[] = [];
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, { Path }))
    found.push(...Parameters.map(({ Name = "", Value = "" }) => ({ name: Name, value: Value })));
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}
