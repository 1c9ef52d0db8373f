import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { DataTier } from "../../components/data/DataTier";
import type { Graph, GraphNode } from "../../simulator/graph";
import { boundary, registeredOutputs } from "../support/fixtures";
import { childrenOf, run } from "../support/harness";
import { components, type Place } from "./everyComponent";

const one: Place = { environment: "one", region: "ap-northeast-2" };
/** Two environments may share an account, but awsx names endpoints after service and region. */
const other: Place = { environment: "other", region: "us-east-1" };
/** What belongs to a module lives beside others of its kind in one environment. */
const ofModules = ["ModuleData", "ContainerModule"];

/** awsx names these after the service, and gives no way to name them otherwise. */
const namedByAwsx = (node: GraphNode) =>
  /^aws:ec2\/(vpcEndpoint|securityGroup|securityGroupRule):/.test(node.type);

const rootOf = (graph: Graph, node: GraphNode) => graph.lineage(node).at(-1)!;
/** Inputs that are a name by which AWS knows the resource, and may know no other of its type. */
const nameInputs: Readonly<Record<string, readonly string[]>> = {
  "aws:apigateway/domainName:DomainName": ["domainName"],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": ["logGroupName", "name"],
  "aws:cognito/resourceServer:ResourceServer": ["userPoolId", "identifier"],
  "aws:cognito/userPoolClient:UserPoolClient": ["userPoolId", "name"],
  "aws:cognito/userPoolDomain:UserPoolDomain": ["domain"],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ["clusterName"],
  "aws:ecs/service:Service": ["cluster", "name"],
  "aws:ecs/taskDefinition:TaskDefinition": ["family"],
  "aws:guardduty/detectorFeature:DetectorFeature": ["detectorId", "name"],
  "aws:rds/instance:Instance": ["identifier"],
  "aws:route53/record:Record": ["zoneId", "name", "type"],
  "aws:sagemaker/domain:Domain": ["domainName"],
  "aws:sagemaker/space:Space": ["domainId", "spaceName"],
  "aws:sagemaker/userProfile:UserProfile": ["domainId", "userProfileName"],
  "aws:servicediscovery/service:Service": ["namespaceId", "name"],
};

function physicalNames(graph: Graph): string[] {
  return graph.nodes
    .filter(({ custom }) => custom)
    .map(({ type, inputs }) => {
      const all = { ...inputs, ...(inputs.dnsConfig as object | undefined) } as Record<string, unknown>;
      const name = (nameInputs[type] ?? ["name"]).map((input) => all[input]);
      return name.includes(undefined) ? "" : `${type} ${name.join(" ")}`;
    })
    .filter((name) => name !== "");
}

for (const [title, make] of Object.entries(components))
  describe(`${title}, as every component,`, () => {
    const two = () =>
      run(() => {
        make("alpha", one);
        make("beta", ofModules.includes(title) ? one : other);
      });

    it("has no child outside its own lineage", async () => {
      const graph = await run(() => void make("alpha", one));
      const roots = graph.nodes.filter(({ parent }) => parent === undefined);
      expect(roots.map(({ name }) => name)).to.deep.equal(["alpha"]);
      expect(roots[0]!.custom).to.equal(false);
      for (const node of graph.nodes) expect(rootOf(graph, node), node.urn).to.equal(roots[0]);
      expect(childrenOf(graph, roots[0]!)).to.have.length(graph.nodes.length - 1);
    });

    it("can be made twice in one program", async () => {
      const graph = await two();
      const names = graph.nodes.map(({ type, name }) => `${type} ${name}`);
      expect(names).to.have.length(new Set(names).size);
      const physical = physicalNames(graph);
      expect(new Set(physical).size, physical.join()).to.equal(physical.length);
    });

    it("begins the name of every child with its own", async () => {
      const graph = await two();
      for (const node of graph.nodes) {
        const root = rootOf(graph, node);
        if (title === "NetworkTier" && namedByAwsx(node)) expect(node.name).to.match(/^com\.amazonaws\./);
        else
          expect(node.name === root.name || node.name.startsWith(`${root.name}-`), node.urn).to.equal(true);
      }
    });

    it("is made by the provider that it was given, in all its parts", async () => {
      const graph = await run(() => {
        const aws = new Provider("own", { region: one.region as never });
        make("alpha", one, { providers: { aws } });
      });
      const provider = graph.nodes.find(({ type }) => type === "pulumi:providers:aws")!;
      // The children of awsx are made on the other side; NetworkTier.spec.ts sees that they get it too.
      const remote = (node: GraphNode) => graph.lineage(node).some(({ type }) => type === "awsx:ec2:Vpc");
      for (const node of graph.nodes)
        if (node.custom && node !== provider && !remote(node))
          expect(node.options.provider, node.urn).to.equal(`${provider.urn}::${provider.outputs.id}`);
    });

    it("puts every role under the permissions boundary", async () => {
      const graph = await run(() => void make("alpha", one));
      for (const { inputs, urn } of graph.ofType("aws:iam/role:Role"))
        expect(inputs.permissionsBoundary, urn).to.equal(boundary);
    });

    it("describes every security group and rule", async () => {
      const graph = await run(() => void make("alpha", one));
      for (const node of graph.nodes)
        if (/^aws:(ec2\/securityGroup:|vpc\/securityGroup)/.test(node.type))
          expect(node.inputs.description, node.urn).to.be.a("string").and.not.equal("");
    });

    it("registers as outputs what others can read of it", async () => {
      const seen = await registeredOutputs(() => run(() => void make("alpha", one)));
      expect(seen.size).to.be.at.least(1);
      for (const [component, outputs] of seen) expect(outputs).to.deep.equal(publicFields(component));
    });
  });

/** What a caller can read: not Pulumi's own fields, and not what DataTier keeps for itself. */
function publicFields(component: pulumi.ComponentResource): string[] {
  const hidden = component instanceof DataTier ? ["modules"] : [];
  return Object.keys(component)
    .filter((field) => field !== "urn" && !field.startsWith("__") && !hidden.includes(field))
    .sort();
}
