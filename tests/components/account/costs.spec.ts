import { expect } from "chai";
import { AccountSettings } from "../../../components/account/AccountSettings";
import type { AccountConfig } from "../../../infra/config/schema/account";
import { costTags, environmentTags, moduleTags } from "../../../infra/tags";
import { accountArgs } from "../../support/accountConfig";
import { build, topicArn } from "../../support/fixtures";
import { only } from "../../support/harness";

const made = async (change: Partial<AccountConfig>) =>
  (await build(() => new AccountSettings("account", accountArgs(change)))).graph;

const monitorType = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const subscriptionType = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const tagType = "aws:costexplorer/costAllocationTag:CostAllocationTag";

describe("costs of an account", () => {
  it("are watched service by service, and tell the topic of warnings at once", async () => {
    const graph = await made({ costAnomalies: { minimumUsd: 50 } });
    const monitor = only(graph, monitorType);
    expect(monitor.inputs).to.deep.include({ monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" });
    expect(only(graph, subscriptionType).inputs).to.deep.include({
      frequency: "IMMEDIATE",
      monitorArnLists: [monitor.outputs.arn],
      subscribers: [{ type: "SNS", address: topicArn("test", "warning") }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: ["50"],
        },
      },
    });
  });

  it("have no second monitor where the account has one", async () => {
    const monitorArn = "arn:aws:ce::123456789012:anomalymonitor/one";
    const graph = await made({ costAnomalies: { minimumUsd: 50, monitorArn } });
    expect(graph.ofType(monitorType)).to.deep.equal([]);
    expect(only(graph, subscriptionType).inputs.monitorArnLists).to.deep.equal([monitorArn]);
  });

  it("are told apart by the project's tags, on resources and on roles that call", async () => {
    const tags = (await made({ costTags: true })).ofType(tagType);
    expect(tags.map(({ inputs }) => inputs.tagKey)).to.have.members(
      ["", "iamPrincipal/"].flatMap((prefix) => costTags.map((tag) => `${prefix}${tag}`)),
    );
    for (const { inputs } of tags) expect(inputs.status).to.equal("Active");
  });

  it("are told apart by tags that there are", () => {
    expect(Object.keys({ ...environmentTags("dev", {}), ...moduleTags("m", "o") })).to.include.members([
      ...costTags,
    ]);
  });
});
