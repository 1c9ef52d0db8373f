import { gather } from "../gather";
import { type Item, TurnedOff } from "../report";

interface TextFilter<T extends string> {
  comparison: "EQUALS";
  value: T;
}

/** What is asked of Inspector. */
export interface InspectorFindings {
  batchGetAccountStatus(input: object): Promise<{ accounts?: { state?: { status?: string } }[] }>;
  listFindings(input: {
    filterCriteria: {
      findingStatus: TextFilter<"ACTIVE">[];
      severity: TextFilter<"CRITICAL" | "HIGH">[];
    };
    maxResults: number;
    nextToken?: string;
  }): Promise<{
    findings?: { title?: string; severity?: string; resources?: { id?: string }[] }[];
    nextToken?: string;
  }>;
}

export async function inspectorFindings(client: InspectorFindings): Promise<Item[]> {
  // Without accounts it answers for the one that asks.
  const { accounts = [] } = await client.batchGetAccountStatus({});
  if (!accounts.some(({ state }) => state?.status === "ENABLED")) throw new TurnedOff("is not turned on");
  const findings = await gather(async (nextToken) => {
    const page = await client.listFindings({
      filterCriteria: {
        findingStatus: [{ comparison: "EQUALS", value: "ACTIVE" }],
        severity: [
          { comparison: "EQUALS", value: "CRITICAL" },
          { comparison: "EQUALS", value: "HIGH" },
        ],
      },
      maxResults: 100,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    return { items: page.findings, next: page.nextToken };
  });
  return findings.map(({ title = "", severity = "", resources = [] }) => ({
    what: resources.map(({ id = "" }) => id).join(", "),
    why: `${severity}: ${title}`,
  }));
}
