import { expect } from "chai";
import { isDeepStrictEqual } from "node:util";
import type { Graph, GraphNode } from "../../simulator/graph";
import { configOf, runEnvironment, stacks } from "../support/harness";
import { listOf, policiesOf } from "../support/resources";

/** Statements that may name every resource, each with the reason why AWS leaves no choice. */
const wideStatements: Readonly<Record<string, string>> = {
  LogInToRegistry: "ecr:GetAuthorizationToken knows no resource",
  OpenSessions: "ssmmessages knows no resources",
  SeeVolumes: "ec2:DescribeVolumes knows no resources",
  AccountOwnsKey: "in a key's own policy * is the key itself",
  LogsUseKey0: "in a key's own policy * is the key itself",
  LogsUseKey1: "in a key's own policy * is the key itself",
};

/** A variable of such a name belongs into a secret. */
const secretLooking = /password|secret|token|api.?key/i;

for (const stack of stacks)
  describe(`${stack} as a whole`, () => {
    let graph: Graph;
    const config = configOf(stack);
    before(async () => {
      graph = await runEnvironment(config);
    });
    const all = (type: string) => graph.ofType(type);
    const named = (nodes: readonly GraphNode[]) => nodes.map(({ name }) => name);

    it("lets nothing in from the Internet", () => {
      const open = [
        ...all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
        ...all("aws:ec2/securityGroupRule:SecurityGroupRule"),
      ]
        .filter(({ inputs }) => inputs.type !== "egress")
        .filter(
          ({ inputs }) =>
            JSON.stringify(inputs).includes("0.0.0.0/0") || JSON.stringify(inputs).includes("::/0"),
        );
      expect(named(open)).to.deep.equal([]);
    });

    it("gives no public address to anything but NAT gateways", () => {
      expect(all("aws:ec2/eip:Eip").length).to.equal(all("aws:ec2/natGateway:NatGateway").length);
      for (const { inputs } of all("aws:ecs/service:Service"))
        expect(
          (inputs.networkConfiguration as { assignPublicIp?: boolean }).assignPublicIp ?? false,
        ).to.equal(false);
      for (const { inputs } of all("aws:rds/instance:Instance"))
        expect(inputs.publiclyAccessible).to.equal(false);
      for (const { inputs } of all("aws:lb/loadBalancer:LoadBalancer"))
        expect(inputs.internal).to.equal(true);
    });

    it("lets modules out by HTTPS only, besides the databases' clients", () => {
      const ports = all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
        .filter(({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0")
        .map(({ inputs }) => [inputs.fromPort, inputs.toPort]);
      for (const range of ports) expect(range).to.deep.equal([443, 443]);
    });

    it("names every resource in IAM, but where a reason is listed", () => {
      const used = new Set<string>();
      for (const { node, statements } of policiesOf(graph))
        for (const { Sid, Effect, Resource, Action, Condition } of statements) {
          expect(Sid, node.name).to.match(/^[A-Za-z0-9]+$/);
          if (Effect !== "Allow" || Resource === undefined) continue;
          if (Sid !== "AccountOwnsKey") expect(listOf(Action), `${node.name} ${Sid}`).to.not.include("*");
          if (!listOf(Resource).includes("*")) continue;
          expect(wideStatements, `${node.name}: ${Sid} allows every resource`).to.have.property(Sid);
          if (Sid.startsWith("LogsUseKey")) expect(Condition).to.have.property("ArnLike");
          used.add(Sid);
        }
      const unused = Object.keys(wideStatements).filter(
        (sid) => !used.has(sid) && !["OpenSessions"].includes(sid),
      );
      expect(unused, "reasons for nothing").to.deep.equal([]);
    });

    it("lets services take roles on behalf of this account only", () => {
      for (const { node, property, statements } of policiesOf(graph)) {
        if (property !== "assumeRolePolicy") continue;
        for (const { Principal, Condition } of statements) {
          if (isDeepStrictEqual(Principal, { Service: "ec2.amazonaws.com" })) continue;
          expect(Condition?.StringEquals, node.name).to.deep.equal({ "aws:SourceAccount": "123456789012" });
        }
      }
    });

    it("keeps every log under a key and for a limited time", () => {
      expect(all("aws:cloudwatch/logGroup:LogGroup").length).to.be.greaterThan(5);
      for (const { inputs, name } of all("aws:cloudwatch/logGroup:LogGroup")) {
        expect(inputs.kmsKeyId, name).to.match(/^arn:aws:kms:/);
        expect(inputs.retentionInDays, name).to.be.a("number").greaterThan(0);
      }
    });

    it("encrypts databases, volumes, secrets and buckets, and rotates their keys", () => {
      for (const { inputs } of all("aws:rds/instance:Instance")) {
        expect(inputs.storageEncrypted).to.equal(true);
        expect(inputs.kmsKeyId).to.match(/^arn:aws:kms:/);
      }
      for (const { inputs } of all("aws:ebs/volume:Volume")) {
        expect(inputs.encrypted).to.equal(true);
        expect(inputs.kmsKeyId).to.match(/^arn:aws:kms:/);
      }
      for (const { inputs } of all("aws:secretsmanager/secret:Secret"))
        expect(inputs.kmsKeyId).to.match(/^arn:aws:kms:/);
      for (const { inputs } of all("aws:kms/key:Key")) expect(inputs.enableKeyRotation).to.equal(true);
    });

    it("closes every bucket, encrypts it and takes TLS only", () => {
      const buckets = all("aws:s3/bucket:Bucket").map(({ outputs }) => outputs.bucket);
      const withPart = (type: string) => all(type).map(({ inputs }) => inputs.bucket);
      for (const part of [
        "PublicAccessBlock",
        "ServerSideEncryptionConfiguration",
        "LifecycleConfiguration",
        "Policy",
      ])
        expect(withPart(`aws:s3/bucket${part}:Bucket${part}`), part).to.have.members(buckets);
      for (const { inputs } of all("aws:s3/bucketPolicy:BucketPolicy"))
        expect(inputs.policy).to.contain("DenyPlainTransport");
    });

    it("puts no secret into plain text", () => {
      for (const node of graph.nodes) {
        if (node.type === "aws:secretsmanager/secretVersion:SecretVersion") {
          expect(node.inputs).to.not.have.property("secretString");
          continue;
        }
        expect(JSON.stringify(node.inputs), node.urn).to.not.contain("simulated-password");
      }
      for (const { inputs } of all("aws:ecs/taskDefinition:TaskDefinition"))
        for (const container of JSON.parse(String(inputs.containerDefinitions)) as {
          environment: { name: string; value: string }[];
        }[])
          for (const { name } of container.environment) expect(name).to.not.match(secretLooking);
    });

    it("tags all that it makes, through the one provider", () => {
      const providers = new Set(
        graph.nodes
          .filter(({ type, custom }) => custom && !type.startsWith("pulumi:"))
          .map(({ options }) => options.provider),
      );
      providers.delete(""); // the children of awsx, which get it from their component
      expect(providers.size).to.equal(1);
      const [provider] = graph.ofType("pulumi:providers:aws");
      expect(JSON.parse(String(provider!.inputs.defaultTags))).to.deep.equal({
        tags: { Project: "ai-platform", Environment: stack, ManagedBy: "pulumi" },
      });
    });

    it("gives awsx that provider too", () => {
      const vpc = graph.ofType("awsx:ec2:Vpc")[0]!;
      expect(vpc.options.providers.aws).to.match(/pulumi:providers:aws::aws::/);
    });

    it("keeps shared state by protection and module data by retention, or says that it is disposable", () => {
      const protectedState = config.data.deletion === "protected";
      const environmentKeys = all("aws:kms/key:Key").filter((node) =>
        graph.lineage(node).some(({ type }) => type === "ai-platform:keys:EnvironmentKeys"),
      );
      for (const { options, name } of [
        ...all("aws:rds/instance:Instance"),
        ...all("aws:ebs/volume:Volume"),
        ...environmentKeys,
      ])
        expect([options.protect, options.retainOnDelete], name).to.deep.equal([
          protectedState,
          protectedState,
        ]);
      for (const { options, name } of [
        ...all("aws:secretsmanager/secret:Secret"),
        ...all("aws:s3/bucket:Bucket").filter(({ name: logical }) => logical !== "platform-alb-logs"),
      ])
        expect([options.protect, options.retainOnDelete], name).to.deep.equal([false, protectedState]);
    });

    it("names nothing longer than AWS allows", () => {
      const limits: Readonly<Record<string, number>> = {
        "aws:lb/loadBalancer:LoadBalancer": 32,
        "aws:lb/targetGroup:TargetGroup": 32,
        "aws:iam/role:Role": 64,
        "aws:s3/bucket:Bucket": 63,
      };
      for (const [type, limit] of Object.entries(limits))
        for (const { outputs } of all(type))
          expect(String(outputs.name ?? outputs.bucket).length).to.be.at.most(limit);
    });
  });
