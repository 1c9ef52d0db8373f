import { SimulatedAwsError } from "./errors";
import type { CloudRecord } from "./journal";

const groupUsers = [
  "aws:autoscaling/group:Group",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ecs/service:Service",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/instance:Instance",
];

/**
 * What AWS refuses to delete while a resource of one of these types still uses it. Only what is refused: a key or
 * a log group can go at any time, and a launch template does not ask its group.
 */
const inUseBy: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/eip:Eip": ["aws:ec2/natGateway:NatGateway"],
  "aws:ec2/internetGateway:InternetGateway": ["aws:ec2/natGateway:NatGateway"],
  "aws:ec2/routeTable:RouteTable": ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  // A rule of another group that names this one holds it as well.
  "aws:ec2/securityGroup:SecurityGroup": [
    ...groupUsers,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  ],
  "aws:ec2/subnet:Subnet": [
    "aws:autoscaling/group:Group",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:ecs/service:Service",
    "aws:lb/loadBalancer:LoadBalancer",
  ],
  "aws:ec2/vpc:Vpc": [
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/networkAcl:NetworkAcl",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
  ],
  "aws:ecs/cluster:Cluster": ["aws:ecs/service:Service"],
  "aws:iam/role:Role": [
    "aws:iam/instanceProfile:InstanceProfile",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  ],
  "aws:lb/targetGroup:TargetGroup": ["aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule"],
  "aws:rds/parameterGroup:ParameterGroup": ["aws:rds/instance:Instance"],
  "aws:rds/subnetGroup:SubnetGroup": ["aws:rds/instance:Instance"],
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["aws:servicediscovery/service:Service"],
};

/** @throws SimulatedAwsError when something still uses the resource. */
export function checkUnused(record: CloudRecord, others: readonly CloudRecord[]): void {
  const types = inUseBy[record.type] ?? [];
  const handles = handlesOf(record);
  const user = others.find(
    (other) =>
      other !== record &&
      types.includes(other.type) &&
      stringsIn(other.inputs).some((text) => handles.has(text)),
  );
  // The rules of the group itself go with it.
  if (user && user.inputs.securityGroupId !== record.id)
    throw new SimulatedAwsError("DependencyViolation", `${record.id} is in use by ${user.urn}`);
}

/** @throws SimulatedAwsError when the inputs name something that is gone. */
export function checkReferences(inputs: unknown, gone: ReadonlySet<string>): void {
  const stale = stringsIn(inputs).find((text) => gone.has(text));
  if (stale !== undefined) throw new SimulatedAwsError("NotFound", `there is no ${stale} any more`);
}

/** What others know a resource by. */
export function handlesOf({ id, computed }: CloudRecord): Set<string> {
  return new Set([id, computed.arn, computed.name].filter((handle) => typeof handle === "string"));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
