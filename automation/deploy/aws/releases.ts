import {
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
export async function currentRelease(
  client: SSMClient,
  environment: string,
  module: string,
): Promise<string | undefined> {
  const Name = releaseParameter(environment, module);
  const answer = await orUndefined(explained(client.send(new GetParameterCommand({ Name }))));
  return answer?.Parameter?.Value;
}

/**
 * What was released before: the newest earlier value that differs from the current one, because releasing the same
 * image twice is no way back. After a rollback this is the image that was rolled back.
 */
export async function previousRelease(
  client: SSMClient,
  environment: string,
  module: string,
): Promise<string | undefined> {
  const Name = releaseParameter(environment, module);
  const newestFirst = ((await orUndefined(explained(history(client, Name)))) ?? [])
    // AWS promises no order.
    .sort((one, other) => (other.Version ?? 0) - (one.Version ?? 0))
    .map(({ Value }) => Value);
  return newestFirst.find((value) => value !== newestFirst[0]);
}

/** Names the image that the next `up` runs. The digest is checked here, because nothing behind this checks it. */
export async function writeRelease(
  client: SSMClient,
  environment: string,
  module: string,
  digest: string,
): Promise<void> {
  const Name = releaseParameter(environment, module);
  const Value = parseDigest(digest);
  await explained(client.send(new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true })));
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
