import { type Edit, set } from "./edit";
import { apiServedAnew, create, remove, replace, update } from "./steps";

const stack = "dev";
const logs = "com.amazonaws.ap-northeast-2.logs";

/** The network, the platform, and what holds for all. */
export const environmentEdits: readonly Edit[] = [
  {
    name: "an interface endpoint",
    stack,
    by: "preview",
    edit: set("network.interfaceEndpoints", ["logs"]),
    expected: create(
      `ec2/securityGroup:SecurityGroup ${logs}-sg`,
      `ec2/securityGroupRule:SecurityGroupRule ${logs}-ingress`,
      `ec2/vpcEndpoint:VpcEndpoint ${logs}`,
    ),
  },
  {
    name: "a NAT gateway in every zone",
    stack,
    by: "preview",
    edit: set("network.natGateways", "per-zone"),
    expected: [
      ...create("ec2/eip:Eip network-2", "ec2/natGateway:NatGateway network-2"),
      ...update("ec2/route:Route network-private-2"),
    ],
  },
  {
    name: "a third zone",
    stack,
    by: "together",
    edit: set("network.availabilityZones", 3),
    expected: [
      ...create(
        ...["isolated", "private", "public"].flatMap((kind) => [
          `ec2/routeTable:RouteTable network-${kind}-3`,
          `ec2/routeTableAssociation:RouteTableAssociation network-${kind}-3`,
          `ec2/subnet:Subnet network-${kind}-3`,
        ]),
        "ec2/route:Route network-private-3",
        "ec2/route:Route network-public-3",
      ),
      ...update(
        "ec2/networkAcl:NetworkAcl network-isolated",
        "ec2/vpcEndpoint:VpcEndpoint com.amazonaws.ap-northeast-2.s3",
        "ecs/service:Service manufacturing",
        "ecs/service:Service planning",
        "ecs/service:Service support",
        "lambda/function:Function data-bootstrap",
        "lambda/function:Function data-qdrant-tend",
        "lb/loadBalancer:LoadBalancer platform",
        "rds/subnetGroup:SubnetGroup data-mariadb",
      ),
      // A link keeps the subnets that it was made with.
      ...replace("apigatewayv2/vpcLink:VpcLink edge"),
      ...apiServedAnew,
    ],
  },
  {
    name: "no flow logs",
    stack,
    by: "together",
    edit: set("network.flowLogs", false),
    expected: remove(
      "cloudwatch/logGroup:LogGroup network-flows",
      "ec2/flowLog:FlowLog network-flows",
      "iam/role:Role network-flows",
      "iam/rolePolicy:RolePolicy network-flows",
    ),
  },
  {
    name: "Container Insights",
    stack,
    by: "together",
    edit: set("platform.containerInsights", "enabled"),
    expected: update("ecs/cluster:Cluster platform"),
  },
  {
    name: "longer access logs and records of sessions and of what ECS tells",
    stack,
    by: "together",
    edit: set("platform.accessLogDays", 30),
    expected: update(
      "cloudwatch/logGroup:LogGroup platform-events",
      "cloudwatch/logGroup:LogGroup platform-sessions",
      "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration platform-alb-logs",
    ),
  },
  {
    name: "a load balancer that is not deleted by mistake",
    stack,
    by: "together",
    edit: set("platform.deletionProtection", true),
    expected: update("lb/loadBalancer:LoadBalancer platform", "s3/bucket:Bucket platform-alb-logs"),
  },
  {
    name: "a permissions boundary",
    stack,
    by: "together",
    edit: set("platform.permissionsBoundary", "arn:aws:iam::123456789012:policy/boundary"),
    expected: update(
      ...["data-qdrant", "manufacturing", "planning", "support"].map((name) => `${name}-execution`).map(role),
      ...["manufacturing", "planning", "support"].map((name) => `${name}-task`).map(role),
      role("account-api-logs"),
      ...["bootstrap", "qdrant-scheduler", "qdrant-tend", "watch-secrets", "watch-secrets-schedule"].map(
        (name) => role(`data-${name}`),
      ),
      role("data-qdrant-instance"),
      role("network-flows"),
    ),
  },
  {
    name: "a tag on everything, which is the provider's to add",
    stack,
    by: "preview",
    edit: set("tags", { CostCentre: "4711" }),
    expected: ["update pulumi:providers:aws aws"],
  },
  {
    name: "other assumptions of the estimate",
    stack,
    by: "preview",
    edit: set("costs", { hoursPerMonth: 200, natGbPerMonth: 99, spotDiscountPercent: 50 }),
    expected: [],
  },
];

function role(name: string): string {
  return `iam/role:Role ${name}`;
}
