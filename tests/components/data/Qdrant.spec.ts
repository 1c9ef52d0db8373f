import { expect } from "chai";
import { certificateNames } from "../../../components/data/qdrant/certificate";
import type { Qdrant } from "../../../components/data/qdrant/Qdrant";
import { boundary, keyArn, list, scope, valueOf, vpcId } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { buildQdrant } from "./qdrantArgs";

const shared = {
  "aws:cloudwatch/logGroup:LogGroup": "qdrant qdrant-tend",
  "aws:ec2/securityGroup:SecurityGroup": "qdrant-clients qdrant-hosts qdrant-server qdrant-tend",
  "aws:iam/instanceProfile:InstanceProfile": "qdrant-instance",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "qdrant-instance",
  "aws:lambda/function:Function": "qdrant-tend",
  "aws:lambda/invocation:Invocation": "qdrant-certificate",
  "aws:secretsmanager/secret:Secret": "qdrant-certificate qdrant-key",
  "aws:secretsmanager/secretVersion:SecretVersion": "qdrant-certificate qdrant-key",
  "aws:ssm/parameter:Parameter": "qdrant-version qdrant-version-begun",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
    "qdrant-from-clients-6333 qdrant-from-clients-6334 qdrant-peers-in",
};
const egress = "qdrant-hosts-https qdrant-peers-out qdrant-tend qdrant-to-server-6333 qdrant-to-server-6334";
const roles = "qdrant-execution qdrant-instance qdrant-scheduler qdrant-tend";
const rolesAndRules = (moreRoles: string, moreRules: string, schedules: string) => ({
  "aws:iam/role:Role": `${roles}${moreRoles}`,
  "aws:iam/rolePolicy:RolePolicy": `${roles}${moreRoles}`,
  "aws:scheduler/schedule:Schedule": schedules,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": `${egress}${moreRules}`,
});
const withSnapshots = {
  ...rolesAndRules(" qdrant-task", " qdrant-snapshots", "qdrant-probe qdrant-snapshot"),
  ...Object.fromEntries(
    [
      "bucket:Bucket",
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "bucketPolicy:BucketPolicy",
      "bucketPublicAccessBlock:BucketPublicAccessBlock",
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ].map((type) => [`aws:s3/${type}`, "qdrant-snapshots"]),
  ),
};
const perNode = (nodes: readonly number[]) => {
  const each = (...suffixes: string[]) =>
    nodes.flatMap((node) => suffixes.map((suffix) => `qdrant-${node}${suffix}`)).join(" ");
  return {
    "aws:autoscaling/group:Group": each(""),
    "aws:cloudwatch/metricAlarm:MetricAlarm": `${each("-disk", "-memory", "-ready", "-peers", "-consensus")} qdrant-tend`,
    "aws:ebs/volume:Volume": each(""),
    "aws:ec2/launchTemplate:LaunchTemplate": each(""),
    "aws:ecs/service:Service": each(""),
    "aws:ecs/taskDefinition:TaskDefinition": each(""),
    "aws:servicediscovery/service:Service": each(""),
  };
};

describe("Qdrant", () => {
  it("makes what the nodes share, and the parts of three nodes with snapshots", async () => {
    const { children, component } = await buildQdrant();
    expect(component.type).to.equal("ai-platform:data:Qdrant");
    expect(children).to.deep.equal(list({ ...shared, ...withSnapshots, ...perNode([0, 1, 2]) }));
  });

  it("makes the parts of one node without snapshots", async () => {
    const { children } = await buildQdrant({ nodes: 1, snapshotRetentionDays: false });
    expect(children).to.deep.equal(
      list({ ...shared, ...rolesAndRules("", "", "qdrant-probe"), ...perNode([0]) }),
    );
  });

  it("opens these ports between these groups, and no others", async () => {
    const { graph, made } = await buildQdrant();
    const groups = new Map(
      graph.ofType("aws:ec2/securityGroup:SecurityGroup").map(({ outputs, name }) => [outputs.id, name]),
    );
    const rules = graph.nodes
      .filter(({ type }) => type.startsWith("aws:vpc/securityGroup"))
      .map(({ type, inputs: { securityGroupId, referencedSecurityGroupId, ...rule } }) =>
        [
          type.includes("Ingress") ? "into" : "out of",
          groups.get(securityGroupId),
          groups.get(referencedSecurityGroupId) ?? rule.cidrIpv4 ?? String(rule.prefixListId).slice(0, 3),
          `${rule.ipProtocol}:${rule.fromPort}-${rule.toPort}`,
          rule.description,
        ].join(" | "),
      )
      .sort();
    expect(rules).to.deep.equal([
      "into | qdrant-server | qdrant-clients | tcp:6333-6333 | From its clients",
      "into | qdrant-server | qdrant-clients | tcp:6334-6334 | From its clients",
      "into | qdrant-server | qdrant-server | tcp:6335-6335 | Between nodes",
      "out of | qdrant-clients | qdrant-server | tcp:6333-6333 | To Qdrant",
      "out of | qdrant-clients | qdrant-server | tcp:6334-6334 | To Qdrant",
      "out of | qdrant-hosts | 0.0.0.0/0 | tcp:443-443 | AWS services and image registries",
      "out of | qdrant-server | pl- | tcp:443-443 | Snapshots to S3",
      "out of | qdrant-server | qdrant-server | tcp:6335-6335 | Between nodes",
      "out of | qdrant-tend | 0.0.0.0/0 | tcp:443-443 | AWS services",
    ]);
    for (const { inputs } of graph.ofType("aws:ec2/securityGroup:SecurityGroup")) {
      expect(inputs.vpcId).to.equal(vpcId);
      expect(inputs).to.have.all.keys("vpcId", "description", "tags");
    }
    expect(groups.get(await valueOf((made as Qdrant).clientsSecurityGroupId))).to.equal("qdrant-clients");
  });

  it("is reached at any of its nodes, the first one before all, and known by its authority", async () => {
    const { graph, made } = await buildQdrant();
    const { hosts, port, authority, keySecretArn, volumeArns } = made as Qdrant;
    expect(await valueOf(hosts)).to.deep.equal(
      [0, 1, 2].map((node) => `qdrant-${node}.test.ai-platform.internal`),
    );
    expect(port).to.equal(6333);
    expect(await valueOf(authority)).to.match(/^-----BEGIN CERTIFICATE-----\n/);
    expect(await valueOf(keySecretArn)).to.equal(
      only(graph, "aws:secretsmanager/secret:Secret", "qdrant-key").outputs.arn,
    );
    expect(await valueOf(volumeArns)).to.deep.equal(
      graph.ofType("aws:ebs/volume:Volume").map(({ outputs }) => outputs.arn),
    );
  });

  it("logs into encrypted groups that expire", async () => {
    const { graph } = await buildQdrant({ logRetentionDays: 7 });
    for (const [name, path] of Object.entries({ qdrant: "qdrant", "qdrant-tend": "tend-qdrant" }))
      expect(only(graph, "aws:cloudwatch/logGroup:LogGroup", name).inputs).to.deep.equal({
        name: `/ai-platform/test/data/${path}`,
        retentionInDays: 7,
        kmsKeyId: keyArn("logs"),
      });
  });

  for (const [deletion, retainOnDelete, recoveryWindowInDays] of [
    ["protected", true, 30],
    ["disposable", false, 0],
  ] as const)
    it(`keeps its keys and its certificate under the data key, ${deletion}`, async () => {
      const { graph } = await buildQdrant({ deletion, secretRecoveryDays: recoveryWindowInDays });
      const secret = (name: string) => only(graph, "aws:secretsmanager/secret:Secret", name);
      const common = { kmsKeyId: keyArn("data"), recoveryWindowInDays };
      expect(secret("qdrant-key").inputs).to.deep.equal({
        ...common,
        description: "Keys of Qdrant: the one that signs, and the one before it",
        // What rotates it, and what has to be restarted then.
        tags: { Rotation: "qdrant-key", Restarts: "qdrant-0 qdrant-1 qdrant-2" },
      });
      expect(secret("qdrant-certificate").inputs).to.deep.equal({
        ...common,
        description: "Certificate of Qdrant's nodes, its private key and its authority",
      });
      for (const name of ["qdrant-key", "qdrant-certificate"])
        expect(secret(name).options).to.include({ protect: false, retainOnDelete });
    });

  it("has one certificate made for all nodes that there may ever be, whatever their number", async () => {
    const inputs = [];
    for (const nodes of [1, 5]) {
      const { graph } = await buildQdrant({ nodes });
      inputs.push(only(graph, "aws:lambda/invocation:Invocation").inputs);
    }
    expect(inputs[0]).to.deep.equal(inputs[1]);
    const { input, ...rest } = inputs[0]!;
    expect(rest).to.deep.equal({ functionName: "data-bootstrap", lifecycleScope: "CREATE_ONLY" });
    const { certificate } = JSON.parse(String(input)) as { certificate: Record<string, unknown> };
    const names = certificateNames("test.ai-platform.internal");
    expect(certificate).to.deep.include({ names, addresses: ["127.0.0.1"] });
    expect(names).to.have.length(10);
    expect([names[0], names[8], names[9]]).to.deep.equal([
      "qdrant-0.test.ai-platform.internal",
      "qdrant-8.test.ai-platform.internal",
      "localhost",
    ]);
  });

  it("is looked after every five minutes, and has its snapshots taken at night", async () => {
    const { graph, made } = await buildQdrant();
    const tend = only(graph, "aws:lambda/function:Function");
    const { keySecretArn, authority } = made as Qdrant;
    const { variables } = tend.inputs.environment as { variables: Record<string, string> };
    expect(variables.ENVIRONMENT).to.equal("test");
    expect(JSON.parse(variables.QDRANT!)).to.deep.equal({
      urls: [0, 1, 2].map((node) => `https://qdrant-${node}.test.ai-platform.internal:6333`),
      authority: await valueOf(authority),
      keySecretArn: await valueOf(keySecretArn),
    });
    expect(tend.inputs.vpcConfig).to.deep.equal({
      subnetIds: ["subnet-private-a", "subnet-private-c"],
      securityGroupIds: ["qdrant-tend", "qdrant-clients"].map(
        (name) => only(graph, "aws:ec2/securityGroup:SecurityGroup", name).outputs.id,
      ),
    });
    for (const [what, scheduleExpression] of [
      ["probe", "rate(5 minutes)"],
      ["snapshot", "cron(0 17 * * ? *)"],
    ] as const) {
      const { inputs } = only(graph, "aws:scheduler/schedule:Schedule", `qdrant-${what}`);
      expect(inputs).to.deep.include({ scheduleExpression, flexibleTimeWindow: { mode: "OFF" } });
      expect(inputs.target).to.deep.equal({
        arn: tend.outputs.arn,
        roleArn: only(graph, "aws:iam/role:Role", "qdrant-scheduler").outputs.arn,
        input: JSON.stringify({ do: what }),
      });
    }
  });

  for (const permissionsBoundary of [boundary, undefined])
    it(`puts every role under ${permissionsBoundary === undefined ? "no boundary" : "the boundary"}`, async () => {
      const { graph } = await buildQdrant({ scope: scope({ permissionsBoundary }) });
      const made = graph.ofType("aws:iam/role:Role");
      expect(made).to.have.length(5);
      for (const { inputs } of made) expect(inputs.permissionsBoundary).to.equal(permissionsBoundary);
    });

  it("stands in the region that its bucket and its lists of addresses are of", async () => {
    const { graph } = await buildQdrant();
    const rule = only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "qdrant-snapshots");
    expect(rule.inputs.prefixListId).to.match(/^pl-/);
    const [container] = JSON.parse(
      String(only(graph, "aws:ecs/taskDefinition:TaskDefinition", "qdrant-0").inputs.containerDefinitions),
    ) as [{ environment: unknown[] }];
    expect(container.environment).to.deep.include({
      name: "QDRANT__STORAGE__SNAPSHOTS_CONFIG__S3_CONFIG__REGION",
      value: region,
    });
  });
});
