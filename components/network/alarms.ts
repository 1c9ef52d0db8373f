import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type AlarmDestinations, createAlarm } from "../../infra/alarms/createAlarm";
import type { EgressConfig } from "../../infra/config/schema/network";

const denied = {
  severity: "warning",
  runbook: "denied-domains",
  statistic: "Sum",
  period: 300,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
} satisfies Partial<AlarmArgs>;

export interface DomainAlarmArgs {
  readonly group: pulumi.Input<string>;
  /** List of all names, that of the rule which comes last. */
  readonly others: pulumi.Input<string>;
  readonly egress: EgressConfig;
  readonly alarms: AlarmDestinations;
}

/**
 * One is enough: nothing that the platform or a module needs is asked for in vain.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-resolver-dns-firewall-with-cloudwatch.html
 */
export function createDomainAlarm(
  name: string,
  { group, others, egress, alarms }: DomainAlarmArgs,
  parent: pulumi.Resource,
): void {
  const what = egress.mode === "alert" ? "was asked for and would be refused" : "was asked for and refused";
  createAlarm(
    name,
    {
      ...denied,
      what: "denied-domains",
      description: `A name that nothing allows ${what}; the log group of the VPC's names says which, and by whom.`,
      namespace: "AWS/Route53Resolver",
      metricName: "FirewallRuleQueryVolume",
      dimensions: { FirewallRuleGroupId: group, FirewallDomainListId: others },
      threshold: 1,
    },
    alarms,
    parent,
  );
}

export interface DropAlarmArgs {
  readonly firewall: pulumi.Input<string>;
  /** Those with an endpoint. */
  readonly zones: readonly string[];
  readonly alarms: AlarmDestinations;
}

/**
 * Late packets of a connection that is over are dropped as well, and are few.
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/monitoring-cloudwatch.html
 */
export function createDropAlarms(
  name: string,
  { firewall, zones, alarms }: DropAlarmArgs,
  parent: pulumi.Resource,
): void {
  for (const zone of zones)
    createAlarm(
      `${name}-${zone}`,
      {
        ...denied,
        what: `denied-connections-${zone}`,
        description: `Network Firewall in ${zone} dropped connections to names that nothing allows; its log group says which.`,
        namespace: "AWS/NetworkFirewall",
        metricName: "DroppedPackets",
        dimensions: { FirewallName: firewall, AvailabilityZone: zone, Engine: "Stateful" },
        threshold: 20,
      },
      alarms,
      parent,
    );
}
