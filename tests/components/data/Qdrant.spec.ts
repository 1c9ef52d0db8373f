import { expect } from "chai";
import { Qdrant, type QdrantArgs } from "../../../components/data/qdrant/Qdrant";
import {
  account,
  boundary,
  build,
  key,
  keyArn,
  list,
  network,
  platform,
  qdrantConfig,
  scope,
  statementsOf,
  trustOf,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";

const qdrant = (change: Partial<QdrantArgs> = {}) =>
  build(
    () =>
      new Qdrant("qdrant", {
        scope: scope(),
        network: network(),
        platform: platform(),
        dataKey: key("data"),
        logsKey: key("logs"),
        deletion: "protected",
        secretRecoveryDays: 30,
        logRetentionDays: 365,
        ...qdrantConfig(),
        ...change,
      }),
  );

const shared = {
  "aws:cloudwatch/logGroup:LogGroup": "qdrant",
  "aws:ec2/securityGroup:SecurityGroup": "qdrant-clients qdrant-hosts qdrant-server",
  "aws:iam/instanceProfile:InstanceProfile": "qdrant-instance",
  "aws:iam/role:Role": "qdrant-execution qdrant-instance",
  "aws:iam/rolePolicy:RolePolicy": "qdrant-execution qdrant-instance",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "qdrant-instance",
  "aws:secretsmanager/secret:Secret": "qdrant-api-key",
  "aws:secretsmanager/secretVersion:SecretVersion": "qdrant-api-key",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule":
    "qdrant-hosts-https qdrant-peers-out qdrant-to-server-6333 qdrant-to-server-6334",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
    "qdrant-from-clients-6333 qdrant-from-clients-6334 qdrant-peers-in",
};
const perNode = (names: string) => ({
  "aws:autoscaling/group:Group": names,
  "aws:ebs/volume:Volume": names,
  "aws:ec2/launchTemplate:LaunchTemplate": names,
  "aws:ecs/service:Service": names,
  "aws:ecs/taskDefinition:TaskDefinition": names,
  "aws:servicediscovery/service:Service": names,
});

describe("Qdrant", () => {
  for (const [nodes, names] of [
    [1, "qdrant-0"],
    [3, "qdrant-0 qdrant-1 qdrant-2"],
  ] as const)
    it(`makes what the nodes share, and the parts of ${nodes} node(s)`, async () => {
      const { children, component } = await qdrant({ nodes });
      expect(component.type).to.equal("ai-platform:data:Qdrant");
      expect(children).to.deep.equal(list({ ...shared, ...perNode(names) }));
    });

  it("opens these ports between these groups, and no others", async () => {
    const { graph, made } = await qdrant();
    const groups = new Map(
      graph.ofType("aws:ec2/securityGroup:SecurityGroup").map(({ outputs, name }) => [outputs.id, name]),
    );
    const rules = graph.nodes
      .filter(({ type }) => type.startsWith("aws:vpc/securityGroup"))
      .map(({ type, inputs: { securityGroupId, referencedSecurityGroupId, ...rule } }) =>
        [
          type.includes("Ingress") ? "into" : "out of",
          groups.get(securityGroupId),
          groups.get(referencedSecurityGroupId) ?? rule.cidrIpv4,
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
      "out of | qdrant-server | qdrant-server | tcp:6335-6335 | Between nodes",
    ]);
    for (const { inputs } of graph.ofType("aws:ec2/securityGroup:SecurityGroup")) {
      expect(inputs.vpcId).to.equal(vpcId);
      expect(inputs).to.have.all.keys("vpcId", "description", "tags");
    }
    expect(groups.get(await valueOf((made as Qdrant).clientsSecurityGroupId))).to.equal("qdrant-clients");
  });

  it("is reached at any of its nodes, the first one before all", async () => {
    const { hosts, port } = (await qdrant({ nodes: 3 })).made as Qdrant;
    expect(await valueOf(hosts)).to.deep.equal(
      [0, 1, 2].map((node) => `qdrant-${node}.test.ai-platform.internal`),
    );
    expect(port).to.equal(6333);
  });

  it("logs into an encrypted group that expires", async () => {
    const { graph } = await qdrant({ logRetentionDays: 7 });
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup").inputs).to.deep.equal({
      name: "/ai-platform/test/data/qdrant",
      retentionInDays: 7,
      kmsKeyId: keyArn("logs"),
    });
  });

  for (const [deletion, retainOnDelete, recoveryWindowInDays] of [
    ["protected", true, 30],
    ["disposable", false, 0],
  ] as const)
    it(`keeps its API key under the data key, ${deletion}`, async () => {
      const { graph } = await qdrant({ deletion, secretRecoveryDays: recoveryWindowInDays });
      const { inputs, options } = only(graph, "aws:secretsmanager/secret:Secret");
      expect(inputs).to.deep.equal({
        description: "Qdrant API key",
        kmsKeyId: keyArn("data"),
        recoveryWindowInDays,
      });
      expect(options).to.include({ protect: false, retainOnDelete });
    });

  it("lets ECS read that key, write the logs, and nothing else", async () => {
    const { graph } = await qdrant();
    const role = only(graph, "aws:iam/role:Role", "qdrant-execution");
    expect(statementsOf(role.inputs.assumeRolePolicy)).to.deep.equal(
      trustOf("ecs-tasks.amazonaws.com", `arn:aws:ecs:${region}:${account}:*`),
    );
    const { policy } = only(graph, "aws:iam/rolePolicy:RolePolicy", "qdrant-execution").inputs;
    const secret = only(graph, "aws:secretsmanager/secret:Secret").outputs.arn;
    expect(statementsOf(policy)).to.deep.equal([
      { Sid: "ReadSecrets", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [secret] },
      { Sid: "DecryptWithKey", Effect: "Allow", Action: "kms:Decrypt", Resource: [keyArn("data")] },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${String(only(graph, "aws:cloudwatch/logGroup:LogGroup").outputs.arn)}:*`,
      },
    ]);
  });

  it("lets instances join the cluster and attach this cluster's volumes", async () => {
    const { graph } = await qdrant();
    const role = only(graph, "aws:iam/role:Role", "qdrant-instance");
    expect(statementsOf(role.inputs.assumeRolePolicy)).to.deep.equal([
      {
        Sid: "AssumeByInstance",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
    const { policy } = only(graph, "aws:iam/rolePolicy:RolePolicy", "qdrant-instance").inputs;
    expect(statementsOf(policy)).to.deep.equal([
      {
        Sid: "AttachTagged",
        Effect: "Allow",
        Action: "ec2:AttachVolume",
        Resource: [
          `arn:aws:ec2:${region}:${account}:volume/*`,
          `arn:aws:ec2:${region}:${account}:instance/*`,
        ],
        Condition: { StringEquals: { "aws:ResourceTag/QdrantCluster": "ai-platform-test" } },
      },
      { Sid: "SeeVolumes", Effect: "Allow", Action: "ec2:DescribeVolumes", Resource: "*" },
    ]);
    expect(only(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs).to.deep.equal({
      role: role.outputs.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
    });
    expect(only(graph, "aws:iam/instanceProfile:InstanceProfile").inputs).to.deep.equal({
      role: role.outputs.name,
    });
  });

  for (const permissionsBoundary of [boundary, undefined])
    it(`puts every role under ${permissionsBoundary === undefined ? "no boundary" : "the boundary"}`, async () => {
      const { graph } = await qdrant({ scope: scope({ permissionsBoundary }) });
      const roles = graph.ofType("aws:iam/role:Role");
      expect(roles).to.have.length(2);
      for (const { inputs } of roles) expect(inputs.permissionsBoundary).to.equal(permissionsBoundary);
    });
});
