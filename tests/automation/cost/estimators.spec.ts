import { expect } from "chai";
import { assumptionDefaults, estimate, type Assumptions } from "../../../automation/cost";
import { Graph, type GraphNode } from "../../../simulator/graph";

type Fields = Readonly<Record<string, unknown>>;

const node = (type: string, inputs: Fields = {}, outputs: Fields = {}, name = "it"): GraphNode => ({
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  type,
  name,
  custom: true,
  inputs,
  outputs: { ...inputs, ...outputs },
  options: {
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    dependencies: [],
    provider: "",
  },
});

const round = (usd: number): number => Number(usd.toFixed(6));

interface Expected {
  /** USD a month in Seoul, by item. */
  readonly usd?: Readonly<Record<string, number>>;
  readonly notPriced?: readonly string[];
  readonly unverified?: readonly string[];
  readonly assumptions?: Partial<Assumptions>;
}

/** The first resource is the one looked at; the others are what it points to. */
function costs(title: string, nodes: readonly [GraphNode, ...GraphNode[]], expected: Expected): void {
  it(title, () => {
    const assumptions = { ...assumptionDefaults, ...expected.assumptions };
    const { lines, notPriced } = estimate(new Graph(nodes), "ap-northeast-2", assumptions);
    const own = lines.filter(({ urn }) => urn === nodes[0].urn);
    const usd = Object.fromEntries(own.map(({ item, monthlyUsd }) => [item, round(monthlyUsd)]));
    const wanted = Object.entries(expected.usd ?? {}).map(([item, amount]) => [item, round(amount)]);
    expect(usd).to.deep.equal(Object.fromEntries(wanted));
    expect(own).to.have.length(wanted.length);
    const reasons = notPriced.filter(({ urn }) => urn === nodes[0].urn).map(({ reason }) => reason);
    expect(reasons).to.deep.equal(expected.notPriced ?? []);
    if (expected.unverified !== undefined)
      expect(own.filter(({ unverified }) => unverified).map(({ item }) => item)).to.deep.equal(
        expected.unverified,
      );
  });
}

describe("cost of a network", () => {
  const nat = (inputs: Fields, name?: string) => node("aws:ec2/natGateway:NatGateway", inputs, {}, name);
  const endpoint = (inputs: Fields, name?: string) =>
    node("aws:ec2/vpcEndpoint:VpcEndpoint", inputs, {}, name);
  const subnet = (zone: string, name: string) =>
    node("aws:ec2/subnet:Subnet", { vpcId: "vpc-1", availabilityZone: zone }, {}, name);
  const balancer = (inputs: Fields) => node("aws:lb/loadBalancer:LoadBalancer", inputs);
  const flow = (inputs: Fields) => node("aws:ec2/flowLog:FlowLog", inputs);
  const [natHours, natGb] = ["NAT gateway hours", "GB through the NAT gateway (assumed)"];
  const address = "public IPv4 address hours";
  const interfaceHours = "interface endpoint hours";
  const interfaceGb = "GB through the interface endpoint (assumed)";
  const lcu = { "load balancer hours": 0.0225 * 730, "load balancer capacity units (assumed)": 0.008 * 730 };

  costs("an address by the hour", [node("aws:ec2/eip:Eip")], {
    usd: { [address]: 0.005 * 730 },
    unverified: [],
  });
  costs("a NAT gateway", [nat({ subnetId: "a" })], { usd: { [natHours]: 0.059 * 730, [natGb]: 0.059 * 50 } });
  costs("one of two NAT gateways, which share the traffic", [nat({}), nat({}, "b")], {
    usd: { [natHours]: 0.059 * 730, [natGb]: 0.059 * 25 },
  });
  costs(
    "a regional NAT gateway in each zone, with its addresses",
    [
      nat({ availabilityMode: "regional", vpcId: "vpc-1" }),
      subnet("a", "1"),
      subnet("a", "2"),
      subnet("c", "3"),
    ],
    { usd: { [natHours]: 2 * 0.059 * 730, [natGb]: 0.059 * 50, [address]: 2 * 0.005 * 730 } },
  );
  costs(
    "a regional NAT gateway in the zones given, whose addresses are resources",
    [nat({ availabilityMode: "regional", availabilityZoneAddresses: [{}, {}, {}] })],
    { usd: { [natHours]: 3 * 0.059 * 730, [natGb]: 0.059 * 50 } },
  );
  costs("nothing for a gateway endpoint", [endpoint({})], {});
  costs(
    "an interface endpoint in each subnet; two share the traffic",
    [
      endpoint({ vpcEndpointType: "Interface", subnetIds: ["a", "b"] }),
      endpoint({ vpcEndpointType: "Interface", subnetIds: ["a"] }, "other"),
      endpoint({}, "s3"),
    ],
    { usd: { [interfaceHours]: 2 * 0.013 * 730, [interfaceGb]: 0.01 * 25 } },
  );
  costs("no guess at an endpoint without subnets", [endpoint({ vpcEndpointType: "Interface" })], {
    notPriced: ["the interface endpoint names no subnets"],
  });
  costs("no guess at another endpoint", [endpoint({ vpcEndpointType: "GatewayLoadBalancer" })], {
    notPriced: ["no price for VPC endpoints of the kind GatewayLoadBalancer"],
  });
  costs("an internal load balancer", [balancer({ internal: true, subnets: ["a", "b"] })], { usd: lcu });
  costs("a public load balancer with its addresses", [balancer({ subnets: ["a", "b"] })], {
    usd: { ...lcu, [address]: 2 * 0.005 * 730 },
  });
  costs("no guess at a network load balancer", [balancer({ loadBalancerType: "network" })], {
    notPriced: ["no price for load balancers of the kind network"],
  });
  costs("a flow log at its log group", [flow({})], {});
  costs("no guess at a flow log to a bucket", [flow({ logDestinationType: "s3" })], {
    notPriced: ["no price for the delivery of flow logs to s3"],
  });
  costs("a DNS namespace", [node("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace")], {
    usd: { "private DNS zone": 0.5 },
  });
  costs("a Cloud Map service", [node("aws:servicediscovery/service:Service")], {
    usd: { "Cloud Map resource": 0.1 },
  });
});

describe("cost of instances and disks", () => {
  const group = (inputs: Fields) =>
    node("aws:autoscaling/group:Group", { launchTemplate: { id: "lt-1" }, ...inputs });
  const template = (inputs: Fields) => node("aws:ec2/launchTemplate:LaunchTemplate", inputs, { id: "lt-1" });
  const root = { blockDeviceMappings: [{ ebs: { volumeSize: 30, volumeType: "gp3" } }] };
  const medium = template({ instanceType: "t4g.medium", ...root });
  const disk = "EBS gp3 volume of the instance";

  costs("two instances and their root volumes", [group({ desiredCapacity: 2, minSize: 1 }), medium], {
    usd: { "EC2 t4g.medium hours": 2 * 0.0416 * 730, [disk]: 2 * 30 * 0.0912 },
    unverified: [],
  });
  costs("the least instances where no wish is given", [group({ minSize: 1, maxSize: 3 }), medium], {
    usd: { "EC2 t4g.medium hours": 0.0416 * 730, [disk]: 30 * 0.0912 },
  });
  costs("instances under a Savings Plan", [group({ minSize: 1 }), medium], {
    assumptions: { savingsPlanPercent: 20 },
    usd: { "EC2 t4g.medium hours": 0.8 * 0.0416 * 730, [disk]: 30 * 0.0912 },
  });
  costs(
    "Spot instances, which a Savings Plan does not cover",
    [
      group({ minSize: 1 }),
      template({ instanceType: "t4g.medium", instanceMarketOptions: { marketType: "spot" }, ...root }),
    ],
    {
      assumptions: { savingsPlanPercent: 20 },
      usd: { "EC2 Spot t4g.medium hours": 0.35 * 0.0416 * 730, [disk]: 30 * 0.0912 },
      unverified: ["EC2 Spot t4g.medium hours"],
    },
  );
  costs(
    "no guess at an instance type or root volume out of the book",
    [group({ minSize: 1 }), template({ instanceType: "g6.xlarge" })],
    {
      notPriced: [
        "no price for EC2 g6.xlarge hours in ap-northeast-2",
        "the root volume is the machine image's own, of unknown size",
      ],
    },
  );
  costs("no guess without an instance type", [group({ minSize: 1 }), template(root)], {
    usd: { [disk]: 30 * 0.0912 },
    notPriced: ["the launch template names no instance type"],
  });
  costs("no guess without the launch template", [group({ minSize: 1 })], {
    notPriced: ["the group's launch template is not a resource of this program"],
  });
  costs("no guess at a group that grows from nothing", [group({ minSize: 0, maxSize: 4 }), medium], {
    notPriced: ["the group starts with no instance and may grow to 4"],
  });
  costs("nothing for a group that stays empty", [group({ minSize: 0, maxSize: 0 }), medium], {});

  const volume = (inputs: Fields) => node("aws:ebs/volume:Volume", inputs);
  const usd = { "EBS gp3 volume": 50 * 0.0912 };
  costs("a gp3 volume", [volume({ type: "gp3", size: 50, iops: 3000, throughput: 125 })], { usd });
  const faster = "no price for the speed of the EBS gp3 volume above 3000 IOPS and 125 MiB/s";
  costs("no guess at more IOPS", [volume({ type: "gp3", size: 50, iops: 4000 })], {
    usd,
    notPriced: [faster],
  });
  costs("no guess at throughput", [volume({ type: "gp3", size: 50, throughput: 250 })], {
    usd,
    notPriced: [faster],
  });
  costs("no guess at another volume type", [volume({ size: 50 })], {
    notPriced: ["no price for the EBS gp3 volume: the volume type is not gp3"],
  });
  costs("no guess without a size", [volume({ type: "gp3" })], {
    notPriced: ["no price for the EBS gp3 volume: the size is not given"],
  });
});

describe("cost of data", () => {
  const database = (inputs: Fields) =>
    node("aws:rds/instance:Instance", {
      engine: "mariadb",
      instanceClass: "db.t4g.medium",
      allocatedStorage: 50,
      storageType: "gp3",
      ...inputs,
    });
  const hours = "RDS MariaDB db.t4g.medium hours";
  const single = { [hours]: 0.102 * 730, "RDS gp3 storage": 50 * 0.131 };

  costs("a database in one zone", [database({})], { usd: single, unverified: [hours] });
  costs(
    "a database in two zones with its secret",
    [database({ multiAz: true, manageMasterUserPassword: true })],
    {
      usd: {
        [`${hours} in two zones`]: 2 * 0.102 * 730,
        "RDS gp3 storage in two zones": 50 * 0.262,
        "secret of the master user, made by RDS": 0.4,
      },
    },
  );
  costs("no guess at what is extra", [database({ iops: 4000, performanceInsightsRetentionPeriod: 31 })], {
    usd: single,
    notPriced: [
      "no price for RDS storage speed above what the size brings",
      "no price for Database Insights beyond seven days",
    ],
  });
  costs("no guess at the advanced mode", [database({ databaseInsightsMode: "advanced" })], {
    usd: single,
    notPriced: ["no price for Database Insights beyond seven days"],
  });
  costs(
    "no guess at another class and storage",
    [database({ instanceClass: "db.x2g.large", storageType: "io2" })],
    {
      notPriced: [
        "no price for RDS MariaDB db.x2g.large hours in ap-northeast-2",
        "no price for RDS storage that is not gp3",
      ],
    },
  );
  costs("no guess without a size", [database({ allocatedStorage: undefined })], {
    usd: { [hours]: 0.102 * 730 },
    notPriced: ["no price for the RDS storage: the size is not given"],
  });
  costs("no guess without a class", [database({ instanceClass: undefined })], {
    notPriced: ["the database names no instance class"],
  });
  costs("no guess at another engine", [database({ engine: "postgres" })], {
    notPriced: ["no price for RDS with the engine postgres"],
  });
  costs("a bucket", [node("aws:s3/bucket:Bucket")], { usd: { "S3 Standard storage (assumed)": 50 * 0.025 } });
  costs("a key", [node("aws:kms/key:Key")], { usd: { "KMS key": 1 } });
  costs("a replica of a key", [node("aws:kms/replicaKey:ReplicaKey")], { usd: { "KMS key": 1 } });
  costs("a secret", [node("aws:secretsmanager/secret:Secret")], { usd: { secret: 0.4 } });
  costs("a secret and its replica", [node("aws:secretsmanager/secret:Secret", { replicas: [{}] })], {
    usd: { secret: 0.8 },
  });
  costs("nothing for a standard parameter", [node("aws:ssm/parameter:Parameter", { tier: "Standard" })], {});
  costs("no guess at an advanced parameter", [node("aws:ssm/parameter:Parameter", { tier: "Advanced" })], {
    notPriced: ["no price for advanced SSM parameters"],
  });
  costs("no guess at backups", [node("aws:backup/plan:Plan")], {
    notPriced: ["backup storage depends on how much changes between backups"],
  });
});

describe("cost of logs and alarms", () => {
  const arn = "arn:aws:logs:ap-northeast-2:1:log-group:flow";
  const group = (inputs: Fields) => node("aws:cloudwatch/logGroup:LogGroup", inputs, { arn });
  const [written, kept] = ["log GB written (assumed)", "log GB kept (assumed)"];
  const forever = { [written]: 5 * 0.76, [kept]: 5 * 12 * 0.0314 };

  costs("a log group that keeps 73 days", [group({ retentionInDays: 73 })], {
    usd: { [written]: 5 * 0.76, [kept]: 5 * 2.4 * 0.0314 },
  });
  costs("a year of a log group that keeps for ever", [group({})], { usd: forever });
  costs("a year of a log group that keeps for ever, said as 0", [group({ retentionInDays: 0 })], {
    usd: forever,
  });
  costs(
    "the group of the flow log by the assumption of its own",
    [group({ retentionInDays: 73 }), node("aws:ec2/flowLog:FlowLog", { logDestination: `${arn}:*` })],
    {
      assumptions: { flowLogGbPerMonth: 8 },
      usd: { "flow log GB written (assumed)": 8 * 0.76, "flow log GB kept (assumed)": 8 * 2.4 * 0.0314 },
    },
  );
  costs("a group of infrequent access", [group({ logGroupClass: "INFREQUENT_ACCESS" })], {
    usd: { "log GB written, infrequent access (assumed)": 5 * 0.38, [kept]: 5 * 12 * 0.0314 },
  });
  costs("no guess at a group for delivery", [group({ logGroupClass: "DELIVERY" })], {
    notPriced: ["no price for log groups of the class DELIVERY"],
  });

  const policy = (policyType: string) => node("aws:appautoscaling/policy:Policy", { policyType });
  costs("the two alarms of target tracking", [policy("TargetTrackingScaling")], {
    usd: { "alarms of the scaling policy": 0.2 },
  });
  costs("nothing for predictive scaling", [policy("PredictiveScaling")], {});

  const alarm = (inputs: Fields) => node("aws:cloudwatch/metricAlarm:MetricAlarm", inputs);
  const queries = [{ expression: "m1 / m2" }, { metric: { period: 60 } }, { metric: { period: 60 } }];
  costs("an alarm", [alarm({ period: 60 })], { usd: { "alarm metrics": 0.1 } });
  costs("an alarm by its metrics", [alarm({ metricQueries: queries })], { usd: { "alarm metrics": 0.2 } });
  costs("an anomaly alarm as three metrics", [alarm({ thresholdMetricId: "ad1" })], {
    usd: { "alarm metrics": 0.3 },
  });
  const fast = { notPriced: ["no price for high-resolution alarms"] };
  costs("no guess at a fast alarm", [alarm({ period: 10 })], fast);
  costs("no guess at a fast query", [alarm({ metricQueries: [{ metric: { period: 10 } }] })], fast);
  costs("a composite alarm", [node("aws:cloudwatch/compositeAlarm:CompositeAlarm")], {
    usd: { "composite alarm": 0.5 },
  });
});

describe("cost of containers", () => {
  const cluster = "arn:aws:ecs:ap-northeast-2:1:cluster/main";
  const service = (inputs: Fields, name?: string) =>
    node(
      "aws:ecs/service:Service",
      { cluster, taskDefinition: "arn:td", launchType: "FARGATE", ...inputs },
      {},
      name,
    );
  const size = { cpu: "512", memory: "1024" };
  const definition = (inputs: Fields = {}) =>
    node(
      "aws:ecs/taskDefinition:TaskDefinition",
      { ...size, runtimePlatform: { cpuArchitecture: "ARM64" }, ...inputs },
      { arn: "arn:td" },
    );
  const strategies = (...entries: Fields[]) => ({
    launchType: undefined,
    capacityProviderStrategies: entries,
  });
  const vcpu = 0.5 * 0.03725 * 730;
  const memory = 1 * 0.00409 * 730;
  const arm = (tasks: number) => ({
    "Fargate ARM vCPU-hours": tasks * vcpu,
    "Fargate ARM memory GB-hours": tasks * memory,
  });
  const spot = (tasks: number) => ({
    "Fargate Spot ARM vCPU-hours": tasks * 0.35 * vcpu,
    "Fargate Spot ARM memory GB-hours": tasks * 0.35 * memory,
  });

  costs("an ARM task of half a vCPU and 1 GB", [service({ desiredCount: 1 }), definition()], {
    usd: arm(1),
    unverified: [],
  });
  costs(
    "two x86 tasks where no architecture is given",
    [service({ desiredCount: 2 }), definition({ runtimePlatform: {} })],
    {
      usd: {
        "Fargate x86 vCPU-hours": 2 * 0.5 * 0.04656 * 730,
        "Fargate x86 memory GB-hours": 2 * 0.00511 * 730,
      },
    },
  );
  costs(
    "the floor of the scaling target over the desired count",
    [
      service({ desiredCount: 0, name: "planning" }),
      definition(),
      node("aws:appautoscaling/target:Target", { resourceId: "service/main/planning", minCapacity: 3 }),
      node(
        "aws:appautoscaling/target:Target",
        { resourceId: "service/other/planning", minCapacity: 9 },
        {},
        "other",
      ),
    ],
    { usd: arm(3) },
  );
  costs("nothing for a service without tasks", [service({ desiredCount: 0 }), definition()], {});
  costs("tasks under a Savings Plan", [service({ desiredCount: 1 }), definition()], {
    assumptions: { savingsPlanPercent: 20 },
    usd: { "Fargate ARM vCPU-hours": 0.8 * vcpu, "Fargate ARM memory GB-hours": 0.8 * memory },
  });
  costs(
    "one task on demand and the rest half on Spot",
    [
      service({
        desiredCount: 3,
        ...strategies(
          { capacityProvider: "FARGATE", base: 1, weight: 1 },
          { capacityProvider: "FARGATE_SPOT", weight: 1 },
        ),
      }),
      definition(),
    ],
    {
      assumptions: { savingsPlanPercent: 0 },
      usd: { ...arm(2), ...spot(1) },
      unverified: ["Fargate Spot ARM vCPU-hours", "Fargate Spot ARM memory GB-hours"],
    },
  );
  costs(
    "the default capacity of its cluster",
    [
      service({ desiredCount: 2, launchType: undefined }),
      definition(),
      node("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", {
        clusterName: "main",
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      }),
    ],
    { usd: spot(2) },
  );
  costs(
    "storage above 20 GB and a public address",
    [
      service({ desiredCount: 2, networkConfiguration: { assignPublicIp: true } }),
      definition({ ephemeralStorage: { sizeInGib: 50 } }),
    ],
    {
      usd: {
        ...arm(2),
        "Fargate storage GB-hours above 20 GB": 2 * 30 * 0.000127 * 730,
        "public IPv4 address hours": 2 * 0.005 * 730,
      },
      unverified: ["Fargate storage GB-hours above 20 GB"],
    },
  );
  costs(
    "nothing on the company's own instances",
    [service({ desiredCount: 2, ...strategies({ capacityProvider: "qdrant", weight: 1 }) }), definition()],
    {},
  );
  costs(
    "a volume of each task, on any capacity",
    [
      service({
        desiredCount: 2,
        launchType: "EC2",
        volumeConfiguration: { managedEbsVolume: { sizeInGb: 10, volumeType: "gp3" } },
      }),
    ],
    { usd: { "EBS gp3 volume of the task": 2 * 10 * 0.0912 } },
  );
  costs("no guess without the task definition", [service({ desiredCount: 1 })], {
    notPriced: ["the task definition is not a resource of this program"],
  });
  const sizeless = { notPriced: ["the task definition gives no Linux size in CPU units and MiB"] };
  costs("no guess without a size", [service({ desiredCount: 1 }), definition({ cpu: undefined })], sizeless);
  costs("no guess at another unit", [service({ desiredCount: 1 }), definition({ memory: "1 GB" })], sizeless);
  costs(
    "no guess at Windows",
    [
      service({ desiredCount: 1 }),
      definition({ runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" } }),
    ],
    sizeless,
  );
  costs("no guess at ECS Anywhere", [service({ desiredCount: 1, launchType: "EXTERNAL" })], {
    notPriced: ["no price for ECS Anywhere instance hours"],
  });

  const insights = (value: string) =>
    node("aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsights", value }] }, { arn: cluster });
  const elsewhere = service({ cluster: "arn:aws:ecs:ap-northeast-2:1:cluster/other" }, "elsewhere");
  costs("nothing for a cluster without insights", [insights("disabled"), service({})], {});
  costs(
    "insights by the services of the cluster",
    [insights("enabled"), service({}), service({}, "two"), elsewhere],
    {
      usd: { "Container Insights enabled metrics (assumed)": 2 * 15 * 0.3 },
      unverified: ["Container Insights enabled metrics (assumed)"],
    },
  );
  costs("enhanced insights at a price of their own", [insights("enhanced"), service({})], {
    usd: { "Container Insights enhanced metrics (assumed)": 60 * 0.07 },
  });
  const provider = (inputs: Fields) => node("aws:ecs/capacityProvider:CapacityProvider", inputs);
  costs("nothing for a provider over a group", [provider({ autoScalingGroupProvider: {} })], {});
  costs("no guess at Managed Instances", [provider({ managedInstancesProvider: {} })], {
    notPriced: ["no price for ECS Managed Instances: AWS picks their type and number"],
  });
});
