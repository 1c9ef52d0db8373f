import { daysBetween } from "../days";
import { gather } from "../gather";
import type { Item } from "../report";

/** What is asked of IAM about users. */
export interface Users {
  listUsers(input: { Marker?: string }): Promise<{
    Users?: { UserName?: string }[];
    IsTruncated?: boolean;
    Marker?: string;
  }>;
  listAccessKeys(input: { UserName: string }): Promise<{
    AccessKeyMetadata?: { AccessKeyId?: string; Status?: string; CreateDate?: Date }[];
  }>;
}

/** Days after which the key of a user is old. https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-3 */
export const keyDays = 90;

/** Keys of the account's users, of whom AWS does not know to which environment they belong. */
export async function oldAccessKeys(iam: Users, now: Date): Promise<Item[]> {
  const users = await gather(async (Marker) => {
    const page = await iam.listUsers(Marker === undefined ? {} : { Marker });
    return { items: page.Users, next: page.IsTruncated ? page.Marker : undefined };
  });
  const items: Item[] = [];
  for (const { UserName } of users) {
    if (UserName === undefined) continue;
    // A user has two at most.
    const { AccessKeyMetadata = [] } = await iam.listAccessKeys({ UserName });
    for (const { AccessKeyId = "", Status, CreateDate } of AccessKeyMetadata) {
      const days = daysBetween(CreateDate ?? now, now);
      if (Status === "Active" && days > keyDays)
        items.push({ what: `${UserName} …${AccessKeyId.slice(-4)}`, why: `access key is ${days} days old` });
    }
  }
  return items;
}
