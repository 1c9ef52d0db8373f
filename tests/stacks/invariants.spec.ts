import { expect } from "chai";
import type { Graph } from "../../simulator/graph";
import { configOf, runEnvironment, stacks } from "../support/harness";
import { policyFindings } from "../../automation/plan/policy";
import { rules } from "../../policy/rules";
import { wideStatements } from "../../policy/rules/iam";
import { listOf, policiesOf } from "../support/resources";

for (const stack of stacks)
  describe(`${stack} as a whole`, () => {
    let graph: Graph;
    const config = configOf(stack);
    before(async () => {
      graph = await runEnvironment(config);
    });
    const all = (type: string) => graph.ofType(type);

    for (const rule of rules)
      it(`keeps the rule ${rule.name}, or says in its data.deletion that it does not`, () => {
        const findings = policyFindings(graph, config.data.deletion).filter(
          ({ rule: name }) => name === rule.name,
        );
        const relaxed = rule.relaxable && config.data.deletion === "disposable";
        if (relaxed) for (const { level } of findings) expect(level).to.equal("advisory");
        else expect(findings).to.deep.equal([]);
      });

    it("has as many public addresses as NAT gateways", () => {
      expect(all("aws:ec2/eip:Eip").length).to.equal(all("aws:ec2/natGateway:NatGateway").length);
    });

    it("lets modules out by HTTPS only, besides the databases' clients", () => {
      const ports = all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
        .filter(({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0")
        .map(({ inputs }) => [inputs.fromPort, inputs.toPort]);
      for (const range of ports) expect(range).to.deep.equal([443, 443]);
    });

    it("says in each statement what it is for, and lists no reason for a statement that is gone", () => {
      const used = new Set<string>();
      for (const { node, statements } of policiesOf(graph))
        for (const { Sid, Effect, Resource, Condition } of statements) {
          expect(Sid, node.name).to.match(/^[A-Za-z0-9]+$/);
          if (Effect !== "Allow" || Resource === undefined || !listOf(Resource).includes("*")) continue;
          if (Sid.startsWith("LogsUseKey")) expect(Condition).to.have.property("ArnLike");
          used.add(Sid);
        }
      const unused = Object.keys(wideStatements).filter(
        (sid) => !used.has(sid) && !["OpenSessions"].includes(sid),
      );
      expect(unused, "reasons for nothing").to.deep.equal([]);
    });

    it("trusts this account and no other", () => {
      const sources = policiesOf(graph)
        .filter(({ property }) => property === "assumeRolePolicy")
        .flatMap(({ statements }) => statements)
        .flatMap(({ Condition }) => Object.values(Condition?.StringEquals ?? {}));
      expect(new Set(sources)).to.deep.equal(new Set(["123456789012"]));
    });

    it("has logs, databases, keys, secrets and buckets that the rules can hold for", () => {
      const least = {
        "aws:cloudwatch/logGroup:LogGroup": 6,
        "aws:rds/instance:Instance": 1,
        "aws:ebs/volume:Volume": 1,
        "aws:kms/key:Key": 3,
        "aws:secretsmanager/secret:Secret": 3,
        "aws:s3/bucket:Bucket": 2,
      };
      for (const [type, count] of Object.entries(least)) expect(all(type).length, type).to.be.at.least(count);
    });

    it("hands generated passwords to AWS and to nothing else", () => {
      for (const node of graph.nodes)
        if (node.type !== "aws:secretsmanager/secretVersion:SecretVersion")
          expect(JSON.stringify(node.inputs), node.urn).to.not.contain("simulated-password");
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

    it("protects no module's own data, so that its end blocks nothing, and nothing disposable", () => {
      const disposable = config.data.deletion === "disposable";
      for (const node of graph.nodes) {
        const { options, name } = node;
        const own = graph.lineage(node).some(({ type }) => type === "ai-platform:data:ModuleData");
        if (own || disposable) expect(options.protect, name).to.equal(false);
        if (disposable) expect(options.retainOnDelete, name).to.equal(false);
      }
      for (const { options, name } of all("aws:secretsmanager/secret:Secret"))
        expect(options.protect, name).to.equal(false);
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
