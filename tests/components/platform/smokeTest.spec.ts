import { expect } from "chai";
import { type PlatformTier, type PlatformTierArgs } from "../../../components/platform/PlatformTier";
import { certificate, keyArn, statementsOf, valueOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { builtPlatform } from "./newPlatform";

const listener = "aws:lb/listener:Listener";
const group = "aws:ec2/securityGroup:SecurityGroup";
const name = "platform-smoke-test";

const platform = (change: Partial<PlatformTierArgs> = {}) =>
  builtPlatform({ loadBalancers: [1, 2, 3], testedLoadBalancers: [2], ...change });

describe("the test listeners", () => {
  it("stand only where modules are tested, and answer 404 like the others", async () => {
    const { graph, made } = await platform();
    const test = only(graph, listener, "platform-2-test");
    expect(test.inputs).to.deep.equal({ ...only(graph, listener, "platform-2").inputs, port: 8443 });
    expect(graph.ofType(listener)).to.have.length(4);
    const { loadBalancers } = made as PlatformTier;
    expect([loadBalancers[1]!.test, loadBalancers[3]!.test]).to.deep.equal([undefined, undefined]);
    const { listenerArn, url, host } = loadBalancers[2]!.test!;
    expect(await valueOf(listenerArn)).to.equal(test.outputs.arn);
    const { dnsName } = only(graph, "aws:lb/loadBalancer:LoadBalancer", "platform-2").outputs;
    expect(await valueOf(url)).to.equal(`http://${String(dnsName)}:8443`);
    expect(host).to.equal(undefined);
  });

  it("speak TLS under the name in the certificate, where there is one", async () => {
    const { graph, made } = await platform({ certificate: certificate() });
    expect(only(graph, listener, "platform-2-test").inputs).to.include({ port: 8443, protocol: "HTTPS" });
    const { url, host } = (made as PlatformTier).loadBalancers[2]!.test!;
    expect(await valueOf(url)).to.match(/^https:/);
    expect(host).to.equal("test.example.com");
  });
});

describe("the function of the smoke tests", () => {
  it("is not there where nobody is tested", async () => {
    const { graph, made } = await platform({ testedLoadBalancers: [] });
    expect(graph.ofType("aws:lambda/function:Function")).to.deep.equal([]);
    expect(graph.ofType(group)).to.have.length(1);
    expect((made as PlatformTier).smokeTest).to.equal(undefined);
  });

  it("stands in private subnets and logs encrypted", async () => {
    const { graph, made } = await platform();
    const { inputs, outputs } = only(graph, "aws:lambda/function:Function");
    const own = only(graph, group, name).outputs.id;
    expect(inputs).to.deep.include({
      architectures: ["arm64"],
      timeout: 60,
      vpcConfig: { subnetIds: ["subnet-private-a", "subnet-private-c"], securityGroupIds: [own] },
      loggingConfig: { logFormat: "Text", logGroup: "/ai-platform/test/platform/smoke-test" },
    });
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup", name).inputs.kmsKeyId).to.equal(keyArn("logs"));
    expect(await valueOf((made as PlatformTier).smokeTest!.functionArn)).to.equal(outputs.arn);
  });

  it("reaches the test listeners and nothing else, and nobody else reaches them", async () => {
    const { graph } = await platform();
    const own = only(graph, group, name).outputs.id;
    const balancers = only(graph, group, "platform-alb").outputs.id;
    const way = { ipProtocol: "tcp", fromPort: 8443, toPort: 8443 };
    const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const of = (type: string, id: unknown) =>
      graph.ofType(type).filter(({ inputs }) => inputs.securityGroupId === id);
    expect(of(egress, own).map(({ inputs }) => inputs)).to.deep.equal([
      {
        securityGroupId: own,
        referencedSecurityGroupId: balancers,
        description: "To the test listeners",
        ...way,
      },
    ]);
    expect(of(ingress, own)).to.deep.equal([]);
    expect(of(ingress, balancers).map(({ inputs }) => inputs)).to.deep.equal([
      {
        securityGroupId: balancers,
        referencedSecurityGroupId: own,
        description: "From the smoke tests",
        ...way,
      },
    ]);
  });

  it("may write its log and be in the VPC", async () => {
    const { graph } = await platform();
    const { policy } = only(graph, "aws:iam/rolePolicy:RolePolicy", name).inputs;
    expect(statementsOf(policy).map(({ Sid }) => Sid)).to.deep.equal(["WriteLogs", "JoinVpc"]);
  });
});
