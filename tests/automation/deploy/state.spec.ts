import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectedServices, readState, releaseTargets } from "../../../automation/deploy/state";
import { protectedIn } from "../../../automation/engine/protection";
import { OperatorError } from "../../../automation/operatorError";
import { stackHolding } from "./given";

const component = "ai-platform:container:ContainerModule";
const service = "aws:ecs/service:Service";
const definition = "aws:ecs/taskDefinition:TaskDefinition";
const urn = (type: string, name: string) => `urn:pulumi:dev::ai-platform::${type}::${name}`;

let folder: string;
const stackWith = (deployment: object) => stackHolding(folder, deployment);

/** A module as the engine keeps it. */
const moduleIn = (name: string, revision = 1) => [
  { urn: urn(component, name), type: component, custom: false },
  {
    urn: urn(`${component}$${definition}`, name),
    type: definition,
    custom: true,
    id: name,
    parent: urn(component, name),
    inputs: { family: name },
    outputs: { arn: `arn:${name}:${revision}` },
  },
  {
    urn: urn(`${component}$${service}`, name),
    type: service,
    custom: true,
    id: `arn:service/${name}`,
    parent: urn(component, name),
    inputs: { cluster: "arn:cluster", taskDefinition: `arn:${name}:${revision}`, desiredCount: 2 },
    outputs: { desiredCount: 5, launchType: "FARGATE" },
    protect: true,
    retainOnDelete: true,
  },
];

/** A suite with a folder for its stacks. */
function onStacks(title: string, tests: () => void): void {
  describe(title, () => {
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "state-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    tests();
  });
}

onStacks("the state", () => {
  it("of an empty stack has nothing in it", async () => {
    for (const deployment of [{}, { resources: [] }]) {
      const { graph, pending } = await readState(stackWith(deployment));
      expect([graph.nodes, pending]).to.deep.equal([[], []]);
    }
  });

  it("is read as a graph, in which AWS has the last word", async () => {
    const { graph } = await readState(stackWith({ resources: moduleIn("planning") }));
    const [node] = graph.ofType(service);
    expect(node).to.deep.include({ name: "planning", custom: true, parent: urn(component, "planning") });
    expect(node!.inputs.desiredCount).to.equal(2);
    expect(node!.outputs).to.deep.include({
      id: "arn:service/planning",
      cluster: "arn:cluster",
      desiredCount: 5,
      launchType: "FARGATE",
    });
    expect(node!.options).to.include({ protect: true, retainOnDelete: true });
    const [bare] = graph.ofType(component);
    expect(bare).to.deep.include({ name: "planning", custom: false, inputs: {}, outputs: {} });
    expect(bare!.options).to.include({ protect: false, retainOnDelete: false });
  });

  it("has a name with colons whole", async () => {
    const { graph } = await readState(
      stackWith({ resources: [{ urn: urn("t", "a::b"), type: "t", custom: true }] }),
    );
    expect(graph.nodes[0]!.name).to.equal("a::b");
  });

  it("leaves out what was replaced and waits for its end", async () => {
    const old = moduleIn("planning").map((resource) => ({ ...resource, delete: true }));
    const { graph } = await readState(stackWith({ resources: [...moduleIn("planning", 2), ...old] }));
    expect(graph.nodes).to.have.length(3);
    expect(expectedServices(graph)[0]!.taskDefinition).to.equal("arn:planning:2");
  });

  it("says what was begun when somebody was cut off", async () => {
    const begun = { type: "creating", resource: moduleIn("planning")[1] };
    expect((await readState(stackWith({ pending_operations: [begun] }))).pending).to.deep.equal([begun]);
  });

  it("names what is protected, sorted", async () => {
    const resources = [...moduleIn("support"), ...moduleIn("planning")];
    expect(await protectedIn(stackWith({ resources }))).to.deep.equal([
      urn(`${component}$${service}`, "planning"),
      urn(`${component}$${service}`, "support"),
    ]);
    expect(await protectedIn(stackWith({}))).to.deep.equal([]);
  });
});

onStacks("what the state says of services", () => {
  const graphOf = async (...resources: object[]) => (await readState(stackWith({ resources }))).graph;

  it("is what each was given, by the names that ECS knows", async () => {
    const graph = await graphOf(...moduleIn("planning", 3), ...moduleIn("support"));
    expect(expectedServices(graph)).to.deep.equal([
      {
        urn: urn(`${component}$${service}`, "planning"),
        label: "planning",
        cluster: "arn:cluster",
        service: "arn:service/planning",
        taskDefinition: "arn:planning:3",
      },
      {
        urn: urn(`${component}$${service}`, "support"),
        label: "support",
        cluster: "arn:cluster",
        service: "arn:service/support",
        taskDefinition: "arn:support:1",
      },
    ]);
  });

  it("makes a release change the module's own task definition and service", async () => {
    const graph = await graphOf(...moduleIn("planning"), ...moduleIn("support"));
    expect(
      releaseTargets(graph, "support", { kind: "service" }).map(({ type, name }) => [type, name]),
    ).to.deep.equal([
      [definition, "support"],
      [service, "support"],
    ]);
  });

  it("makes a release of a module with jobs alone enable them", async () => {
    const schedule = "aws:scheduler/schedule:Schedule";
    const [whole, tasks] = moduleIn("nightly");
    const parent = (whole as { readonly urn: string }).urn;
    const job = {
      urn: urn(`${component}$${schedule}`, "nightly--backup"),
      type: schedule,
      custom: true,
      parent,
    };
    const graph = await graphOf(whole!, tasks!, job);
    expect(
      releaseTargets(graph, "nightly", { kind: "job" }).map(({ type, name }) => [type, name]),
    ).to.deep.equal([
      [definition, "nightly"],
      [schedule, "nightly--backup"],
    ]);
    expect(() => releaseTargets(graph, "nightly", { kind: "service" })).to.throw(OperatorError);
  });

  it("refuses a release of what is not there, or only half", async () => {
    const refusal = /^support is not deployed yet\. Run deploy up first/;
    const alone = await graphOf(...moduleIn("planning"));
    expect(() => releaseTargets(alone, "support", { kind: "service" })).to.throw(OperatorError, refusal);
    const half = await graphOf(...moduleIn("planning"), ...moduleIn("support").slice(0, 2));
    expect(() => releaseTargets(half, "support", { kind: "service" })).to.throw(OperatorError, refusal);
    expect(() => releaseTargets(half, "suppor", { kind: "service" })).to.throw(OperatorError);
  });
});
