import { expect } from "chai";
import { leavingServices } from "../../../automation/deploy/stranded";
import { Graph, type GraphNode, noOptions } from "../../../simulator/graph";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { moduleConfig } from "../../support/fixtures";
import { urnOf } from "./given";

type Strategy = ModuleConfig["release"]["strategy"];

const service = "aws:ecs/service:Service";

const node = (type: string, name: string, own: Partial<GraphNode>): GraphNode => ({
  urn: urnOf(type, name),
  type,
  name,
  custom: true,
  inputs: {},
  outputs: {},
  options: noOptions,
  ...own,
});
const shifting = (productionListenerRule: string) => ({
  loadBalancers: [{ targetGroupArn: "arn:group", advancedConfiguration: { productionListenerRule } }],
});
const graph = new Graph([
  node(service, "planning", { inputs: shifting("arn:planning") }),
  node(service, "support", { inputs: shifting("arn:support") }),
  node(service, "rolling", { inputs: { loadBalancers: [{ targetGroupArn: "arn:other" }] } }),
]);
const names = (strategies: Readonly<Record<string, Strategy>>) =>
  leavingServices(
    graph,
    Object.fromEntries(
      Object.entries(strategies).map(([name, strategy]) => [name, moduleConfig({ release: { strategy } })]),
    ),
  ).map(({ name }) => name);

describe("a module that goes back to rolling", () => {
  it("is one that shifts traffic in the state, and no longer in the stack file", () => {
    const strategies = { planning: "rolling", support: "canary", rolling: "rolling" } as const;
    expect(names(strategies)).to.deep.equal(["planning"]);
  });

  it("is neither one that begins to shift traffic, nor one that goes altogether", () => {
    expect(names({ support: "linear", rolling: "blue-green" })).to.deep.equal([]);
  });
});
