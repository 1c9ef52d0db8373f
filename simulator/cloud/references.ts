import { SimulatedAwsError } from "./errors";
import type { CloudRecord } from "./journal";

type Values = Readonly<Record<string, unknown>>;

const groupUsers = [
  // A template holds nothing by itself; it stands for the instances that were started from it.
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ecs/service:Service",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/instance:Instance",
];

/**
 * What AWS refuses to delete while a resource of one of these types still uses it. Only what is refused: a key or
 * a log group can go at any time, and a launch template does not ask its group. Nor what the provider does away
 * with first: it takes a role out of its instance profile (deleteRole in service/iam/role.go of
 * terraform-provider-aws), and a route table off its subnets (resourceRouteTableDelete in
 * service/ec2/vpc_route_table.go).
 */
const inUseBy: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/eip:Eip": ["aws:ec2/natGateway:NatGateway"],
  // A rule of another group that names this one holds it as well, whichever way it points.
  "aws:ec2/securityGroup:SecurityGroup": [
    ...groupUsers,
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
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
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
  ],
  "aws:ecs/cluster:Cluster": ["aws:ecs/service:Service"],
  "aws:iam/role:Role": ["aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  "aws:lb/targetGroup:TargetGroup": ["aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule"],
  "aws:rds/parameterGroup:ParameterGroup": ["aws:rds/instance:Instance"],
  "aws:rds/subnetGroup:SubnetGroup": ["aws:rds/instance:Instance"],
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["aws:servicediscovery/service:Service"],
  // The tasks of the ECS service are registered in it.
  "aws:servicediscovery/service:Service": ["aws:ecs/service:Service"],
};

/** @throws SimulatedAwsError when something still uses the resource. */
export function checkUnused(record: CloudRecord, others: readonly CloudRecord[]): void {
  const types = inUseBy[record.type] ?? [];
  const handles = handlesOf(record);
  const user = others.find(
    (other) =>
      other !== record &&
      types.includes(other.type) &&
      // The rules of the group itself go with it.
      other.inputs.securityGroupId !== record.id &&
      stringsIn(othersIn(other)).some((text) => handles.has(text)),
  );
  if (user) throw new SimulatedAwsError("DependencyViolation", `${record.id} is in use by ${user.urn}`);
}

/** @throws SimulatedAwsError when the inputs name something that is gone. */
export function checkReferences(inputs: unknown, gone: ReadonlySet<string>): void {
  const stale = stringsIn(inputs).find((text) => gone.has(text));
  if (stale !== undefined) throw new SimulatedAwsError("NotFound", `there is no ${stale} any more`);
}

/** The inputs that may name other resources: neither tags, nor what the resource itself is called. */
export function othersIn({ type, inputs }: { readonly type: string; readonly inputs: Values }): Values {
  const own = [
    "name",
    "family",
    "identifier",
    "tags",
    ...(type === "aws:s3/bucket:Bucket" ? ["bucket"] : []),
  ];
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !own.includes(key)));
}

/** What nobody can name any more once the resource is gone: a part of a bucket has the bucket's id, not its own. */
export function goneWith(record: CloudRecord): string[] {
  const others = stringsIn(othersIn(record));
  return [record.id, record.computed.arn].filter(
    (handle): handle is string => typeof handle === "string" && !others.includes(handle),
  );
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
