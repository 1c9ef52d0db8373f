import { gather } from "../gather";
import { type Item, TurnedOff } from "../report";

/** What is asked of Access Analyzer. */
export interface AccessFindings {
  listAnalyzers(input: { nextToken?: string }): Promise<{
    analyzers?: { arn?: string | undefined }[] | undefined;
    nextToken?: string;
  }>;
  listFindingsV2(input: {
    analyzerArn: string;
    filter: Record<string, { eq: string[] }>;
    nextToken?: string;
  }): Promise<{
    findings?:
      | {
          id?: string | undefined;
          resource?: string | undefined;
          resourceType?: string | undefined;
          findingType?: string | undefined;
        }[]
      | undefined;
    nextToken?: string;
  }>;
}

const from = (nextToken: string | undefined) => (nextToken === undefined ? {} : { nextToken });

export async function accessFindings(client: AccessFindings): Promise<Item[]> {
  const analyzers = await gather(async (token) => {
    const page = await client.listAnalyzers(from(token));
    return { items: page.analyzers, next: page.nextToken };
  });
  if (analyzers.length === 0) throw new TurnedOff("is not turned on");
  const items: Item[] = [];
  for (const { arn: analyzerArn = "" } of analyzers) {
    const findings = await gather(async (token) => {
      const page = await client.listFindingsV2({
        analyzerArn,
        filter: { status: { eq: ["ACTIVE"] } },
        ...from(token),
      });
      return { items: page.findings, next: page.nextToken };
    });
    for (const { id = "", resource = id, resourceType = "", findingType = "" } of findings)
      items.push({ what: resource, why: `${findingType} of ${resourceType}` });
  }
  return items;
}
