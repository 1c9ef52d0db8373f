import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { noRegistry, registryAt, registryOf, type Registry } from "../../infra/registry";
import { account, scope, valueOf } from "../support/fixtures";
import { region, run } from "../support/harness";

const shared = "organization/ai-platform/shared";

async function registry(reads: string | undefined): Promise<Registry> {
  let output: pulumi.Output<Registry> | undefined;
  await run(() => (output = registryOf(scope(), reads)));
  return valueOf(output!);
}

describe("the registry of an environment", () => {
  it("is that of its own account and region", async () => {
    expect(await registry(undefined)).to.deep.equal({ account, region });
  });

  it("is that of the shared stack where it reads one", async () => {
    expect(await registry(shared)).to.deep.equal({ account: "111122223333", region });
  });

  it("is known by its host", () => {
    expect(registryAt("111122223333.dkr.ecr.us-east-1.amazonaws.com")).to.deep.equal({
      account: "111122223333",
      region: "us-east-1",
    });
  });

  for (const given of [
    undefined,
    7,
    "",
    "docker.io",
    "11112222333.dkr.ecr.us-east-1.amazonaws.com",
    "111122223333.dkr.ecr.us-east-1.amazonaws.com/ai-platform",
    "111122223333.dkr.ecr.us-east-1.amazonaws.com.example.com",
  ])
    it(`is not ${JSON.stringify(given)}`, () => {
      expect(registryAt(given)).to.equal(undefined);
      expect(noRegistry(given, shared)).to.contain(
        `the output registry of ${shared} is not the host of a registry in ECR; got ${JSON.stringify(given)}.`,
      );
    });
});
