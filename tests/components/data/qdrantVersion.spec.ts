import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { checkUpgrade } from "../../../infra/qdrantUpgrade";
import { scope } from "../../support/fixtures";
import { only, run } from "../../support/harness";
import { buildQdrant } from "./qdrantArgs";

const path = "/ai-platform/test/data/qdrant-version";

describe("the version of Qdrant", () => {
  it("is recorded before the first node is touched, and when the last one is steady", async () => {
    const { graph } = await buildQdrant({ version: "1.19.2" });
    const parameter = (name: string) => only(graph, "aws:ssm/parameter:Parameter", name);
    const [begun, running] = [parameter("qdrant-version-begun"), parameter("qdrant-version")];
    expect(begun.inputs).to.deep.equal({ name: `${path}-begun`, type: "String", insecureValue: "1.19.2" });
    expect(running.inputs).to.deep.equal({ name: path, type: "String", insecureValue: "1.19.2" });
    const service = (node: number) => only(graph, "aws:ecs/service:Service", `qdrant-${node}`);
    expect(service(0).options.dependencies).to.include(begun.urn);
    expect(running.options.dependencies).to.include(service(2).urn);
  });

  /** What the start of a program says, when this version runs. */
  const refusal = (version: string, running: string) =>
    run(() => checkUpgrade(scope(), version, {}), { parameters: { [path]: running } }).then(
      () => undefined,
      (error: unknown) => error as Error,
    );

  it("goes up one minor version from the one that runs", async () => {
    expect(await refusal("1.20.0", "1.19.2")).to.equal(undefined);
    const { graph } = await buildQdrant({ version: "1.20.0" });
    const task = only(graph, "aws:ecs/taskDefinition:TaskDefinition", "qdrant-0");
    expect(task.inputs.containerDefinitions).to.include("qdrant:v1.20.0-unprivileged");
  });

  it("is refused in an operator's words when it leaves one out", async () => {
    const refused = await refusal("1.21.0", "1.19.2");
    expect(pulumi.RunError.isInstance(refused)).to.equal(true);
    expect(refused?.message).to.equal(
      'data.qdrant.version must be at most one minor version above 1.19.2, which runs; got "1.21.0". ' +
        "Write the last version of 1.20.x first, deploy, and go on from there.",
    );
  });
});
