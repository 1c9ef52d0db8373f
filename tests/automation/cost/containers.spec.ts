import { costs, node, type Fields } from "./cases";

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
  const external = service({ desiredCount: 1, launchType: "EXTERNAL" });
  const activation = (inputs: Fields) => node("aws:ssm/activation:Activation", inputs);
  costs("no guess at servers that an activation elsewhere let in", [external], {
    notPriced: ["how many servers of ECS Anywhere are registered is not known here"],
  });
  costs("nothing for a service on servers, which the activation counts", [external, activation({})], {});
  const servers = "ECS Anywhere server hours, if all register that may";
  costs("all servers that may register", [activation({ registrationLimit: 3 })], {
    usd: { [servers]: 3 * 0.01025 * 730 },
    unverified: [servers],
  });
  costs("the one server of an activation that says no number", [activation({})], {
    usd: { [servers]: 0.01025 * 730 },
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
  const managed = node(
    "aws:ecs/capacityProvider:CapacityProvider",
    { managedInstancesProvider: {} },
    { name: "gpu" },
  );
  const containerDefinitions = JSON.stringify([
    { name: "app", resourceRequirements: [{ type: "GPU", value: "2" }] },
    { name: "sidecar" },
  ]);
  costs(
    "no guess at a service on Managed Instances, but what they must hold",
    [
      service({ desiredCount: 3, ...strategies({ capacityProvider: "gpu", weight: 1 }) }),
      definition({ containerDefinitions }),
      managed,
    ],
    {
      notPriced: [
        "ECS Managed Instances for 3 tasks of 0.5 vCPU, 1024 MiB and 2 GPUs each: hours of EC2 instances that AWS picks, and its fee",
      ],
    },
  );
  costs(
    "nothing for a service on Managed Instances without tasks",
    [service({ ...strategies({ capacityProvider: "gpu", weight: 1 }) }), definition(), managed],
    {},
  );
  costs("no guess at Managed Instances", [provider({ managedInstancesProvider: {} })], {
    notPriced: ["no price for ECS Managed Instances: AWS picks their type and number"],
  });
});
