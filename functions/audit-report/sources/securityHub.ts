import { gather } from "../gather";
import { type Item, TurnedOff } from "../report";

interface TextFilter {
  Value: string;
  Comparison: "EQUALS";
}

/** What is asked of Security Hub. */
export interface SecurityHubFindings {
  getFindings(input: {
    Filters: { RecordState: TextFilter[]; WorkflowStatus: TextFilter[]; SeverityLabel: TextFilter[] };
    MaxResults: number;
    NextToken?: string;
  }): Promise<{
    Findings?: {
      Title?: string;
      ProductName?: string;
      Severity?: { Label?: string };
      Resources?: { Id?: string }[];
    }[];
    NextToken?: string;
  }>;
}

const equals = (...values: string[]) => values.map((Value): TextFilter => ({ Value, Comparison: "EQUALS" }));

/** Grave findings that nobody has resolved or suppressed, of whichever guard. */
export async function hubFindings(client: SecurityHubFindings): Promise<Item[]> {
  const findings = await gather(async (NextToken) => {
    const page = await asked(client, NextToken);
    return { items: page.Findings, next: page.NextToken };
  });
  return findings.map(({ Title = "", ProductName = "", Severity, Resources = [] }) => ({
    what: Resources.map(({ Id = "" }) => Id).join(", "),
    why: `${Severity?.Label ?? ""} ${ProductName}: ${Title}`,
  }));
}

async function asked(client: SecurityHubFindings, NextToken: string | undefined) {
  try {
    return await client.getFindings({
      Filters: {
        RecordState: equals("ACTIVE"),
        WorkflowStatus: equals("NEW", "NOTIFIED"),
        SeverityLabel: equals("CRITICAL", "HIGH"),
      },
      MaxResults: 100,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
  } catch (error) {
    // What the account has not turned on answers so; who may not ask gets an AccessDeniedException.
    if (error instanceof Error && error.name === "InvalidAccessException")
      throw new TurnedOff("is not turned on");
    throw error;
  }
}
