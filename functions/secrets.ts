import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** Anything that sends as the client does; a test has one of its own. */
export type Client = Pick<SecretsManagerClient, "send">;

/** What is asked of Secrets Manager besides rotation. */
export interface Secrets {
  /** Text of the current version. */
  read(arn: string): Promise<string>;
  /** Texts of the current, the previous and the pending version, as far as they are there, in this order. */
  held(arn: string): Promise<string[]>;
  /** Makes this text the current version. */
  write(arn: string, text: string): Promise<void>;
}

/** A secret is a short answer of a service nearby; the client's own limits outlast the function. */
export const clientSettings = { requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 } };

export function secretsOf(client: Client): Secrets {
  return {
    async read(arn) {
      const text = await valueOf(client, { SecretId: arn });
      if (text === undefined) throw new Error(`secret ${arn} has no current version`);
      return text;
    },
    async held(arn) {
      const stages = ["AWSCURRENT", "AWSPREVIOUS", "AWSPENDING"];
      const texts = await Promise.all(
        stages.map((VersionStage) => valueOf(client, { SecretId: arn, VersionStage })),
      );
      return texts.filter((text) => text !== undefined);
    },
    async write(arn, text) {
      await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: text }));
    },
  };
}

interface Version {
  readonly SecretId: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

/** Text of a version; undefined when there is none, or when it has no value yet. */
export async function valueOf(client: Client, version: Version): Promise<string | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand(version));
    if (SecretString === undefined) throw new Error(`secret ${version.SecretId} must hold text, not bytes`);
    return SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
