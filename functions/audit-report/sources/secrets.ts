import { daysBetween } from "../days";
import { gather } from "../gather";
import type { Item } from "../report";

interface Tag {
  Key?: string;
  Value?: string;
}

/** What is asked of Secrets Manager: never for a value. */
export interface Secrets {
  listSecrets(input: {
    Filters: { Key: "tag-key"; Values: string[] }[];
    MaxResults: number;
    NextToken?: string;
  }): Promise<{
    SecretList?: {
      Name?: string;
      Tags?: Tag[];
      RotationEnabled?: boolean;
      RotationRules?: { AutomaticallyAfterDays?: number };
      LastRotatedDate?: Date;
      CreatedDate?: Date;
    }[];
    NextToken?: string;
  }>;
}

export interface Owner {
  readonly project: string;
  readonly environment: string;
}

/** Days that a rotation may be late: it has a window, and is tried again. */
const graceDays = 2;

/** Secrets of the environment that should have changed by themselves, and did not. */
export async function lateSecrets(
  client: Secrets,
  { project, environment }: Owner,
  now: Date,
): Promise<Item[]> {
  const secrets = await gather(async (NextToken) => {
    const page = await client.listSecrets({
      Filters: [{ Key: "tag-key", Values: ["Environment"] }],
      MaxResults: 100,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: page.SecretList, next: page.NextToken };
  });
  return secrets.flatMap(
    ({ Name, Tags = [], RotationEnabled, RotationRules, LastRotatedDate, CreatedDate }) => {
      const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
      const days = RotationRules?.AutomaticallyAfterDays;
      if (tags.get("Project") !== project || tags.get("Environment") !== environment) return [];
      if (Name === undefined || !RotationEnabled || days === undefined) return [];
      const age = daysBetween(LastRotatedDate ?? CreatedDate ?? now, now);
      return age > days + graceDays
        ? [{ what: Name, why: `has not changed for ${age} days, and should every ${days}` }]
        : [];
    },
  );
}
