import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import type { AlarmArgs } from "./createAlarm";

/** Rings when a function failed in one of the periods of so many seconds. */
export function anyError({ name }: Pick<LambdaFunction, "name">, period: number) {
  return {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: name },
    statistic: "Sum",
    period,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
  } satisfies Partial<AlarmArgs>;
}
