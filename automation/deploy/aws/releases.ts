import {
  DeleteParametersCommand,
  GetParameterCommand,
  paginateGetParameterHistory,
  type ParameterHistory,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { parameterPath } from "../../../infra/naming";
import { OperatorError } from "../../operatorError";
import { explained } from "./explain";

/** What is released of a module now, as it stands in the parameter; undefined before the first release. */
export function currentRelease(
  client: SSMClient,
  environment: string,
  module: string,
): Promise<string | undefined> {
  return valueOf(client, releaseParameter(environment, module));
}

/** The module runs the bootstrap image again. */
export async function removeRelease(client: SSMClient, environment: string, module: string): Promise<void> {
  const Names = [releaseParameter(environment, module)];
  await explained(client.send(new DeleteParametersCommand({ Names })));
}

/**
 * The newest image but this one of which ECS said that it runs: after a rollback, the image that was rolled back. It
 * stands in a parameter of its own, and not in labels on the versions of the first: AWS keeps a version with a label,
 * and refuses the hundred-and-first version while that is the oldest one.
 */
export async function goodReleaseBut(
  client: SSMClient,
  environment: string,
  module: string,
  digest: string | undefined,
): Promise<string | undefined> {
  const Name = goodReleaseParameter(environment, module);
  const newestFirst = ((await orUndefined(explained(history(client, Name)))) ?? [])
    // AWS promises no order.
    .sort((one, other) => (other.Version ?? 0) - (one.Version ?? 0))
    .map(({ Value }) => Value);
  return newestFirst.find((value) => value !== digest);
}

/** Notes that ECS runs this image. */
export async function noteGoodRelease(
  client: SSMClient,
  environment: string,
  module: string,
  digest: string,
): Promise<void> {
  const Name = goodReleaseParameter(environment, module);
  // AWS keeps a hundred versions, and the same one again says nothing.
  if ((await valueOf(client, Name)) !== digest) await put(client, Name, digest);
}

/** Names the image that the next `up` runs. The digest is checked here, because nothing behind this checks it. */
export async function writeRelease(
  client: SSMClient,
  environment: string,
  module: string,
  digest: string,
): Promise<void> {
  await put(client, releaseParameter(environment, module), parseDigest(digest));
}

const howToWrite =
  "Write the digest alone, sha256: and 64 hexadecimal digits, as `aws ecr describe-images` shows it.";

/** The digest of an image, such as an operator types it. */
export function parseDigest(text: string): string {
  const digest = text.trim();
  const fault = digestFault(digest);
  if (fault !== undefined)
    throw new OperatorError(
      `${JSON.stringify(shortened(digest))} is no image digest: ${fault}. ${howToWrite}`,
    );
  return digest;
}

function digestFault(text: string): string | undefined {
  if (text === "") return "it is empty";
  if (text.includes("@")) return "it is a whole image reference; the repository follows from the module";
  const [, algorithm, digits] = /^([a-z0-9]+):(.*)$/is.exec(text) ?? [];
  if (algorithm === undefined || digits === undefined)
    return /^[0-9a-f]{64}$/i.test(text)
      ? "sha256: is missing in front of it"
      : "a tag can move to another image, a digest cannot";
  if (algorithm !== "sha256") return `it begins with ${JSON.stringify(algorithm)}, not with sha256:`;
  if (/[A-F]/.test(digits)) return "its digits must be in lower case";
  if (!/^[0-9a-f]*$/.test(digits)) return "it has characters that are no hexadecimal digits";
  return digits.length === 64 ? undefined : `it has ${digits.length} digits`;
}

const shownLength = 120;

function shortened(text: string): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

function releaseParameter(environment: string, module: string): string {
  return parameterPath(environment, "releases", module);
}

function goodReleaseParameter(environment: string, module: string): string {
  return parameterPath(environment, "good-releases", module);
}

async function valueOf(client: SSMClient, Name: string): Promise<string | undefined> {
  const answer = await orUndefined(explained(client.send(new GetParameterCommand({ Name }))));
  return answer?.Parameter?.Value;
}

async function put(client: SSMClient, Name: string, Value: string): Promise<void> {
  await explained(client.send(new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true })));
}

async function history(client: SSMClient, Name: string): Promise<ParameterHistory[]> {
  const all: ParameterHistory[] = [];
  for await (const page of paginateGetParameterHistory({ client, pageSize: 50 }, { Name }))
    all.push(...(page.Parameters ?? []));
  return all;
}

/** No parameter is no release, not an error. */
async function orUndefined<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
