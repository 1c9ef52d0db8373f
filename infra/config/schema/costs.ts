import { z } from "zod";
import { integer, number } from "./scalars";

/** What the price of an environment depends on and a stack file cannot know. Only the estimate reads it. */
export const costsSchema = z.strictObject({
  hoursPerMonth: integer(1, 744).describe("Hours that everything runs. 730 is the month that AWS calculates with."),
  natGbPerMonth: number(0, 1e9).describe("GB through all NAT gateways together: image pulls, calls to AI providers."),
  endpointGbPerMonth: number(0, 1e9).describe("GB through all interface endpoints together."),
  flowLogGbPerMonth: number(0, 1e9).describe("GB that the VPC flow logs write."),
  dnsQueriesPerMonth: integer(0, 1e12).describe("Names that are asked for in the VPC."),
  logGbPerModulePerMonth: number(0, 1e9).describe("GB into every other log group."),
  bucketGbPerModule: number(0, 1e9).describe("GB kept in each bucket, all versions counted."),
  loadBalancerCapacityUnits: number(0, 1e6).describe("Average capacity units (LCU) of the load balancer."),
  apiRequestsPerMonth: integer(0, 1e12).describe("Requests that reach the API, those that are refused included."),
  responseGbPerMonth: number(0, 1e9).describe("GB that the API sends to clients."),
  monthlyActiveUsers: integer(0, 1e9).describe("People who sign in with Cognito in a month."),
  machineTokensPerMonth: integer(0, 1e12).describe("Tokens that machine clients get from Cognito."),
  insightsMetricsPerService: integer(0, 10000).describe("Metrics that Container Insights makes of each service."),
  enhancedInsightsMetricsPerService: integer(0, 10000).describe("The same where containerInsights is enhanced."),
  spotDiscountPercent: integer(0, 100).describe("What Spot saves against on demand."),
  savingsPlanPercent: integer(0, 100).describe("What a Savings Plan takes off Fargate and EC2 on demand; 0 is none."),
  workbenchHoursPerTeam: number(0, 744).describe("Hours that JupyterLab runs for each team of the workbench, on the first of its instances."),
});
export type CostsConfig = z.output<typeof costsSchema>;
