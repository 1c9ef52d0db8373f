import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { type Client, valueOf } from "../secrets";

/** A secret without its values. */
export interface Description {
  readonly rotates: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Stages by id of a version. */
  readonly stages: Readonly<Record<string, readonly string[]>>;
}

export async function describe(client: Client, arn: string): Promise<Description> {
  const { RotationEnabled, Tags, VersionIdsToStages } = await client.send(
    new DescribeSecretCommand({ SecretId: arn }),
  );
  const tags = (Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""] as const);
  return {
    rotates: RotationEnabled === true,
    tags: Object.fromEntries(tags),
    stages: VersionIdsToStages ?? {},
  };
}

export async function currentText(client: Client, arn: string): Promise<string> {
  const text = await valueOf(client, { SecretId: arn, VersionStage: "AWSCURRENT" });
  if (text === undefined) throw new Error(`secret ${arn} has no current version to rotate`);
  return text;
}

/** Text of the version that is being made; undefined before its first step has put one there. */
export function pendingText(client: Client, arn: string, version: string): Promise<string | undefined> {
  return valueOf(client, { SecretId: arn, VersionId: version, VersionStage: "AWSPENDING" });
}

export async function putPending(client: Client, arn: string, version: string, text: string): Promise<void> {
  await client.send(
    new PutSecretValueCommand({
      SecretId: arn,
      ClientRequestToken: version,
      SecretString: text,
      VersionStages: ["AWSPENDING"],
    }),
  );
}

/** A value of another secret, by the id of the version that is being made: said again, it changes nothing. */
export async function putCurrent(client: Client, arn: string, version: string, text: string): Promise<void> {
  await client.send(
    new PutSecretValueCommand({ SecretId: arn, ClientRequestToken: version, SecretString: text }),
  );
}

/** Secrets Manager moves AWSPREVIOUS along by itself. */
export async function makeCurrent(
  client: Client,
  arn: string,
  version: string,
  before: string,
): Promise<void> {
  await client.send(
    new UpdateSecretVersionStageCommand({
      SecretId: arn,
      VersionStage: "AWSCURRENT",
      MoveToVersionId: version,
      RemoveFromVersionId: before,
    }),
  );
}
