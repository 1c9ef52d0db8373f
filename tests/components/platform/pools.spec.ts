import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type PlatformTier, type PlatformTierArgs } from "../../../components/platform/PlatformTier";
import type { PlatformConfig, PoolConfig } from "../../../infra/config/schema/platform";
import {
  account,
  boundary,
  platformConfig,
  scope,
  statementsOf,
  trustOf,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { builtPlatform } from "./newPlatform";

const types = {
  template: "aws:ec2/launchTemplate:LaunchTemplate",
  group: "aws:autoscaling/group:Group",
  provider: "aws:ecs/capacityProvider:CapacityProvider",
  list: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  role: "aws:iam/role:Role",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  profile: "aws:iam/instanceProfile:InstanceProfile",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  activation: "aws:ssm/activation:Activation",
};

const general: PoolConfig = {
  instanceTypes: ["m7g.large", "c7g.xlarge"],
  min: 1,
  max: 6,
  spotPercent: 70,
  onDemandBase: 2,
  targetPercent: 90,
  diskGiB: 60,
};
const pool = (change: Partial<PoolConfig> = {}) => ({
  pools: { general: { ...general, ...change } },
});

const platform = (change: Partial<PlatformConfig> = {}, more: Partial<PlatformTierArgs> = {}) =>
  builtPlatform({ ...platformConfig(change), ...more });

describe("a pool of instances", () => {
  it("buys its types on Spot and on demand, in all private subnets, and leaves the number to ECS", async () => {
    const { graph } = await platform(pool());
    const template = only(graph, types.template).outputs;
    const { inputs, options } = only(graph, types.group);
    expect(inputs).to.deep.equal({
      minSize: 1,
      maxSize: 6,
      vpcZoneIdentifiers: ["subnet-private-a", "subnet-private-c"],
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandBaseCapacity: 2,
          onDemandPercentageAboveBaseCapacity: 30,
          onDemandAllocationStrategy: "prioritized",
          spotAllocationStrategy: "price-capacity-optimized",
        },
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: template.id,
            version: String(template.latestVersion),
          },
          overrides: [{ instanceType: "m7g.large" }, { instanceType: "c7g.xlarge" }],
        },
      },
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 200,
          scaleInProtectedInstances: "Refresh",
        },
      },
      healthCheckType: "EC2",
      protectFromScaleIn: true,
      forceDelete: true,
      tags: [{ key: "AmazonECSManaged", value: "true", propagateAtLaunch: true }],
    });
    expect(options.ignoreChanges).to.deep.equal(["desiredCapacity"]);
  });

  it("starts instances that give their role to nobody and join the cluster", async () => {
    const { graph } = await platform(pool());
    const { userData, ...inputs } = only(graph, types.template).inputs;
    const tags = {
      Project: "ai-platform",
      Environment: "test",
      ManagedBy: "pulumi",
      Name: "platform-pool-general",
    };
    expect(inputs).to.deep.equal({
      imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
      iamInstanceProfile: { arn: only(graph, types.profile).outputs.arn },
      vpcSecurityGroupIds: [only(graph, types.securityGroup, "platform-pool-general").outputs.id],
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1, httpEndpoint: "enabled" },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 60, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      updateDefaultVersion: true,
    });
    expect(Buffer.from(String(userData), "base64").toString()).to.equal(
      [
        "#!/bin/bash",
        "cat >> /etc/ecs/ecs.config <<CONFIG",
        "ECS_CLUSTER=ai-platform-test",
        "ECS_AWSVPC_BLOCK_IMDS=true",
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
        "ECS_RESERVED_MEMORY=256",
        "CONFIG",
        "",
      ].join("\n"),
    );
  });

  const images: [string, Partial<PoolConfig>, string][] = [
    ["x86_64", { instanceTypes: ["m7i.large"] }, "recommended/image_id"],
    ["GPUs", { instanceTypes: ["g6.xlarge"] }, "gpu/recommended/image_id"],
  ];
  for (const [title, change, image] of images)
    it(`has AWS's image for ${title}`, async () => {
      const { imageId, userData } = only((await platform(pool(change))).graph, types.template).inputs;
      expect(imageId).to.equal(`resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${image}`);
      const text = Buffer.from(String(userData), "base64").toString();
      expect(text.includes("ECS_ENABLE_GPU_SUPPORT=true\nCONFIG")).to.equal(title === "GPUs");
    });

  it("has the company's image where one is named", async () => {
    const { graph } = await platform(pool({ machineImage: "/company/ecs" }));
    expect(only(graph, types.template).inputs.imageId).to.equal("resolve:ssm:/company/ecs");
  });

  it("takes no calls, and may do what AWS's agent may, under the boundary", async () => {
    const { graph } = await platform(pool(), { scope: scope({ permissionsBoundary: boundary }) });
    const group = only(graph, types.securityGroup, "platform-pool-general");
    expect(group.inputs).to.include({ vpcId });
    const egress = only(
      graph,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "platform-pool-general-https",
    );
    expect(egress.inputs).to.include({ securityGroupId: group.outputs.id, fromPort: 443, toPort: 443 });
    expect(graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).to.deep.equal([]);
    expect(only(graph, types.role).inputs.permissionsBoundary).to.equal(boundary);
    expect(only(graph, types.attachment).inputs.policyArn).to.equal(
      "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
    );
    expect(only(graph, types.profile).options.dependencies).to.include(only(graph, types.attachment).urn);
  });

  it("is a provider that protects and drains, and that the cluster lists", async () => {
    const { graph, made } = await platform({
      pools: { ...pool().pools, another: general },
    });
    expect(only(graph, types.provider, "platform-pool-general").inputs).to.deep.equal({
      name: "ai-platform-test-pool-general",
      autoScalingGroupProvider: {
        autoScalingGroupArn: only(graph, types.group, "platform-pool-general").outputs.arn,
        managedScaling: { status: "ENABLED", targetCapacity: 90 },
        managedTerminationProtection: "ENABLED",
        managedDraining: "ENABLED",
      },
    });
    expect(only(graph, types.list).inputs.capacityProviders).to.deep.equal([
      "FARGATE",
      "FARGATE_SPOT",
      "ai-platform-test-pool-another",
      "ai-platform-test-pool-general",
    ]);
    const { pools } = made as PlatformTier;
    expect(await valueOf(pools.general!.capacityProvider)).to.equal("ai-platform-test-pool-general");
  });

  it("changes nothing of another pool", async () => {
    const alone = await platform(pool());
    const beside = await platform({
      pools: { ...pool().pools, another: general },
    });
    for (const { urn, type, inputs } of alone.graph.nodes)
      if (type !== types.list)
        expect(beside.graph.nodes.find((node) => node.urn === urn)?.inputs, urn).to.deep.equal(inputs);
  });
});

describe("servers of the company", () => {
  const externalInstances = { registrations: 5, activation: 2 };

  it("cannot join unless that was asked for", async () => {
    const { graph, made } = await platform();
    expect(graph.ofType(types.activation)).to.deep.equal([]);
    expect((made as PlatformTier).activation).to.equal(undefined);
  });

  it("join with an activation whose code is a secret", async () => {
    const { graph, made } = await platform({ externalInstances });
    const { inputs, options, outputs } = only(graph, types.activation);
    expect(inputs).to.deep.equal({
      description: "Servers that join test",
      iamRole: `ai-platform/test/${String(only(graph, types.role).outputs.name)}`,
      registrationLimit: 5,
    });
    expect(options.dependencies).to.include.members(graph.ofType(types.attachment).map(({ urn }) => urn));
    const { activation } = made as PlatformTier;
    expect(await valueOf(activation!.id)).to.equal(outputs.id);
    expect(await valueOf(activation!.code)).to.equal(outputs.activationCode);
    expect(await pulumi.isSecret(activation!.code)).to.equal(true);
  });

  it("have the two policies of AWS's agents, for this account only", async () => {
    const { graph } = await platform({ externalInstances });
    expect(statementsOf(only(graph, types.role).inputs.assumeRolePolicy)).to.deep.equal(
      trustOf("ssm.amazonaws.com", `arn:aws:ssm:${region}:${account}:*`),
    );
    expect(graph.ofType(types.attachment).map(({ inputs }) => inputs.policyArn)).to.deep.equal([
      "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
  });
});
