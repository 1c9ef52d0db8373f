import { expect } from "chai";
import type { DeliveryConfig } from "../../../infra/config/schema/delivery";
import {
  artifactPath,
  driftStagesOf,
  pipelineName,
  stagesOf,
  triggersOf,
} from "../../../infra/delivery/pipeline";
import { sharedConfig } from "../config/deliveryGiven";

const connection = "arn:aws:codeconnections:ap-northeast-2:123456789012:connection/1";
const { delivery } = sharedConfig();

type Environments = DeliveryConfig["environments"];

/** Stages with the names of their actions as plain data. */
interface PlainStage {
  readonly name: string;
  readonly actions: readonly {
    readonly name: string;
    readonly configuration: Readonly<Record<string, string>>;
    readonly inputArtifacts?: readonly string[];
    readonly outputArtifacts?: readonly string[];
  }[];
}

const stages = (environments: Environments) =>
  stagesOf("planning", { ...delivery, environments }, connection) as readonly PlainStage[];

describe("stages of a pipeline", () => {
  const cases: readonly (readonly [what: string, environments: Environments, stages: string])[] = [
    ["one environment", { dev: { approval: false } }, "Release-dev SmokeTest-dev"],
    [
      "an approval before the one environment that asks for it",
      { dev: { approval: false }, prod: { approval: true } },
      "Release-dev SmokeTest-dev Approve-prod Release-prod SmokeTest-prod",
    ],
    [
      "the order as it is given",
      { staging: { approval: true }, dev: { approval: true } },
      "Approve-staging Release-staging SmokeTest-staging Approve-dev Release-dev SmokeTest-dev",
    ],
  ];
  for (const [what, environments, expected] of cases)
    it(what, () => {
      expect(stages(environments).map(({ name }) => name)).to.deep.equal(
        `Source Build Check ${expected}`.split(" "),
      );
    });

  it("take the image from the one build, and write it nowhere else", () => {
    const all = stages({ dev: { approval: false }, prod: { approval: true } });
    const actions = all.flatMap(({ actions }) => actions);
    expect(
      actions.filter(({ outputArtifacts }) => outputArtifacts?.includes("Image")).map(({ name }) => name),
    ).to.deep.equal(["Build"]);
    for (const { name, inputArtifacts } of actions.slice(3))
      if (!name.startsWith("Approve")) expect(inputArtifacts, name).to.deep.equal(["Platform", "Image"]);
  });

  it("show a person what waits", () => {
    const approve = stages({ prod: { approval: true } }).find(({ name }) => name === "Approve-prod")!;
    expect(approve.actions[0]!.configuration).to.deep.equal({
      CustomData: "Release of planning into prod: #{Build.DIGEST}",
    });
  });

  it("of the drift pipeline are all environments at once", () => {
    const [source, drift] = driftStagesOf(delivery, connection) as readonly PlainStage[];
    expect(source!.actions.map(({ name }) => name)).to.deep.equal(["Platform"]);
    expect(drift!.actions.map(({ configuration }) => configuration.ProjectName)).to.deep.equal(
      Object.keys(delivery.environments).map((environment) => `ai-platform-drift-${environment}`),
    );
  });
});

describe("what starts a pipeline", () => {
  const pushes = (folder: string) => triggersOf({ branch: "main", folder });
  const trigger = (push: Readonly<Record<string, unknown>>) => [
    {
      providerType: "CodeStarSourceConnection",
      gitConfiguration: {
        sourceActionName: "Source",
        pushes: [{ branches: { includes: ["main"] }, ...push }],
      },
    },
  ];
  it("is a push to the branch", () => {
    expect(pushes(".")).to.deep.equal(trigger({}));
  });
  it("is a push that changes the folder", () => {
    expect(pushes("services/planning")).to.deep.equal(
      trigger({ filePaths: { includes: ["services/planning/**"] } }),
    );
  });
});

describe("artifacts of pipelines", () => {
  it("lie apart, although AWS keeps but the first 20 characters of a pipeline's name", () => {
    const modules = Object.keys(delivery.modules);
    const prefixes = modules.map((module) => artifactPath(pipelineName(module), "image").split("*")[0]!);
    for (const [index, prefix] of prefixes.entries()) {
      expect(prefix.length).to.be.at.most(20);
      for (const [other, module] of modules.entries())
        expect(pipelineName(module).slice(0, 20).startsWith(prefix)).to.equal(index === other);
    }
  });
});
