import { expect } from "chai";
import { EnvironmentKeys } from "../../../components/keys/EnvironmentKeys";
import type { Deletion } from "../../../infra/durability";
import { account, build, list, scope, statementsOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";

const keys = (deletion: Deletion = "protected") =>
  build(() => new EnvironmentKeys("keys", { scope: scope(), deletion, deletionDays: 30 }));

describe("EnvironmentKeys", () => {
  it("makes a key and an alias for logs and for data, and nothing else", async () => {
    const { children, component } = await keys();
    expect(component.type).to.equal("ai-platform:keys:EnvironmentKeys");
    expect(children).to.deep.equal(
      list({ "aws:kms/alias:Alias": "keys-data keys-logs", "aws:kms/key:Key": "keys-data keys-logs" }),
    );
  });

  it("rotates its keys and keeps deleted ones for the days that were given", async () => {
    const { graph } = await keys();
    for (const [kind, description] of [
      ["data", "Databases of test"],
      ["logs", "Log groups and alarms of test"],
    ]) {
      const { policy, ...inputs } = only(graph, "aws:kms/key:Key", `keys-${kind}`).inputs;
      expect(policy).to.be.a("string");
      expect(inputs).to.deep.equal({ description, enableKeyRotation: true, deletionWindowInDays: 30 });
    }
  });

  it("gives each key a name that people find", async () => {
    const { graph } = await keys();
    for (const kind of ["data", "logs"])
      expect(only(graph, "aws:kms/alias:Alias", `keys-${kind}`).inputs).to.deep.equal({
        name: `alias/ai-platform/test/${kind}`,
        targetKeyId: only(graph, "aws:kms/key:Key", `keys-${kind}`).outputs.id,
      });
  });

  const owner = {
    Sid: "AccountOwnsKey",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };

  it("leaves the data key to the account alone", async () => {
    const { graph } = await keys();
    const { policy } = only(graph, "aws:kms/key:Key", "keys-data").inputs;
    expect(statementsOf(policy)).to.deep.equal([owner]);
  });

  it("lets CloudWatch Logs use the logs key for the environment's groups, the firewall's and RDS's only", async () => {
    const { graph } = await keys();
    const { policy } = only(graph, "aws:kms/key:Key", "keys-logs").inputs;
    const service = (index: number, path: string) => ({
      Sid: `LogsUseKey${index}`,
      Effect: "Allow",
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:${path}/*`,
        },
      },
    });
    const written = statementsOf(policy).filter(({ Sid }) => !["AlarmsUseKey", "CostsUseKey"].includes(Sid!));
    expect(written).to.deep.equal([
      owner,
      service(0, "/ai-platform/test"),
      service(1, "/aws/rds/instance"),
      service(2, "aws-waf-logs-ai-platform-test"),
      service(3, "/aws/rds/proxy"),
    ]);
  });

  for (const [deletion, keep] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`${keep ? "protects and retains" : "lets go of"} its keys where data is ${deletion}`, async () => {
      const { graph } = await keys(deletion);
      for (const { options } of graph.ofType("aws:kms/key:Key"))
        expect(options).to.include({ protect: keep, retainOnDelete: keep });
      for (const { options } of graph.ofType("aws:kms/alias:Alias"))
        expect(options).to.include({ protect: false, retainOnDelete: false });
    });
});
