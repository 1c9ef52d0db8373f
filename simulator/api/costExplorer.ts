import { z } from "zod";
import { ApiFault, operation, type Operations, pageOf } from "./protocol";
import type { ApiCost } from "./world";

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const tagFilter = z.strictObject({
  Tags: z.strictObject({
    Key: z.string(),
    Values: z.array(z.string()).min(1),
    MatchOptions: z.tuple([z.literal("EQUALS")]),
  }),
});
/** Small, so that whoever reads only the first page is found out. */
const pageSize = 2;

const getCostAndUsage = operation(
  {
    TimePeriod: z.strictObject({ Start: day, End: day }),
    Granularity: z.literal("MONTHLY"),
    Metrics: z.tuple([z.literal("UnblendedCost")]),
    Filter: z.strictObject({ And: z.array(tagFilter).min(2) }),
    GroupBy: z.tuple([z.strictObject({ Type: z.literal("TAG"), Key: z.string() })]),
    NextPageToken: z.string().optional(),
  },
  (world, { TimePeriod: { Start, End }, Filter, GroupBy: [{ Key }], NextPageToken }) => {
    if (Start >= End)
      throw new ApiFault("ValidationException", "Start date (and hour) should be before end date (and hour)");
    const found = world.observed.costs.filter(
      ({ month, tags }) =>
        month >= Start &&
        month < End &&
        Filter.And.every(({ Tags }) => Tags.Values.includes(tags[Tags.Key] ?? "")),
    );
    const months = [...new Set(found.map(({ month }) => month))].sort();
    const { items, next } = pageOf(groupsOf(found, Key), pageSize, NextPageToken);
    const ResultsByTime = months.map((month) => ({
      Estimated: true,
      Groups: items.filter((group) => group.month === month).map(described),
      TimePeriod: { Start: month, End },
      Total: {},
    }));
    return { DimensionValueAttributes: [], NextPageToken: next, ResultsByTime };
  },
);

interface Group {
  readonly month: string;
  readonly key: string;
  readonly usd: number;
}

function groupsOf(costs: readonly ApiCost[], tag: string): Group[] {
  const groups = new Map<string, Group>();
  for (const { month, tags, usd } of costs) {
    const key = `${tag}$${tags[tag] ?? ""}`;
    const before = groups.get(`${month} ${key}`)?.usd ?? 0;
    groups.set(`${month} ${key}`, { month, key, usd: before + usd });
  }
  return [...groups.values()];
}

const described = ({ key, usd }: Group) => ({
  Keys: [key],
  Metrics: { UnblendedCost: { Amount: String(usd), Unit: "USD" } },
});

const getSavingsPlansPurchaseRecommendation = operation(
  {
    SavingsPlansType: z.literal("COMPUTE_SP"),
    TermInYears: z.enum(["ONE_YEAR", "THREE_YEARS"]),
    PaymentOption: z.literal("NO_UPFRONT"),
    LookbackPeriodInDays: z.literal("THIRTY_DAYS"),
    AccountScope: z.enum(["LINKED", "PAYER"]),
  },
  (world) => {
    const { savingsPlan } = world.observed;
    if (savingsPlan === undefined) return { SavingsPlansPurchaseRecommendation: {} };
    return {
      SavingsPlansPurchaseRecommendation: {
        SavingsPlansPurchaseRecommendationSummary: {
          CurrencyCode: "USD",
          EstimatedMonthlySavingsAmount: String(savingsPlan.monthlyUsd),
          EstimatedSavingsPercentage: String(savingsPlan.percent),
          HourlyCommitmentToPurchase: String(savingsPlan.hourlyUsd),
        },
      },
    };
  },
);

export const costExplorerOperations: Operations = {
  GetCostAndUsage: getCostAndUsage,
  GetSavingsPlansPurchaseRecommendation: getSavingsPlansPurchaseRecommendation,
};
