import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { ContainerModule } from "../../../components/container/ContainerModule";
import type { CalleeRef } from "../../../components/container/refs";
import type { PlatformRef } from "../../../components/platform/refs";
import type { Graph, GraphNode } from "../../../simulator/graph";
import { build, moduleConfig, platform, statement, vpcId } from "../../support/fixtures";
import { only } from "../../support/harness";
import { newModule, type ModuleArgs } from "./newModule";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const serviceUrn = "urn:pulumi:test::ai-platform::aws:ecs/service:Service::orders";

const orders = (): CalleeRef => ({
  kind: "service",
  url: "http://orders:9000",
  port: 9000,
  securityGroupId: pulumi.output("sg-orders"),
  service: new pulumi.DependencyResource(serviceUrn),
});
const worker = (name: string): CalleeRef => ({
  kind: "worker",
  queueUrl: pulumi.output(`https://sqs/${name}`),
  queueArn: pulumi.output(`arn:aws:sqs:::${name}`),
});
const allowedCidrs = ["10.0.0.0/8", "192.168.0.0/16"];
const tcp = { protocol: "tcp" as const, routes: [], allowedCidrs };

const planning = async (change: () => ModuleArgs = () => ({})) => {
  const { graph, made } = await build(() => newModule("planning", change()));
  return { graph, module: made as ContainerModule };
};
const port = (number: number) => ({ ipProtocol: "tcp", fromPort: number, toPort: number });
const group = (graph: Graph, name = "planning-service") =>
  only(graph, "aws:ec2/securityGroup:SecurityGroup", name).outputs.id;
const rule = (graph: Graph, type: string, name: string) => only(graph, type, name).inputs;
const service = (graph: Graph): GraphNode => only(graph, "aws:ecs/service:Service");
const connected = (graph: Graph) => service(graph).inputs.serviceConnectConfiguration;
const variables = (graph: Graph): Record<string, string> => {
  const { containerDefinitions } = only(graph, "aws:ecs/taskDefinition:TaskDefinition").inputs;
  const all = JSON.parse(String(containerDefinitions)) as {
    name: string;
    environment: { name: string; value: string }[];
  }[];
  const { environment } = all.find(({ name }) => name === "app")!;
  return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
};

describe("a module that calls another", () => {
  it("opens the one way at both ends, and knows the address", async () => {
    const { graph } = await planning(() => ({ callees: { orders: orders() } }));
    expect(rule(graph, egress, "planning--orders")).to.deep.equal({
      securityGroupId: group(graph),
      referencedSecurityGroupId: "sg-orders",
      description: "To orders",
      ...port(9000),
    });
    expect(rule(graph, ingress, "planning--orders")).to.deep.equal({
      securityGroupId: "sg-orders",
      referencedSecurityGroupId: group(graph),
      description: "From planning",
      ...port(9000),
    });
    expect(variables(graph)).to.include({ ORDERS_URL: "http://orders:9000" });
  });

  it("starts after it, or Service Connect would not know the name", async () => {
    const { graph } = await planning(() => ({ callees: { orders: orders() } }));
    expect(service(graph).options.dependencies).to.include(serviceUrn);
  });

  it("hands messages to workers, by one statement for all of them, and opens nothing", async () => {
    const { graph } = await planning(() => ({
      callees: { mill: worker("mill"), "image-mill": worker("images") },
    }));
    expect(variables(graph)).to.include({
      MILL_QUEUE_URL: "https://sqs/mill",
      IMAGE_MILL_QUEUE_URL: "https://sqs/images",
    });
    const { policy } = only(graph, "aws:iam/rolePolicy:RolePolicy", "planning-task").inputs;
    expect(statement(policy, "CallWorkers")).to.deep.equal({
      Sid: "CallWorkers",
      Effect: "Allow",
      Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
      Resource: ["arn:aws:sqs:::images", "arn:aws:sqs:::mill"],
    });
    expect(graph.ofType(egress).map(({ name }) => name)).to.deep.equal(["planning-https"]);
  });
});

describe("the security group of a module", () => {
  it("lets nobody in where the module has no paths", async () => {
    const { graph } = await planning(() => ({ routes: [] }));
    expect(graph.ofType(ingress)).to.deep.equal([]);
  });

  it("opens the systems outside that the module declares", async () => {
    const outbound = [{ cidr: "10.9.0.0/24", port: 3200, description: "SAP" }];
    const { graph } = await planning(() => ({ outbound }));
    expect(rule(graph, egress, "planning-outbound-10.9.0.0-24-3200")).to.deep.equal({
      securityGroupId: group(graph),
      description: "SAP",
      cidrIpv4: "10.9.0.0/24",
      ...port(3200),
    });
  });

  it("is not there on the company's own servers, nor is a name or an address", async () => {
    const capacity = { kind: "external", spotPercent: 0, onDemandBase: 0 } as const;
    const { graph, module } = await planning(() => ({
      capacity,
      routes: [],
      callees: { mill: worker("mill") },
    }));
    expect(graph.ofType("aws:ec2/securityGroup:SecurityGroup")).to.deep.equal([]);
    expect(service(graph).inputs).to.not.have.any.keys("networkConfiguration", "serviceConnectConfiguration");
    expect(variables(graph)).to.include({ MILL_QUEUE_URL: "https://sqs/mill" });
    expect(module.callee).to.equal(undefined);
  });
});

describe("Service Connect", () => {
  const namespace = "arn:aws:servicediscovery:ap-northeast-2:123456789012:namespace/ns-test";
  const client = { enabled: true, namespace };

  it("knows a worker that calls somebody as a client only", async () => {
    const { graph } = await planning(() => ({ kind: "worker", routes: [], callees: { orders: orders() } }));
    expect(connected(graph)).to.deep.equal(client);
  });

  it("stays away from a worker that calls nobody, or only workers", async () => {
    for (const callees of [{}, { mill: worker("mill") }] as Record<string, CalleeRef>[]) {
      const { graph } = await planning(() => ({ kind: "worker", routes: [], callees }));
      expect(connected(graph)).to.equal(undefined);
    }
  });

  it("ends silent connections of TCP, and no requests, for there are none", async () => {
    const { graph, module } = await planning(() => ({ ...tcp, port: 7000, longestResponseSeconds: 600 }));
    const [server] = (connected(graph) as { services: Record<string, unknown>[] }).services;
    expect(server!.timeout).to.deep.equal({ idleTimeoutSeconds: 600 });
    expect(server!.clientAlias).to.deep.equal([{ port: 7000, dnsName: "planning" }]);
    expect(module.callee).to.include({ kind: "service", url: "tcp://planning:7000", port: 7000 });
  });

  const serviceTls: PlatformRef["serviceTls"] = {
    authorityArn: pulumi.output("arn:authority"),
    roleArn: pulumi.output("arn:role"),
    kmsKeyArn: pulumi.output("arn:key"),
  };

  it("takes TLS on a port of its own, to which callers are led, and leaves the load balancer its port", async () => {
    const { graph, module } = await planning(() => ({ platform: { ...platform(), serviceTls } }));
    const [server] = (connected(graph) as { services: Record<string, unknown>[] }).services;
    expect(server).to.deep.include({
      ingressPortOverride: 8443,
      tls: {
        issuerCertAuthority: { awsPcaAuthorityArn: "arn:authority" },
        kmsKey: "arn:key",
        roleArn: "arn:role",
      },
      clientAlias: [{ port: 8080, dnsName: "planning" }],
    });
    expect(module.callee).to.include({ url: "http://planning:8080", port: 8443 });
    expect(rule(graph, ingress, "planning-from-alb")).to.include(port(8080));
  });
});

describe("the Network Load Balancer of a module", () => {
  const ledger = async (change: ModuleArgs = {}) =>
    (await planning(() => ({ ...tcp, port: 7000, ...change }))).graph;

  it("is internal, spreads over zones and is protected as the platform is", async () => {
    for (const deletionProtection of [true, false]) {
      const graph = await ledger({ platform: { ...platform(), deletionProtection } });
      expect(only(graph, "aws:lb/loadBalancer:LoadBalancer").inputs).to.deep.equal({
        loadBalancerType: "network",
        internal: true,
        securityGroups: [group(graph, "planning-nlb")],
        subnets: ["subnet-private-a", "subnet-private-c"],
        enableCrossZoneLoadBalancing: true,
        enableDeletionProtection: deletionProtection,
        tags: { Module: "planning", Owner: moduleConfig().owner },
      });
    }
  });

  it("lets the allowed ranges in, and goes to the module alone, which lets it in", async () => {
    const graph = await ledger();
    const balancer = group(graph, "planning-nlb");
    for (const cidrIpv4 of allowedCidrs)
      expect(rule(graph, ingress, `planning-nlb-from-${cidrIpv4.replace("/", "-")}`)).to.deep.equal({
        securityGroupId: balancer,
        description: "Allowed from outside",
        cidrIpv4,
        ...port(7000),
      });
    expect(rule(graph, egress, "planning-nlb")).to.deep.include({
      ...port(7000),
      securityGroupId: balancer,
      referencedSecurityGroupId: group(graph),
    });
    expect(rule(graph, ingress, "planning-nlb")).to.deep.include({
      ...port(7000),
      securityGroupId: group(graph),
      referencedSecurityGroupId: balancer,
    });
    expect(graph.ofType(ingress)).to.have.length(3);
    expect(only(graph, "aws:ec2/securityGroup:SecurityGroup", "planning-nlb").inputs.vpcId).to.equal(vpcId);
  });

  it("hands connections over by the module's group, and ends them when their time to drain is over", async () => {
    const graph = await ledger({ longestResponseSeconds: 600 });
    const { tags: _, ...targetGroup } = only(graph, "aws:lb/targetGroup:TargetGroup").inputs;
    expect(targetGroup).to.deep.equal({
      vpcId,
      port: 7000,
      protocol: "TCP",
      targetType: "ip",
      preserveClientIp: "false",
      deregistrationDelay: 600,
      connectionTermination: true,
      healthCheck: { protocol: "TCP", interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 3 },
    });
    const listener = only(graph, "aws:lb/listener:Listener");
    expect(listener.inputs).to.include({ port: 7000, protocol: "TCP", tcpIdleTimeoutSeconds: 600 });
    expect(service(graph).options.dependencies).to.include(listener.urn);
    expect(service(graph).inputs).to.deep.include({
      healthCheckGracePeriodSeconds: 120,
      loadBalancers: [
        {
          targetGroupArn: only(graph, "aws:lb/targetGroup:TargetGroup").outputs.arn,
          containerName: "app",
          containerPort: 7000,
        },
      ],
    });
  });

  it("is not there where no range is allowed, because nobody could use it", async () => {
    const graph = await ledger({ allowedCidrs: [] });
    expect(graph.ofType("aws:lb/loadBalancer:LoadBalancer")).to.deep.equal([]);
    expect(graph.ofType(ingress)).to.deep.equal([]);
    expect(service(graph).inputs).to.not.have.any.keys("loadBalancers", "healthCheckGracePeriodSeconds");
  });
});
