import { expect } from "chai";
import type { Graph, GraphNode } from "../../../simulator/graph";
import { build, list } from "../../support/fixtures";
import { only } from "../../support/harness";
import { type Kept, newTier } from "./newTier";
import { authority } from "./servers";

const invocation = "aws:lambda/invocation:Invocation";
const collections = { documents: { vectorSize: 8, distance: "Dot" as const } };

const tierOf = (...given: Parameters<typeof newTier>) => build(() => newTier(...given));
const planning = (kept: Kept, settings: Parameters<typeof newTier>[0] = {}) =>
  tierOf(settings, { planning: kept });

const inputOf = (graph: Graph) =>
  JSON.parse(String(only(graph, invocation, "planning-data").inputs.input)) as Readonly<
    Record<string, object>
  >;

describe("the function that makes what modules keep", () => {
  it("stands beside the databases, as a client of those that there are", async () => {
    const { graph, children } = await tierOf({ qdrant: false });
    expect(children.filter((child) => child.endsWith(" data-bootstrap"))).to.deep.equal(
      list({
        "aws:cloudwatch/logGroup:LogGroup": "data-bootstrap",
        "aws:ec2/securityGroup:SecurityGroup": "data-bootstrap",
        "aws:iam/role:Role": "data-bootstrap",
        "aws:iam/rolePolicy:RolePolicy": "data-bootstrap",
        "aws:lambda/function:Function": "data-bootstrap",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "data-bootstrap",
      }),
    );
    const group = (name: string) => only(graph, "aws:ec2/securityGroup:SecurityGroup", name).outputs.id;
    const { inputs } = only(graph, "aws:lambda/function:Function");
    expect(inputs.vpcConfig).to.deep.equal({
      subnetIds: ["subnet-private-a", "subnet-private-c"],
      securityGroupIds: [group("data-bootstrap"), group("data-mariadb-clients")],
    });
    expect(inputs).not.to.have.property("environment");
  });

  it("goes out to AWS by HTTPS, and nothing comes in", async () => {
    const { graph } = await tierOf();
    const { id } = only(graph, "aws:ec2/securityGroup:SecurityGroup", "data-bootstrap").outputs;
    const rules = (type: string) =>
      graph.ofType(`aws:vpc/${type}`).filter(({ inputs }) => inputs.securityGroupId === id);
    expect(rules("securityGroupIngressRule:SecurityGroupIngressRule")).to.deep.equal([]);
    const [rule, ...others] = rules("securityGroupEgressRule:SecurityGroupEgressRule");
    expect(others).to.deep.equal([]);
    expect(rule!.inputs).to.include({ fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" });
    expect(only(graph, "aws:lambda/function:Function", "data-bootstrap").options.dependencies).to.include(
      rule!.urn,
    );
  });
});

describe("what a module keeps in the databases", () => {
  it("is made and taken away with the module, by names and ARNs alone", async () => {
    const { graph } = await planning({ schema: true, collections });
    const secret = (name: string) => only(graph, "aws:secretsmanager/secret:Secret", name).outputs.arn;
    const { inputs } = only(graph, invocation, "planning-data");
    expect(inputs).to.deep.include({
      functionName: only(graph, "aws:lambda/function:Function", "data-bootstrap").outputs.name,
      lifecycleScope: "CRUD",
    });
    const { mariadb, qdrant } = inputOf(graph);
    expect(mariadb).to.include({ userSecretArn: secret("planning-mariadb"), schema: "planning" });
    expect(qdrant).to.include({ tokenSecretArn: secret("planning-qdrant") });
    expect(Object.keys((qdrant as { collections: object }).collections)).to.deep.equal([
      "planning__documents",
    ]);
    expect(String(inputs.input)).not.to.contain("simulated-password");
  });

  const cases: [string, Kept, string[]][] = [
    ["a schema", { schema: true }, ["mariadb"]],
    ["collections", { collections }, ["qdrant"]],
    ["both", { schema: true, collections }, ["mariadb", "qdrant"]],
  ];
  for (const [title, kept, parts] of cases)
    it(`is ${title} and nothing else`, async () => {
      const { graph } = await planning(kept);
      expect(Object.keys(inputOf(graph))).to.deep.equal(["revision", "module", "onRemove", ...parts]);
    });

  it("needs no function where it is a bucket", async () => {
    const { graph } = await planning({ bucket: true });
    expect(graph.ofType(invocation).map(({ name }) => name)).not.to.include("planning-data");
  });

  it("knows Qdrant by the certificate that it was given", async () => {
    const { graph } = await planning({ collections });
    const { qdrant } = inputOf(graph);
    expect((qdrant as { authority: string }).authority).to.equal(authority.replace("ours", "simulated"));
  });

  it("is taken away before the servers, the ways to them and its own secrets are", async () => {
    const { graph } = await planning({ schema: true, collections }, { rotationDays: 30 });
    const after = dependentsOf(graph);
    const own = only(graph, invocation, "planning-data").urn;
    const ways = graph.nodes.filter(({ name }) =>
      /^data-(mariadb|qdrant)-(from-clients|to-server)-/.test(name),
    );
    expect(ways).not.to.deep.equal([]);
    const needed = [
      ...ways,
      ...["planning-mariadb", "planning-qdrant"].map((name) =>
        only(graph, "aws:secretsmanager/secretVersion:SecretVersion", name),
      ),
      ...["data-mariadb"].map((name) => only(graph, "aws:rds/instance:Instance", name)),
      ...graph.ofType("aws:ecs/service:Service"),
      only(graph, "aws:lambda/function:Function", "data-bootstrap"),
      only(graph, "aws:iam/rolePolicy:RolePolicy", "data-bootstrap"),
      only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "data-bootstrap"),
    ];
    for (const { urn } of needed) expect(after(urn), urn).to.include(own);
    // What rotates is let go even earlier.
    for (const { urn } of graph.ofType("aws:secretsmanager/secretRotation:SecretRotation"))
      if (!urn.endsWith("::data-qdrant-key")) expect(after(own), urn).to.include(urn);
  });

  it("is, when the function is made anew, first taken away and then made again", async () => {
    const { graph } = await planning({ schema: true });
    expect(only(graph, invocation, "planning-data").options).to.include({
      deleteBeforeReplace: true,
      retainOnDelete: false,
      protect: false,
    });
  });
});

/** All that depends on a resource, by whatever way. */
function dependentsOf(graph: Graph): (urn: string) => ReadonlySet<string> {
  const direct = new Map<string, string[]>();
  const dependencies = ({ options, parent }: GraphNode) => [
    ...options.dependencies,
    ...(parent ? [parent] : []),
  ];
  for (const node of graph.nodes)
    for (const urn of dependencies(node)) direct.set(urn, [...(direct.get(urn) ?? []), node.urn]);
  return (urn) => {
    const found = new Set<string>();
    const waiting = [urn];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      for (const dependent of direct.get(next) ?? [])
        if (!found.has(dependent)) {
          found.add(dependent);
          waiting.push(dependent);
        }
    return found;
  };
}
