/** What no resource says but the bill depends on. All figures are per month unless their name says otherwise. */
export interface Assumptions {
  /** Hours in a month. AWS's own examples use 730 (8760 / 12). @default 730 */
  readonly hoursPerMonth: number;
  /** GB through all NAT gateways together: image pulls and calls to outside AI providers. @default 50 */
  readonly natGbPerMonth: number;
  /** GB through all interface endpoints together: image pulls, logs, secrets. @default 50 */
  readonly endpointGbPerMonth: number;
  /** GB that the network's flow log writes. A quiet network; a busy one writes ten times that. @default 5 */
  readonly flowLogGbPerMonth: number;
  /** GB into every other log group: about ten request lines a second of 200 bytes. @default 5 */
  readonly logGbPerModulePerMonth: number;
  /** GB kept in each bucket, all versions counted. @default 50 */
  readonly bucketGbPerModule: number;
  /**
   * Average capacity units (LCU) of each load balancer; one covers 25 new and 3000 open connections a second
   * and 1 GB an hour, more than an internal service of few users needs. @default 1
   */
  readonly loadBalancerCapacityUnits: number;
  /** Metrics that Container Insights `enabled` makes of each service. A guess, to be read off a real bill. @default 15 */
  readonly insightsMetricsPerService: number;
  /** The same for `enhanced`, which adds each task and container. A guess as well. @default 60 */
  readonly enhancedInsightsMetricsPerService: number;
  /** What Spot saves against on demand, Fargate and EC2. Seen between 65 and 70; unverified. @default 65 */
  readonly spotDiscountPercent: number;
  /** What a Savings Plan takes off Fargate and EC2 on demand; none until one is bought. @default 0 */
  readonly savingsPlanPercent: number;
}

export const assumptionDefaults: Assumptions = Object.freeze({
  hoursPerMonth: 730,
  natGbPerMonth: 50,
  endpointGbPerMonth: 50,
  flowLogGbPerMonth: 5,
  logGbPerModulePerMonth: 5,
  bucketGbPerModule: 50,
  loadBalancerCapacityUnits: 1,
  insightsMetricsPerService: 15,
  enhancedInsightsMetricsPerService: 60,
  spotDiscountPercent: 65,
  savingsPlanPercent: 0,
});
