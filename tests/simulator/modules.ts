import * as pulumi from "@pulumi/pulumi";
import { Certificate, CertificateAuthority, CertificateAuthorityCertificate } from "@pulumi/aws/acmpca";
import { ScheduledAction } from "@pulumi/aws/appautoscaling";
import { Group } from "@pulumi/aws/autoscaling";
import { EventRule, EventTarget, MetricAlarm } from "@pulumi/aws/cloudwatch";
import { LaunchTemplate, SecurityGroup, Subnet } from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import { Role } from "@pulumi/aws/iam";
import { Listener, LoadBalancer, TargetGroup } from "@pulumi/aws/lb";
import { Schedule, ScheduleGroup } from "@pulumi/aws/scheduler";
import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import { Activation } from "@pulumi/aws/ssm";

/** Modules on every kind of capacity, with all that can start, scale and reach them. */
export function modules() {
  const role = new Role("role", { assumeRolePolicy: "{}" });
  const subnet = new Subnet("subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
  const cluster = new ecs.Cluster("cluster");
  const { association, ...capacity } = capacityOf(cluster, role, subnet);
  const task = new ecs.TaskDefinition("task", { family: "task", containerDefinitions: "[{}]" });
  const service = new ecs.Service(
    "service",
    {
      ...{ cluster: cluster.arn, taskDefinition: task.arn },
      capacityProviderStrategies: [
        { capacityProvider: capacity.scaled.name, weight: 1 },
        { capacityProvider: capacity.managed.name, weight: 1 },
      ],
    },
    { dependsOn: association },
  );
  const taskDefinition = task.arn;
  new ecs.Service("outside", { cluster: cluster.arn, launchType: "EXTERNAL", taskDefinition });
  const activation = new Activation("outside", { iamRole: role.name });
  const night = new ScheduledAction("night", {
    ...{ serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" },
    ...{ resourceId: pulumi.interpolate`service/${cluster.name}/${service.name}` },
    ...{ schedule: "cron(0 20 * * ? *)", scalableTargetAction: { minCapacity: 0, maxCapacity: 0 } },
  });
  return { ...capacity, activation, night, ...jobsOf(cluster, role, task), ...doorOf(subnet), ...trust() };
}

/** Instances in an Auto Scaling group, and such that ECS manages. */
function capacityOf(cluster: ecs.Cluster, role: Role, subnet: Subnet) {
  const group = new SecurityGroup("instances", { vpcId: "vpc-1" });
  const template = new LaunchTemplate("instances", { vpcSecurityGroupIds: [group.id] });
  const instances = new Group("instances", {
    ...{ minSize: 0, maxSize: 2, protectFromScaleIn: true, vpcZoneIdentifiers: [subnet.id] },
    mixedInstancesPolicy: {
      launchTemplate: { launchTemplateSpecification: { launchTemplateId: template.id } },
      instancesDistribution: { onDemandPercentageAboveBaseCapacity: 0 },
    },
  });
  const scaled = new ecs.CapacityProvider("scaled", {
    autoScalingGroupProvider: {
      autoScalingGroupArn: instances.arn,
      managedTerminationProtection: "ENABLED",
    },
  });
  const managed = new ecs.CapacityProvider("managed", {
    cluster: cluster.name,
    managedInstancesProvider: {
      infrastructureRoleArn: role.arn,
      instanceLaunchTemplate: {
        ec2InstanceProfileArn: "arn:aws:iam::123456789012:instance-profile/instances",
        networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id] },
      },
    },
  });
  const association = new ecs.ClusterCapacityProviders("cluster", {
    clusterName: cluster.name,
    capacityProviders: ["FARGATE", scaled.name],
  });
  return { association, managed, scaled };
}

/** What runs by the clock, where its failures go, and who hears of them. */
function jobsOf(cluster: ecs.Cluster, role: Role, task: ecs.TaskDefinition) {
  const failures = new Queue("failures");
  const fifo = new Queue("in-order", { fifoQueue: true });
  const queuePolicy = new QueuePolicy("failures", { queueUrl: failures.url, policy: "{}" });
  const group = new ScheduleGroup("jobs");
  const job = new Schedule("job", {
    groupName: group.name,
    ...{ scheduleExpression: "rate(1 hour)", flexibleTimeWindow: { mode: "OFF" } },
    target: {
      ...{ arn: cluster.arn, roleArn: role.arn, deadLetterConfig: { arn: failures.arn } },
      ecsParameters: { taskDefinitionArn: task.arn },
    },
  });
  const stopped = new EventRule("stopped", { eventPattern: "{}" });
  const target = new EventTarget("stopped", { rule: stopped.name, arn: failures.arn });
  const onOtherBus = new EventRule("other", { eventPattern: "{}", eventBusName: "other" });
  const alarm = new MetricAlarm("failures", {
    ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 0 },
    dimensions: { QueueName: failures.name },
  });
  return { alarm, failures, fifo, job, onOtherBus, queuePolicy, stopped, target };
}

/** A load balancer for what does not speak HTTP. */
function doorOf(subnet: Subnet) {
  const balancer = new LoadBalancer("door", {
    ...{ loadBalancerType: "network", internal: true, subnets: [subnet.id] },
  });
  const targets = new TargetGroup("door", {
    ...{ protocol: "TCP", port: 6379, targetType: "ip", vpcId: "vpc-1" },
  });
  const listener = new Listener("door", {
    ...{ loadBalancerArn: balancer.arn, protocol: "TCP", port: 6379 },
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  return { balancer, listener, targets };
}

/** Who vouches for calls between modules. */
function trust() {
  const authority = new CertificateAuthority("calls", {
    type: "ROOT",
    certificateAuthorityConfiguration: {
      ...{ keyAlgorithm: "RSA_2048", signingAlgorithm: "SHA256WITHRSA", subject: { commonName: "calls" } },
    },
  });
  const issue = (name: string, template: string) =>
    new Certificate(name, {
      certificateAuthorityArn: authority.arn,
      certificateSigningRequest: authority.certificateSigningRequest,
      signingAlgorithm: "SHA256WITHRSA",
      templateArn: `arn:aws:acm-pca:::template/${template}/V1`,
      validity: { type: "YEARS", value: "1" },
    });
  const root = issue("root", "RootCACertificate");
  const leaf = issue("leaf", "EndEntityCertificate");
  const installed = new CertificateAuthorityCertificate("calls", {
    certificateAuthorityArn: authority.arn,
    certificate: root.certificate,
  });
  return { authority, installed, leaf, root };
}
