import { expect } from "chai";
import { apiAlarms as alarmsOf } from "../../../components/edge/alarms";
import { authorizerAlarms } from "../../../components/edge/authorizerAlarms";
import { apiAlarms, issuer } from "../../support/fixtures";
import { only } from "../../support/harness";
import { edge } from "./newEdge";

const api = {
  environment: "test",
  region: "ap-northeast-2",
  waf: { requestsPerFiveMinutes: 2000 },
  watch: apiAlarms,
};
const filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: { readonly namespace: string; readonly metricName: string; readonly dimensions: object };
  readonly returnData?: boolean;
}
const queriesOf = (what: string) => alarmsOf(api)[what]!.metricQueries as unknown as Query[];

describe("the alarms of the API", () => {
  it("look for errors at all costs, and for the rest within a day", () => {
    const severities = Object.entries(alarmsOf(api)).map(([what, { severity }]) => `${what} ${severity}`);
    expect(severities).to.have.members([
      "errors critical",
      "refusals warning",
      "throttles warning",
      "blocks warning",
      "unlogged warning",
      "calls warning",
      "slowness warning",
    ]);
  });

  for (const [what, metricName, threshold] of [
    ["errors", "5XXError", 5],
    ["refusals", "4XXError", 50],
  ] as const)
    it(`count the share of ${what}, and of few calls none`, () => {
      expect(alarmsOf(api)[what]).to.include({ threshold, comparisonOperator: "GreaterThanThreshold" });
      const [calls, bad, share] = queriesOf(what);
      expect(calls!.metric!.metricName).to.equal("Count");
      expect(bad!.metric).to.deep.include({
        namespace: "AWS/ApiGateway",
        metricName,
        dimensions: { ApiName: "ai-platform-test", Stage: "live" },
      });
      expect(share!.expression).to.equal("IF(FILL(calls, 0) >= 50, 100 * FILL(bad, 0) / calls, 0)");
    });

  it("compare with the weeks before, where somebody says how much is usual", () => {
    for (const [what, comparisonOperator] of [
      ["calls", "LessThanLowerOrGreaterThanUpperThreshold"],
      ["slowness", "GreaterThanUpperThreshold"],
    ] as const) {
      expect(alarmsOf(api)[what]).to.include({ comparisonOperator, thresholdMetricId: "expected" });
      expect(alarmsOf(api)[what]).not.to.have.property("threshold");
      const [seen, expected] = queriesOf(what);
      expect(seen).to.include({ id: "seen", returnData: true });
      expect(expected).to.include({ id: "expected", expression: "ANOMALY_DETECTION_BAND(seen, 3)" });
    }
    const without = alarmsOf({ ...api, watch: { ...apiAlarms, anomalyBand: false } });
    expect(without).not.to.have.any.keys("calls", "slowness");
  });

  it("name the firewall, the log and the API as the edge makes them", async () => {
    const { graph } = await edge();
    const blocks = alarmsOf(api).blocks!.dimensions as Record<string, string>;
    const { visibilityConfig } = only(graph, "aws:wafv2/webAcl:WebAcl").inputs;
    expect(blocks.WebACL).to.equal((visibilityConfig as { metricName: string }).metricName);
    expect(queriesOf("unlogged")[1]!.metric!.dimensions).to.deep.equal({
      LogGroupName: only(graph, "aws:cloudwatch/logGroup:LogGroup", "edge-access").inputs.name,
    });
    expect(only(graph, "aws:apigateway/restApi:RestApi").inputs.name).to.equal("ai-platform-test");
    expect(only(graph, "aws:apigateway/stage:Stage").inputs.stageName).to.equal("live");
  });

  it("count who was throttled out of the log, in which each status is a text", async () => {
    const { graph } = await edge();
    const { inputs } = only(graph, filter);
    expect(inputs.pattern).to.equal('{ $.status = "429" }');
    const { format } = only(graph, "aws:apigateway/stage:Stage").inputs.accessLogSettings as {
      format: string;
    };
    expect((JSON.parse(format) as { status: unknown }).status).to.equal("$context.status");
    const { namespace, metricName } = alarmsOf(api).throttles!;
    expect(inputs.metricTransformation).to.deep.include({ namespace, name: metricName, value: "1" });
  });
});

describe("the alarms of the authorizer", () => {
  it("count its own failures, and not the tokens that do not hold", async () => {
    const { graph } = await edge({ authentication: issuer });
    const { inputs } = only(graph, filter, "edge-authorizer");
    expect(inputs.pattern).to.equal('{ $.level = "ERROR" }');
    expect(inputs.logGroupName).to.equal("/ai-platform/test/edge/authorizer");
    const { failures, throttles } = authorizerAlarms("test", "one");
    expect(inputs.metricTransformation).to.deep.include({
      namespace: failures!.namespace,
      name: failures!.metricName,
    });
    expect(throttles).to.deep.include({ metricName: "Throttles", dimensions: { FunctionName: "one" } });
  });
});
