import { expect } from "chai";
import type { Graph } from "../../simulator/graph";
import { configOf, only, runEnvironment, stacks } from "../support/harness";
import { policyFindings } from "../../automation/plan/policy";
import { rules } from "../../policy/rules";
import { wideStatements } from "../../policy/rules/iam";
import { listOf, policiesOf } from "../support/resources";
import { doors } from "./doors";

/** Statements of the shared stack, which is no environment. */
const ofSharedStack = ["EventsUseKey", "MakePasswords", "SeePrefixLists", "SeeTaskDefinitions", "SeeTasks"];
/** Statements of the audit report, where there is one. */
const ofReport = [
  ...["ListAliases", "ListAnalyzers", "ListGuardDuty", "ListIam", "ListInspector"],
  ...["SeeGuardDuty", "SeeInspector", "SeeLastAccess"],
];

const whole = [
  ...stacks.map((stack) => [stack, stack, doors.Cognito] as const),
  ["prod with an issuer of one's own", "prod", doors.issuer] as const,
];

for (const [title, stack, change] of whole)
  describe(`${title} as a whole`, () => {
    let graph: Graph;
    const config = configOf(stack, change);
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
        (sid) =>
          !used.has(sid) &&
          (config.audit.report !== false || !ofReport.includes(sid)) &&
          ![
            "JoinVpc",
            "ListStudio",
            "OpenSessions",
            "SeeLoadBalancers",
            "SendTraces",
            ...ofSharedStack,
          ].includes(sid),
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
        "aws:cloudwatch/logGroup:LogGroup": 8,
        "aws:rds/instance:Instance": 1,
        "aws:ebs/volume:Volume": 1,
        "aws:kms/key:Key": 3,
        "aws:secretsmanager/secret:Secret": 3,
        "aws:s3/bucket:Bucket": 2,
      };
      for (const [type, count] of Object.entries(least)) expect(all(type).length, type).to.be.at.least(count);
    });

    it("lets CloudWatch Logs use the key of every log group", () => {
      for (const { inputs, outputs, urn } of all("aws:cloudwatch/logGroup:LogGroup")) {
        const { statements } = policiesOf(graph).find(({ node }) => node.outputs.arn === inputs.kmsKeyId)!;
        // The simulator of IAM knows no key of a condition that has colons in its last part.
        const groups = statements.map(
          ({ Condition }) => Condition?.ArnLike?.["kms:EncryptionContext:aws:logs:arn"],
        );
        const open = groups.filter((group) =>
          String(outputs.arn).startsWith(String(group).replace(/\*$/, "")),
        );
        expect(open, urn).to.have.length(1);
      }
    });

    it("hands generated passwords to AWS and to nothing else", () => {
      for (const node of graph.nodes)
        if (node.type !== "aws:secretsmanager/secretVersion:SecretVersion")
          expect(JSON.stringify(node.inputs), node.urn).to.not.contain("simulated-password");
    });

    it("hands no client's key or secret to anything", () => {
      expect(all("aws:apigateway/apiKey:ApiKey").length).to.be.greaterThan(0);
      for (const node of graph.nodes)
        expect(JSON.stringify(node.inputs), node.urn).to.not.match(/simulated-(api-key|client-secret)/);
    });

    it("has one door, the API, and it is closed beside its own name", () => {
      const api = only(graph, "aws:apigateway/restApi:RestApi");
      expect(api.inputs).to.deep.include({
        endpointConfiguration: { types: "REGIONAL" },
        disableExecuteApiEndpoint: config.edge.domain !== undefined,
      });
      for (const { inputs } of all("aws:lb/loadBalancer:LoadBalancer"))
        expect(inputs.internal).to.equal(true);
      for (const { type } of graph.nodes)
        expect(type).to.not.match(/functionUrl|apigatewayv2\/api:|cloudfront/i);
      const stages = all("aws:apigateway/stage:Stage").map(({ outputs }) => outputs.arn);
      const guarded = all("aws:wafv2/webAclAssociation:WebAclAssociation").map(
        ({ inputs }) => inputs.resourceArn,
      );
      expect(guarded).to.deep.equal(stages);
    });

    it("opens the load balancers to the API alone, and a module to the load balancers alone", () => {
      const alb = only(graph, "aws:ec2/securityGroup:SecurityGroup", "platform-alb").outputs.id;
      const link = only(graph, "aws:ec2/securityGroup:SecurityGroup", "edge-link").outputs.id;
      const sources = (group: unknown) =>
        all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
          .filter(({ inputs }) => inputs.securityGroupId === group)
          .map(({ inputs }) => inputs.referencedSecurityGroupId);
      expect(sources(link)).to.deep.equal([]);
      expect(sources(alb)).to.deep.equal([link]);
      for (const name of Object.keys(config.modules)) {
        const { id } = only(graph, "aws:ec2/securityGroup:SecurityGroup", `${name}-service`).outputs;
        expect(sources(id), name).to.deep.equal([alb]);
      }
    });

    it("speaks TLS on the whole way as soon as there is a domain", () => {
      const secure = config.edge.domain !== undefined;
      for (const { inputs } of all("aws:lb/listener:Listener"))
        expect(inputs.protocol).to.equal(secure ? "HTTPS" : "HTTP");
      const { body } = only(graph, "aws:apigateway/restApi:RestApi").inputs;
      const uris = [...String(body).matchAll(/"uri":"(\w+):/g)].map(([, scheme]) => scheme);
      expect(uris.length).to.equal(2 * Object.values(config.modules).flatMap(({ routes }) => routes).length);
      expect(new Set(uris)).to.deep.equal(new Set([secure ? "https" : "http"]));
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
      // Who the users are is known to the pool alone, and who wrote a record to the key of pseudonyms.
      for (const { type, options, name } of graph.nodes)
        if (type === "aws:cognito/userPool:UserPool" || name === "edge-subjects")
          if (type !== "aws:kms/alias:Alias")
            expect(options, name).to.include({ protect: !disposable, retainOnDelete: !disposable });
      for (const { options, name } of all("aws:secretsmanager/secret:Secret"))
        expect(options.protect, name).to.equal(false);
    });

    it("names nothing longer than AWS allows", () => {
      const limits: Readonly<Record<string, number>> = {
        "aws:cloudwatch/logGroup:LogGroup": 512,
        "aws:cognito/userPool:UserPool": 128,
        "aws:lambda/function:Function": 64,
        "aws:lb/loadBalancer:LoadBalancer": 32,
        "aws:lb/targetGroup:TargetGroup": 32,
        "aws:iam/role:Role": 64,
        "aws:s3/bucket:Bucket": 63,
        "aws:wafv2/webAcl:WebAcl": 128,
      };
      for (const [type, limit] of Object.entries(limits))
        for (const { outputs } of all(type))
          expect(String(outputs.name ?? outputs.bucket).length).to.be.at.most(limit);
      for (const { inputs } of all("aws:cognito/userPoolDomain:UserPoolDomain"))
        expect(inputs.domain).to.match(/^[a-z0-9](?!.*(aws|amazon|cognito))[a-z0-9-]{0,61}[a-z0-9]$/);
    });
  });
