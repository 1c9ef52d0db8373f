import { expect } from "chai";
import { instanceRequirements } from "../../../components/container/managedInstances";
import { account, boundary, build, moduleConfig, scope, statementsOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { newModule, type ModuleArgs } from "./newModule";

const graphOf = async (change: ModuleArgs = {}) => (await build(() => newModule("planning", change))).graph;
const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const provider = "aws:ecs/capacityProvider:CapacityProvider";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const role = "aws:iam/role:Role";
const tags = { Module: "planning", Owner: "team@example.com" };
const arm = { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" };

describe("a module on a pool", () => {
  const pooled = (capacity: ModuleArgs["capacity"] = {}) =>
    graphOf({ capacity: { kind: "ec2", pool: "general", ...capacity } });

  it("runs on the provider of the pool, with an interface of its own", async () => {
    const graph = await pooled();
    const { inputs } = only(graph, service);
    expect(inputs).to.deep.include({
      capacityProviderStrategies: [{ capacityProvider: "ai-platform-test-pool-general", weight: 1 }],
      forceNewDeployment: true,
      availabilityZoneRebalancing: "ENABLED",
      orderedPlacementStrategies: [
        { type: "spread", field: "attribute:ecs.availability-zone" },
        { type: "binpack", field: "memory" },
      ],
      networkConfiguration: {
        subnets: ["subnet-private-a", "subnet-private-c"],
        securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id],
        assignPublicIp: false,
      },
    });
    expect(inputs).not.to.have.any.keys("launchType", "placementConstraints");
    expect(only(graph, task).inputs).to.deep.include({
      requiresCompatibilities: ["EC2"],
      networkMode: "awsvpc",
      cpu: "512",
      memory: "1024",
      runtimePlatform: arm,
    });
    expect(graph.ofType(provider)).to.deep.equal([]);
  });

  it("is the same with GPUs where a pool is named", async () => {
    const graph = await pooled({ kind: "gpu", gpus: 1 });
    expect(only(graph, service).inputs.capacityProviderStrategies).to.deep.equal([
      { capacityProvider: "ai-platform-test-pool-general", weight: 1 },
    ]);
    expect(only(graph, task).inputs.requiresCompatibilities).to.deep.equal(["EC2"]);
    expect(graph.ofType(provider)).to.deep.equal([]);
  });

  it("is placed as it was told", async () => {
    const graph = await pooled({
      placement: ["spread-instances", "binpack-cpu", "random"],
      constraints: ["distinct-instances", "attribute:ecs.instance-type =~ m7g.*"],
    });
    expect(only(graph, service).inputs).to.deep.include({
      orderedPlacementStrategies: [
        { type: "spread", field: "instanceId" },
        { type: "binpack", field: "cpu" },
        { type: "random" },
      ],
      placementConstraints: [
        { type: "distinctInstance" },
        { type: "memberOf", expression: "attribute:ecs.instance-type =~ m7g.*" },
      ],
    });
  });

  const rebalancing: [string, NonNullable<ModuleArgs["capacity"]>, string][] = [
    ["zones first", { placement: ["spread-zones"] }, "ENABLED"],
    ["another rule first", { placement: ["binpack-memory", "spread-zones"] }, "DISABLED"],
    ["a zone as a constraint", { constraints: ["attribute:ecs.availability-zone == a"] }, "DISABLED"],
    ["another constraint", { constraints: ["distinct-instances"] }, "ENABLED"],
  ];
  for (const [title, capacity, expected] of rebalancing)
    it(`has rebalancing ${expected} with ${title}`, async () => {
      expect(only(await pooled(capacity), service).inputs.availabilityZoneRebalancing).to.equal(expected);
    });
});

describe("a module on Managed Instances", () => {
  const size = { cpu: 4096, memoryMiB: 16384, architecture: "x86_64" } as const;
  const gpu = (capacity: ModuleArgs["capacity"] = {}, more: ModuleArgs = {}) =>
    graphOf({ capacity: { kind: "gpu", gpus: 1, ...capacity }, size, ...more });

  it("has a provider of its own, which the list of the cluster does not name", async () => {
    const graph = await gpu({ gpuNames: ["l4"] });
    expect(only(graph, provider).inputs).to.deep.equal({
      name: "ai-platform-test-module-planning-on-demand",
      cluster: "ai-platform-test",
      managedInstancesProvider: {
        infrastructureRoleArn: only(graph, role, "planning-infrastructure").outputs.arn,
        instanceLaunchTemplate: {
          ec2InstanceProfileArn: only(graph, "aws:iam/instanceProfile:InstanceProfile").outputs.arn,
          capacityOptionType: "ON_DEMAND",
          instanceRequirements: {
            vcpuCount: { min: 4 },
            memoryMib: { min: 17516 },
            cpuManufacturers: ["amd", "intel"],
            acceleratorTypes: ["gpu"],
            acceleratorManufacturers: ["nvidia"],
            acceleratorCount: { min: 1 },
            acceleratorNames: ["l4"],
          },
          networkConfiguration: {
            subnets: ["subnet-private-a", "subnet-private-c"],
            securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id],
          },
          storageConfiguration: { storageSizeGib: 100 },
        },
        propagateTags: "CAPACITY_PROVIDER",
      },
      tags,
    });
    const { inputs } = only(graph, service);
    expect(inputs).to.deep.include({
      capacityProviderStrategies: [
        { capacityProvider: "ai-platform-test-module-planning-on-demand", weight: 1 },
      ],
      forceNewDeployment: true,
      availabilityZoneRebalancing: "ENABLED",
    });
    expect(inputs).not.to.have.any.keys("launchType", "orderedPlacementStrategies");
    expect(only(graph, task).inputs).to.deep.include({
      requiresCompatibilities: ["MANAGED_INSTANCES"],
      networkMode: "awsvpc",
    });
  });

  it("goes over to Spot by another name, so that the old provider stays until then", async () => {
    const { inputs } = only(await gpu({ spotPercent: 100 }), provider);
    expect(inputs.name).to.equal("ai-platform-test-module-planning-spot");
    expect(JSON.stringify(inputs)).to.contain('"capacityOptionType":"SPOT"');
  });

  it("asks for an instance that a task fits", () => {
    const { capacity } = moduleConfig({ capacity: { kind: "gpu", gpus: 2 } });
    expect(
      instanceRequirements({ capacity, size: { cpu: 1500, memoryMiB: 512, architecture: "arm64" } }),
    ).to.deep.equal({
      vcpuCount: { min: 2 },
      memoryMib: { min: 809 },
      cpuManufacturers: ["amazon-web-services"],
      acceleratorTypes: ["gpu"],
      acceleratorManufacturers: ["nvidia"],
      acceleratorCount: { min: 2 },
    });
  });

  it("lets ECS run instances and pass them this one role", async () => {
    const graph = await gpu({}, { scope: scope({ permissionsBoundary: boundary }) });
    const infrastructure = only(graph, role, "planning-infrastructure");
    expect(statementsOf(infrastructure.inputs.assumeRolePolicy)).to.deep.equal([
      {
        Sid: "AssumeByEcs",
        Effect: "Allow",
        Principal: { Service: "ecs.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
    expect(infrastructure.inputs).to.deep.include({ permissionsBoundary: boundary, tags });
    const policy = only(graph, "aws:iam/rolePolicy:RolePolicy", "planning-infrastructure");
    expect(statementsOf(policy.inputs.policy)).to.deep.equal([
      {
        Sid: "PassInstanceRole",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: only(graph, role, "planning-instance").outputs.arn,
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
    ]);
    const aws = "arn:aws:iam::aws:policy/";
    expect(
      Object.fromEntries(graph.ofType(attachment).map(({ name, inputs }) => [name, inputs.policyArn])),
    ).to.deep.equal({
      "planning-instance": `${aws}AmazonECSInstanceRolePolicyForManagedInstances`,
      "planning-infrastructure": `${aws}AmazonECSInfrastructureRolePolicyForManagedInstances`,
    });
  });
});

describe("a module on servers of the company", () => {
  const external = () => graphOf({ kind: "worker", routes: [], capacity: { kind: "external" } });

  it("is started by launch type, on a bridge, outside the VPC", async () => {
    const graph = await external();
    const { inputs } = only(graph, service);
    expect(inputs).to.deep.include({ launchType: "EXTERNAL", availabilityZoneRebalancing: "DISABLED" });
    expect(inputs).not.to.have.any.keys(
      "capacityProviderStrategies",
      "networkConfiguration",
      "serviceConnectConfiguration",
      "loadBalancers",
    );
    const { inputs: definition } = only(graph, task);
    expect(definition).to.deep.include({
      requiresCompatibilities: ["EXTERNAL"],
      networkMode: "bridge",
      placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.cpu-architecture == arm64" }],
    });
    expect(definition).not.to.have.any.keys("runtimePlatform", "ephemeralStorage");
    expect(graph.ofType("aws:ec2/securityGroup:SecurityGroup")).to.deep.equal([]);
  });

  it("has both roles, as anywhere", async () => {
    const graph = await external();
    const { executionRoleArn, taskRoleArn } = only(graph, task).inputs;
    expect(executionRoleArn).to.equal(only(graph, role, "planning-execution").outputs.arn);
    expect(taskRoleArn).to.equal(only(graph, role, "planning-task").outputs.arn);
    expect(String(taskRoleArn)).to.contain(account);
    expect(String(only(graph, service).inputs.cluster)).to.contain(region);
  });
});
