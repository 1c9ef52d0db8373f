import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type ContainerModule } from "../../../components/container/ContainerModule";
import { listenerPriority } from "../../../infra/listenerPriority";
import { build, keyArn, list, noData, valueOf, vpcId } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { newModule as planning, type ModuleArgs } from "./newModule";

const tags = { Module: "planning", Owner: "team@example.com" };

const newModule = (change: ModuleArgs = {}) => build(() => planning("planning", change));

const always = {
  "aws:cloudwatch/logGroup:LogGroup": "planning",
  "aws:cloudwatch/eventRule:EventRule": "planning-deployments planning-restarts",
  "aws:cloudwatch/eventTarget:EventTarget": "planning-deployments planning-restarts",
  "aws:cloudwatch/metricAlarm:MetricAlarm":
    "planning-cpu planning-deployments planning-healthy planning-logs planning-memory planning-release-errors " +
    "planning-restarts planning-unhealthy",
  "aws:ec2/securityGroup:SecurityGroup": "planning-service",
  "aws:ecs/service:Service": "planning",
  "aws:ecs/taskDefinition:TaskDefinition": "planning",
  "aws:iam/role:Role": "planning-execution planning-task",
  "aws:iam/rolePolicy:RolePolicy": "planning-execution",
  "aws:lb/listenerRule:ListenerRule": "planning",
  "aws:lb/targetGroup:TargetGroup": "planning",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "planning-https",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "planning-from-alb",
};
const scaled = {
  "aws:appautoscaling/policy:Policy": "planning-cpu planning-memory",
  "aws:appautoscaling/target:Target": "planning",
};
const both = { "aws:iam/rolePolicy:RolePolicy": "planning-execution planning-task" };
const counted = {
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
    "CostUsd",
    "Failures",
    "InputTokens",
    "LatencyMs",
    "OutputTokens",
  ]
    .map((metric) => `planning-ai-${metric}`)
    .join(" "),
};
const steady = { min: 2, max: 2, cpuPercent: 60, memoryPercent: 75 };
const exec = { readOnlyRootFilesystem: false, user: "1000", exec: true };

describe("ContainerModule", () => {
  const cases: [string, ModuleArgs, Record<string, string>][] = [
    ["a service that scales", {}, { ...always, ...scaled }],
    ["a service that does not scale", { scaling: steady }, always],
    [
      "a task role with a policy for Bedrock, and counts its calls",
      { scaling: steady, aiProviders: ["bedrock"] },
      { ...always, ...both, ...counted },
    ],
    ["a task role with a policy for sessions", { scaling: steady, container: exec }, { ...always, ...both }],
  ];
  for (const [title, change, expected] of cases)
    it(`makes ${title}`, async () => {
      const { children, component } = await newModule(change);
      expect(component.type).to.equal("ai-platform:container:ContainerModule");
      expect(children).to.deep.equal(list(expected));
    });

  it("logs into an encrypted group that expires", async () => {
    const { graph } = await newModule({ logRetentionDays: 7 });
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup").inputs).to.deep.equal({
      name: "/ai-platform/test/modules/planning",
      retentionInDays: 7,
      kmsKeyId: keyArn("logs"),
      tags,
    });
  });

  it("runs as exactly this service", async () => {
    const { graph } = await newModule({
      data: noData({ securityGroupIds: [pulumi.output("sg-mariadb-clients")] }),
    });
    expect(only(graph, "aws:ecs/service:Service").inputs).to.deep.equal({
      name: "planning",
      cluster: `arn:aws:ecs:${region}:123456789012:cluster/ai-platform-test`,
      taskDefinition: only(graph, "aws:ecs/taskDefinition:TaskDefinition").outputs.arn,
      desiredCount: 1,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 100 }],
      forceNewDeployment: true,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentConfiguration: { strategy: "ROLLING" },
      alarms: { alarmNames: ["ai-platform-test_planning-release-errors"], enable: true, rollback: true },
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      availabilityZoneRebalancing: "ENABLED",
      healthCheckGracePeriodSeconds: 120,
      networkConfiguration: {
        subnets: ["subnet-private-a", "subnet-private-c"],
        securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id, "sg-mariadb-clients"],
        assignPublicIp: false,
      },
      loadBalancers: [
        {
          targetGroupArn: only(graph, "aws:lb/targetGroup:TargetGroup").outputs.arn,
          containerName: "app",
          containerPort: 8080,
        },
      ],
      serviceConnectConfiguration: {
        enabled: true,
        namespace: `arn:aws:servicediscovery:${region}:123456789012:namespace/ns-test`,
        services: [
          {
            portName: "http",
            discoveryName: "planning",
            clientAlias: [{ port: 8080, dnsName: "planning" }],
            timeout: { idleTimeoutSeconds: 300, perRequestTimeoutSeconds: 300 },
          },
        ],
      },
      enableExecuteCommand: false,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
      tags,
    });
  });

  it("waits for its rule, and is deleted before another takes its name", async () => {
    const { graph } = await newModule();
    const { options } = only(graph, "aws:ecs/service:Service");
    expect(options.deleteBeforeReplace).to.equal(true);
    expect(options.dependencies).to.include(only(graph, "aws:lb/listenerRule:ListenerRule").urn);
  });

  for (const [seconds, perRequest, idle, drain] of [
    [10, 10, 300, 10],
    [300, 300, 300, 300],
    [900, 900, 900, 900],
  ] as const)
    it(`gives answers of ${seconds} s their time on the way and while draining`, async () => {
      const { graph } = await newModule({ longestResponseSeconds: seconds });
      const { serviceConnectConfiguration } = only(graph, "aws:ecs/service:Service").inputs;
      const { services } = serviceConnectConfiguration as { services: { timeout: unknown }[] };
      expect(services[0]!.timeout).to.deep.equal({
        idleTimeoutSeconds: idle,
        perRequestTimeoutSeconds: perRequest,
      });
      expect(only(graph, "aws:lb/targetGroup:TargetGroup").inputs.deregistrationDelay).to.equal(drain);
    });

  it("lets people in only where that was asked for", async () => {
    for (const [change, allowed] of [
      [{}, false],
      [{ container: exec }, true],
    ] as const)
      expect(only((await newModule(change)).graph, "aws:ecs/service:Service").inputs).to.include({
        enableExecuteCommand: allowed,
      });
  });

  it("spreads over Spot as it was told", async () => {
    const { graph } = await newModule({ capacity: { spotPercent: 70, onDemandBase: 2 } });
    expect(only(graph, "aws:ecs/service:Service").inputs.capacityProviderStrategies).to.deep.equal([
      { capacityProvider: "FARGATE", base: 2, weight: 30 },
      { capacityProvider: "FARGATE_SPOT", weight: 70 },
    ]);
  });

  it("leaves the count to the scaling, which follows CPU and memory", async () => {
    const { graph } = await newModule({ scaling: { min: 2, max: 9, cpuPercent: 50, memoryPercent: 80 } });
    expect(only(graph, "aws:ecs/service:Service").options.ignoreChanges).to.deep.equal(["desiredCount"]);
    const target = {
      resourceId: "service/ai-platform-test/planning",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    };
    expect(only(graph, "aws:appautoscaling/target:Target").inputs).to.deep.equal({
      ...target,
      minCapacity: 2,
      maxCapacity: 9,
    });
    for (const [kind, predefinedMetricType, targetValue] of [
      ["cpu", "ECSServiceAverageCPUUtilization", 50],
      ["memory", "ECSServiceAverageMemoryUtilization", 80],
    ] as const)
      expect(only(graph, "aws:appautoscaling/policy:Policy", `planning-${kind}`).inputs).to.deep.equal({
        ...target,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          targetValue,
          predefinedMetricSpecification: { predefinedMetricType },
          scaleOutCooldown: 60,
          scaleInCooldown: 300,
        },
      });
  });

  it("owns its count where it does not scale", async () => {
    const { graph } = await newModule({ scaling: steady });
    const { inputs, options } = only(graph, "aws:ecs/service:Service");
    expect(inputs.desiredCount).to.equal(2);
    expect(options.ignoreChanges).to.deep.equal([]);
  });

  it("lets only the load balancer in, on its port, and only HTTPS out", async () => {
    const { graph } = await newModule({ port: 9000 });
    const group = only(graph, "aws:ec2/securityGroup:SecurityGroup");
    expect(group.inputs).to.deep.equal({
      description: "Module planning",
      vpcId,
      tags: { ...tags, Name: "planning-service" },
    });
    expect(only(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).to.deep.equal({
      securityGroupId: group.outputs.id,
      referencedSecurityGroupId: "sg-alb",
      description: "From the load balancer",
      ipProtocol: "tcp",
      fromPort: 9000,
      toPort: 9000,
    });
    expect(only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs).to.deep.equal({
      securityGroupId: group.outputs.id,
      description: "AI providers and AWS services",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    });
  });

  it("is checked and called by the load balancer at these paths", async () => {
    const { graph } = await newModule({ routes: ["/planning", "/plan/v2"], port: 9000 });
    const targetGroup = only(graph, "aws:lb/targetGroup:TargetGroup");
    expect(targetGroup.inputs).to.deep.equal({
      vpcId,
      port: 9000,
      protocol: "HTTP",
      targetType: "ip",
      deregistrationDelay: 300,
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        path: "/health",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
        matcher: "200",
      },
      tags,
    });
    expect(only(graph, "aws:lb/listenerRule:ListenerRule").inputs).to.deep.equal({
      listenerArn: `arn:aws:elasticloadbalancing:${region}:123456789012:listener/app/alb/1/2`,
      priority: listenerPriority("planning", { routes: [] }),
      conditions: [
        { httpHeader: { httpHeaderName: "X-Edge-Module", values: ["planning"] } },
        { pathPattern: { regexValues: ["^(/live)?/planning(/.*)?$", "^(/live)?/plan/v2(/.*)?$"] } },
      ],
      transforms: [
        {
          type: "url-rewrite",
          urlRewriteConfig: { rewrite: { regex: "^/live(/([^?]*))?([?].*)?$", replace: "/$2$3" } },
        },
      ],
      actions: [{ type: "forward", targetGroupArn: targetGroup.outputs.arn }],
      tags,
    });
  });

  it("is behind the load balancer that it names", async () => {
    const { graph } = await newModule({ loadBalancer: 2 });
    const { listenerArn } = only(graph, "aws:lb/listenerRule:ListenerRule").inputs;
    expect(listenerArn).to.equal(`arn:aws:elasticloadbalancing:${region}:123456789012:listener/app/alb/2/2`);
  });

  it("comes last as a front end, which takes every path that is left", async () => {
    const { graph } = await newModule({ kind: "web", routes: ["/"] });
    expect(only(graph, "aws:lb/listenerRule:ListenerRule").inputs).to.deep.include({
      priority: 50_000,
      conditions: [
        { httpHeader: { httpHeaderName: "X-Edge-Module", values: ["planning"] } },
        { pathPattern: { regexValues: ["^/.*$"] } },
      ],
    });
  });

  it("takes the priority that was chosen for it", async () => {
    const { graph } = await newModule({ listenerPriority: 7 });
    expect(only(graph, "aws:lb/listenerRule:ListenerRule").inputs.priority).to.equal(7);
  });

  it("tells what others need of it", async () => {
    const { graph, made } = await newModule();
    const { serviceName, taskRoleArn, callee } = made as ContainerModule;
    expect(await valueOf(serviceName!)).to.equal("planning");
    if (callee?.kind !== "service") throw new Error("others cannot call it");
    expect(callee.url).to.equal("http://planning:8080");
    expect(await valueOf(callee.securityGroupId)).to.equal(
      only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id,
    );
    expect(await valueOf(taskRoleArn)).to.equal(
      only(graph, "aws:iam/role:Role", "planning-task").outputs.arn,
    );
  });
});
