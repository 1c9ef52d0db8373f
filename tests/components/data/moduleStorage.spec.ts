import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createSecret, pendingValue, randomPassword } from "../../../components/data/secret";
import type { Deletion } from "../../../infra/durability";
import { build, key, keyArn } from "../../support/fixtures";
import { only, run } from "../../support/harness";

/** A parent and nothing else. */
class Parent extends pulumi.ComponentResource {
  constructor() {
    super("test:Parent", "parent");
  }
}

const deletions = [
  ["protected", true],
  ["disposable", false],
] as const;

describe("createSecret", () => {
  const secret = async (deletion: Deletion, tags?: Record<string, string>) => {
    const { graph } = await build(() => {
      const parent = new Parent();
      const args = { description: "One", key: key("data"), deletion, recoveryDays: 7, initial: pendingValue };
      createSecret("one", { ...args, ...(tags === undefined ? {} : { tags }) }, parent);
    });
    return {
      secret: only(graph, "aws:secretsmanager/secret:Secret"),
      version: only(graph, "aws:secretsmanager/secretVersion:SecretVersion"),
    };
  };

  for (const [deletion, retainOnDelete] of deletions)
    it(`encrypts, and ${retainOnDelete ? "keeps" : "drops"} what is ${deletion}`, async () => {
      const { secret: made, version } = await secret(deletion);
      expect(made.inputs).to.deep.equal({
        description: "One",
        kmsKeyId: keyArn("data"),
        recoveryWindowInDays: 7,
      });
      for (const { options } of [made, version])
        expect(options).to.include({ protect: false, retainOnDelete });
    });

  it("writes its first value once, in a field that no state keeps, and never over a rotated one", async () => {
    const { secret: made, version } = await secret("protected", { Module: "planning" });
    expect(made.inputs.tags).to.deep.equal({ Module: "planning" });
    expect(version.inputs).to.deep.equal({
      secretId: made.outputs.id,
      // Marked, so that no engine shows it.
      secretStringWo: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: "pending" },
      secretStringWoVersion: 1,
      // The label keeps AWS from forgetting it.
      versionStages: ["AWSCURRENT", "first"],
    });
    expect(version.options.ignoreChanges).to.deep.equal(["secretStringWo", "versionStages"]);
  });

  it("asks for a password that nothing has to quote and MariaDB can take", async () => {
    const asked: unknown[] = [];
    await run(() => {
      const original = pulumi.runtime.getMonitor() as unknown as { invoke: (...args: never[]) => unknown };
      const invoke = original.invoke.bind(original) as (request: never, callback: never) => unknown;
      original.invoke = (request: never, callback: never) => {
        asked.push((request as { getArgs(): { toJavaScript(): unknown } }).getArgs().toJavaScript());
        return invoke(request, callback);
      };
      randomPassword(new Parent());
    });
    expect(asked).to.deep.equal([{ passwordLength: 40, excludePunctuation: true }]);
  });
});
