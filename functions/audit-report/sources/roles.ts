import { daysBefore } from "../days";
import { gather } from "../gather";
import type { Item } from "../report";

/** What is asked of IAM about roles. */
export interface Roles {
  listRoles(input: { PathPrefix: string; Marker?: string }): Promise<{
    Roles?: { Arn?: string; RoleName?: string; CreateDate?: Date }[];
    IsTruncated?: boolean;
    Marker?: string;
  }>;
  generateServiceLastAccessedDetails(input: { Arn: string }): Promise<{ JobId?: string }>;
  getServiceLastAccessedDetails(input: { JobId: string; Marker?: string }): Promise<{
    JobStatus?: string;
    ServicesLastAccessed?: { ServiceNamespace?: string; LastAuthenticated?: Date }[];
    IsTruncated?: boolean;
    Marker?: string;
    Error?: { Message?: string };
  }>;
}

export interface Looking {
  /** Under which the environment's roles are. */
  readonly path: string;
  readonly now: Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Days after which what nobody used is told; AWS remembers 400. */
export const unusedDays = 90;
/** Names of services that fit into a line. */
const named = 20;

/**
 * Services that a role may use and did not. Roles that are younger than the time have had no occasion to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
export async function unusedPermissions(iam: Roles, looking: Looking): Promise<Item[]> {
  const since = daysBefore(looking.now, unusedDays);
  const roles = await gather(async (Marker) => {
    const {
      Roles,
      IsTruncated,
      Marker: next,
    } = await iam.listRoles({ PathPrefix: looking.path, ...given(Marker) });
    return { items: Roles, next: IsTruncated ? next : undefined };
  });
  const items: Item[] = [];
  for (const { Arn, RoleName, CreateDate } of roles) {
    if (Arn === undefined || RoleName === undefined || (CreateDate ?? looking.now) > since) continue;
    const unused = await unusedServices(iam, Arn, since, looking);
    if (unused.length > 0)
      items.push({ what: RoleName, why: `may use ${listOf(unused)}, and did not for ${unusedDays} days` });
  }
  return items;
}

async function unusedServices(iam: Roles, Arn: string, since: Date, looking: Looking): Promise<string[]> {
  const { JobId } = await iam.generateServiceLastAccessedDetails({ Arn });
  if (JobId === undefined) throw new Error(`IAM does not look into ${Arn}`);
  await finished(iam, JobId, Arn, looking);
  const services = await gather(async (Marker) => {
    const page = await iam.getServiceLastAccessedDetails({ JobId, ...given(Marker) });
    return { items: page.ServicesLastAccessed, next: page.IsTruncated ? page.Marker : undefined };
  });
  return services
    .filter(({ LastAuthenticated }) => LastAuthenticated === undefined || LastAuthenticated < since)
    .map(({ ServiceNamespace = "a service without a name" }) => ServiceNamespace)
    .sort();
}

/** IAM takes seconds to look. */
async function finished(iam: Roles, JobId: string, arn: string, { wait }: Looking): Promise<void> {
  for (let tries = 0; tries < 30; tries++) {
    const { JobStatus, Error: failure } = await iam.getServiceLastAccessedDetails({ JobId });
    if (JobStatus === "COMPLETED") return;
    if (JobStatus === "FAILED")
      throw new Error(`IAM looked into ${arn} in vain: ${failure?.Message ?? "it does not say why"}`);
    await wait(1000);
  }
  throw new Error(`IAM looks into ${arn} for too long`);
}

function listOf(services: readonly string[]): string {
  const more = services.length - named;
  const first = services.slice(0, named).join(", ");
  return more > 0 ? `${first} and ${more} more` : first;
}

function given(Marker: string | undefined) {
  return Marker === undefined ? {} : { Marker };
}
