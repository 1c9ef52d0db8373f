import { gather } from "../gather";
import { type Item, TurnedOff } from "../report";

/** What is asked of GuardDuty. */
export interface GuardDutyFindings {
  listDetectors(input: object): Promise<{ DetectorIds?: string[] }>;
  listFindings(input: {
    DetectorId: string;
    FindingCriteria: { Criterion: Record<string, { Equals?: string[]; GreaterThanOrEqual?: number }> };
    MaxResults: number;
    NextToken?: string;
  }): Promise<{ FindingIds?: string[]; NextToken?: string }>;
  getFindings(input: { DetectorId: string; FindingIds: string[] }): Promise<{
    Findings?: { Arn?: string; Title?: string; Type?: string; Severity?: number }[];
  }>;
}

/** From 7 on somebody uses what is not his, as with the alarm. */
const grave = 7;
/** More are not told of at a time. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetFindings.html */
const atOnce = 50;

export async function guardDutyFindings(client: GuardDutyFindings): Promise<Item[]> {
  const { DetectorIds: [DetectorId] = [] } = await client.listDetectors({});
  if (DetectorId === undefined) throw new TurnedOff("is not turned on");
  const findings = await gather(async (NextToken) => {
    const page = await client.listFindings({
      DetectorId,
      FindingCriteria: {
        Criterion: { "service.archived": { Equals: ["false"] }, severity: { GreaterThanOrEqual: grave } },
      },
      MaxResults: atOnce,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const FindingIds = page.FindingIds ?? [];
    const { Findings = [] } =
      FindingIds.length === 0 ? {} : await client.getFindings({ DetectorId, FindingIds });
    return { items: Findings, next: page.NextToken === "" ? undefined : page.NextToken };
  });
  return findings.map(({ Arn = "", Title = "", Type = "", Severity = grave }) => ({
    what: `${Type} ${Arn.split("/").at(-1)!}`,
    why: `${Severity}: ${Title}`,
  }));
}
