import { z } from "zod";
import { integer, number } from "./scalars";

/** What the price of an environment depends on and a stack file cannot know. Only the estimate reads it. */
export const costsSchema = z.strictObject({
  hoursPerMonth: integer(1, 744).describe("Hours that everything runs. 730 is the month that AWS calculates with."),
  natGb: number(0, 1e9).describe("GB a month through the NAT gateways."),
  endpointGb: number(0, 1e9).describe("GB a month through each interface endpoint."),
  moduleLogGb: number(0, 1e9).describe("GB of logs a month that one module writes."),
  flowLogGb: number(0, 1e9).describe("GB of VPC flow logs a month."),
  bucketGb: number(0, 1e9).describe("GB that one module keeps in its bucket."),
  loadBalancerCapacityUnits: number(0, 1e6).describe("Average capacity units of the load balancer in an hour."),
  spotDiscountPercent: integer(0, 100).describe("How much cheaper Fargate Spot is than Fargate."),
  savingsPlanPercent: integer(0, 100).describe("Discount of a Compute Savings Plan on Fargate and EC2 on demand; 0 is none."),
});
export type CostsConfig = z.output<typeof costsSchema>;
