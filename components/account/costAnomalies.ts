import { AnomalyMonitor, AnomalySubscription } from "@pulumi/aws/costexplorer";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { AccountConfig } from "../../infra/config/schema/account";
import { alarmName } from "../../infra/naming";

/** AWS learns what each of its services costs in the account, and tells at once of what is unusual. */
export function createCostAnomalies(
  name: string,
  { environment, topics }: AlarmDestinations,
  { minimumUsd, monitorArn }: Exclude<AccountConfig["costAnomalies"], false>,
  parent: pulumi.Resource,
): void {
  const called = alarmName(environment, "cost-anomalies");
  const monitor =
    monitorArn ??
    new AnomalyMonitor(
      name,
      { name: called, monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" },
      { parent },
    ).arn;
  new AnomalySubscription(
    name,
    {
      name: called,
      // Only so may it tell a topic.
      frequency: "IMMEDIATE",
      monitorArnLists: [monitor],
      subscribers: [{ type: "SNS", address: topics.warning }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(minimumUsd)],
        },
      },
    },
    { parent },
  );
}
