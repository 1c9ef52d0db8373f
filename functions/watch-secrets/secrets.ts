import {
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  type SecretListEntry,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { SeenVersion } from "./age";

/** Anything that sends as the client does; a test has one of its own. */
export type Client = Pick<SecretsManagerClient, "send">;

/** The key of a module for a provider. */
export interface ProviderKey {
  readonly arn: string;
  readonly module: string;
  readonly provider: string;
}

export interface Place {
  readonly project: string;
  readonly environment: string;
}

/** Keys of AI providers, found by their tags. */
export async function providerKeys(client: Client, place: Place): Promise<ProviderKey[]> {
  const all: SecretListEntry[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListSecretsCommand({ Filters: [{ Key: "tag-key", Values: ["Key"] }], MaxResults: 100, NextToken }),
    );
    all.push(...(page.SecretList ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all.flatMap((entry) => keyOf(entry, place) ?? []);
}

/** The filter takes beginnings of tags, and one key of a tag beside the value of another. */
function keyOf(
  { ARN, Tags = [] }: SecretListEntry,
  { project, environment }: Place,
): ProviderKey | undefined {
  const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
  const [module, provider] = [tags.get("Module"), tags.get("Key")];
  if (ARN === undefined || module === undefined || provider === undefined) return undefined;
  if (tags.get("Project") !== project || tags.get("Environment") !== environment) return undefined;
  return { arn: ARN, module, provider };
}

/** Those that have a stage; a secret never has many. */
export async function versionsOf(client: Client, arn: string): Promise<SeenVersion[]> {
  const { Versions = [] } = await client.send(
    new ListSecretVersionIdsCommand({ SecretId: arn, MaxResults: 100 }),
  );
  return Versions.map(({ VersionStages = [], CreatedDate = new Date(0) }) => ({
    stages: VersionStages,
    createdAt: CreatedDate,
  }));
}
