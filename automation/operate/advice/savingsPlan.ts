import type { SavingsPlansPurchaseRecommendationSummary } from "@aws-sdk/client-cost-explorer";
import type { Advice } from "./advice";

/** A Compute Savings Plan of one year without upfront payment, as AWS recommends it for the account. */
export function savingsPlanAdvice(
  summary: SavingsPlansPurchaseRecommendationSummary | undefined,
): Advice | undefined {
  const hourly = Number(summary?.HourlyCommitmentToPurchase ?? 0);
  const savesUsd = Number(summary?.EstimatedMonthlySavingsAmount ?? 0);
  if (!(hourly > 0) || !(savesUsd > 0)) return undefined;
  const percent = Math.floor(Number(summary?.EstimatedSavingsPercentage ?? 0));
  return {
    kind: "savings plan",
    why: `AWS recommends to commit ${hourly.toFixed(3)} USD an hour for a year (Compute, no upfront), by the last 30 days of the whole account`,
    key: "costs.savingsPlanPercent",
    yaml: [`ai-platform:costs: { savingsPlanPercent: ${percent} }`],
    savesUsd,
  };
}
