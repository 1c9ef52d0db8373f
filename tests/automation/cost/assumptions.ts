import type { CostsConfig } from "../../../infra/config/schema/costs";

/** Round figures, so that the amounts in the tests can be checked in the head. */
export const assumptions: CostsConfig = Object.freeze({
  hoursPerMonth: 730,
  natGbPerMonth: 50,
  dnsQueriesPerMonth: 4_000_000,
  endpointGbPerMonth: 50,
  flowLogGbPerMonth: 5,
  logGbPerModulePerMonth: 5,
  bucketGbPerModule: 50,
  loadBalancerCapacityUnits: 1,
  apiRequestsPerMonth: 2_000_000,
  responseGbPerMonth: 10,
  monthlyActiveUsers: 12_000,
  machineTokensPerMonth: 1_000,
  workbenchHoursPerTeam: 40,
  insightsMetricsPerService: 15,
  enhancedInsightsMetricsPerService: 60,
  spotDiscountPercent: 65,
  savingsPlanPercent: 0,
});
