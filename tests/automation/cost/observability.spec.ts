import { costs, node, type Fields } from "./cases";

describe("cost of logs and alarms", () => {
  const arn = "arn:aws:logs:ap-northeast-2:1:log-group:flow";
  const group = (inputs: Fields) => node("aws:cloudwatch/logGroup:LogGroup", inputs, { arn });
  const [written, kept] = ["log GB written (assumed)", "log GB kept (assumed)"];
  const forever = { [written]: 5 * 0.76, [kept]: 5 * 12 * 0.0314 };

  costs("a log group that keeps 73 days", [group({ retentionInDays: 73 })], {
    usd: { [written]: 5 * 0.76, [kept]: 5 * 2.4 * 0.0314 },
  });
  costs("a year of a log group that keeps for ever", [group({})], { usd: forever });
  costs("a year of a log group that keeps for ever, said as 0", [group({ retentionInDays: 0 })], {
    usd: forever,
  });
  costs(
    "the group of the flow log by the assumption of its own",
    [group({ retentionInDays: 73 }), node("aws:ec2/flowLog:FlowLog", { logDestination: `${arn}:*` })],
    {
      assumptions: { flowLogGbPerMonth: 8 },
      usd: { "flow log GB written (assumed)": 8 * 0.76, "flow log GB kept (assumed)": 8 * 2.4 * 0.0314 },
    },
  );
  costs("a group of infrequent access", [group({ logGroupClass: "INFREQUENT_ACCESS" })], {
    usd: { "log GB written, infrequent access (assumed)": 5 * 0.38, [kept]: 5 * 12 * 0.0314 },
  });
  costs("no guess at a group for delivery", [group({ logGroupClass: "DELIVERY" })], {
    notPriced: ["no price for log groups of the class DELIVERY"],
  });

  const policy = (policyType: string) => node("aws:appautoscaling/policy:Policy", { policyType });
  costs("the two alarms of target tracking", [policy("TargetTrackingScaling")], {
    usd: { "alarms of the scaling policy": 0.2 },
  });
  costs("nothing for predictive scaling", [policy("PredictiveScaling")], {});

  const alarm = (inputs: Fields) => node("aws:cloudwatch/metricAlarm:MetricAlarm", inputs);
  const queries = [{ expression: "m1 / m2" }, { metric: { period: 60 } }, { metric: { period: 60 } }];
  costs("an alarm", [alarm({ period: 60 })], { usd: { "alarm metrics": 0.1 } });
  costs(
    "an alarm with the metric of the project's own that it watches",
    [alarm({ namespace: "ai-platform/Qdrant" })],
    {
      usd: { "alarm metrics": 0.1, "metrics of the project's own": 0.3 },
    },
  );
  costs("an alarm by its metrics", [alarm({ metricQueries: queries })], { usd: { "alarm metrics": 0.2 } });
  costs("an anomaly alarm as three metrics", [alarm({ thresholdMetricId: "ad1" })], {
    usd: { "alarm metrics": 0.3 },
  });
  const filter = (dimensions: Fields, pattern: string) =>
    node("aws:cloudwatch/logMetricFilter:LogMetricFilter", { pattern, metricTransformation: { dimensions } });
  const byProvider = '{ ($.gen_ai.provider.name = "a" || $.gen_ai.provider.name = "b") && $.cost_usd >= 0 }';
  costs("a metric for each AI provider", [filter({ Module: "$.module", Provider: "$.x" }, byProvider)], {
    usd: { "metrics of AI usage": 0.6 },
  });
  costs("one metric for all AI providers of a module", [filter({ Module: "$.module" }, byProvider)], {
    usd: { "metrics of AI usage": 0.3 },
  });
  costs("no metric that an alarm is priced with", [filter({}, "ERROR")], {});
  const fast = { notPriced: ["no price for high-resolution alarms"] };
  costs("no guess at a fast alarm", [alarm({ period: 10 })], fast);
  costs("no guess at a fast query", [alarm({ metricQueries: [{ metric: { period: 10 } }] })], fast);
  costs("a dashboard", [node("aws:cloudwatch/dashboard:Dashboard")], { usd: { dashboard: 3 } });
  costs("a composite alarm", [node("aws:cloudwatch/compositeAlarm:CompositeAlarm")], {
    usd: { "composite alarm": 0.5 },
  });
});
