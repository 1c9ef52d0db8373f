import { expect } from "chai";
import { estimate } from "../../../automation/cost";
import { Graph, type GraphNode } from "../../../simulator/graph";
import { assumptions } from "./assumptions";
import { costs, node, type Fields } from "./cases";

describe("cost of a pool of instances", () => {
  const template = node(
    "aws:ec2/launchTemplate:LaunchTemplate",
    { blockDeviceMappings: [{ ebs: { volumeSize: 30, volumeType: "gp3" } }] },
    { id: "lt-1" },
  );
  const pool = (inputs: Fields = {}, instancesDistribution: Fields = {}) =>
    node(
      "aws:autoscaling/group:Group",
      {
        minSize: 0,
        maxSize: 10,
        mixedInstancesPolicy: {
          instancesDistribution,
          launchTemplate: {
            launchTemplateSpecification: { launchTemplateId: "lt-1" },
            overrides: [{ instanceType: "m7g.large" }, { instanceType: "m7g.xlarge" }],
          },
        },
        ...inputs,
      },
      { arn: "arn:group" },
    );
  const provider = (managedScaling: Fields = {}) =>
    node(
      "aws:ecs/capacityProvider:CapacityProvider",
      { autoScalingGroupProvider: { autoScalingGroupArn: "arn:group", managedScaling } },
      { name: "ai-pool" },
    );
  const definition = (inputs: Fields = {}) =>
    node(
      "aws:ecs/taskDefinition:TaskDefinition",
      { cpu: "512", memory: "1024", ...inputs },
      { arn: "arn:td" },
    );
  const service = (desiredCount: number, inputs: Fields = {}, name = "planning") =>
    node(
      "aws:ecs/service:Service",
      {
        desiredCount,
        taskDefinition: "arn:td",
        capacityProviderStrategies: [{ capacityProvider: "ai-pool", weight: 1 }],
        ...inputs,
      },
      {},
      name,
    );
  const disk = "EBS gp3 volume of the instance";
  const onDemand = (instances: number, disks = instances) => ({
    "EC2 m7g.large hours": instances * 0.1003 * 730,
    [disk]: disks * 30 * 0.0912,
  });
  const all = [template, provider(), definition()];

  // Two tasks go on an m7g.large: its third interface is the instance's own.
  costs("as many instances as hold the tasks", [pool(), ...all, service(5)], { usd: onDemand(3) });
  costs("no instance more for a full one", [pool(), ...all, service(4)], { usd: onDemand(2) });
  costs("services that share instances", [pool(), ...all, service(1), service(1, {}, "quality")], {
    usd: onDemand(1),
  });
  costs(
    "the tasks of the scaling target's floor",
    [
      pool(),
      ...all,
      service(0, { cluster: "main", name: "planning" }),
      node("aws:appautoscaling/target:Target", { resourceId: "service/main/planning", minCapacity: 2 }),
    ],
    { usd: onDemand(1) },
  );
  costs(
    "instances that ECS keeps free",
    [pool(), template, provider({ targetCapacity: 80 }), definition(), service(4)],
    {
      usd: onDemand(3),
    },
  );
  costs(
    "an instance for each task that wants its own",
    [pool(), ...all, service(3, { placementConstraints: [{ type: "distinctInstance" }] })],
    { usd: onDemand(3) },
  );
  costs("no fewer than the pool's least", [pool({ minSize: 2 }), ...all, service(1)], { usd: onDemand(2) });
  costs("no more than the pool's most", [pool({ maxSize: 2 }), ...all, service(9)], { usd: onDemand(2) });
  costs("nothing without tasks", [pool(), ...all, service(0)], {});
  costs(
    "nothing for tasks elsewhere",
    [
      pool(),
      ...all,
      service(3, { capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }] }),
    ],
    {},
  );
  costs(
    "a floor on demand and half of the rest on Spot, the odd one on demand",
    [pool({}, { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 50 }), ...all, service(8)],
    {
      usd: { ...onDemand(3, 4), "EC2 Spot m7g.large hours": 0.35 * 0.1003 * 730 },
      unverified: ["EC2 Spot m7g.large hours"],
    },
  );
  costs(
    "all on Spot, which a Savings Plan does not cover",
    [pool({}, { onDemandPercentageAboveBaseCapacity: 0 }), ...all, service(2)],
    {
      assumptions: { savingsPlanPercent: 20 },
      usd: { "EC2 Spot m7g.large hours": 0.35 * 0.1003 * 730, [disk]: 30 * 0.0912 },
    },
  );

  const gpus = (value: string) => ({
    containerDefinitions: JSON.stringify([{ resourceRequirements: [{ type: "GPU", value }] }]),
  });
  costs("no guess at a task too large", [pool(), template, provider(), definition(gpus("1")), service(1)], {
    notPriced: ["a m7g.large is too small for a task of planning"],
  });
  costs(
    "no guess at tasks of no size",
    [pool(), template, provider(), definition({ cpu: undefined }), service(1)],
    {
      notPriced: ["the size of the tasks of planning is not known"],
    },
  );
  costs(
    "no guess at a type out of the table",
    [
      pool({ mixedInstancesPolicy: undefined, launchTemplate: { id: "lt-2" } }),
      node("aws:ec2/launchTemplate:LaunchTemplate", { instanceType: "p5.48xlarge" }, { id: "lt-2" }),
      provider(),
      definition(),
      service(1),
    ],
    { notPriced: ["how many tasks a p5.48xlarge takes is not known"] },
  );

  costs(
    "the pool's least where no more is known",
    [pool({ minSize: 1 }), template, provider(), definition({ cpu: undefined }), service(1)],
    { usd: onDemand(1), notPriced: ["the size of the tasks of planning is not known"] },
  );

  it("names the key of the stack file, which is another than Qdrant's", () => {
    const fields = (...others: readonly GraphNode[]) => {
      const graph = new Graph([pool({ minSize: 1 }), template, ...others]);
      return estimate(graph, "us-east-1", assumptions).lines.map(({ field }) => field);
    };
    expect(fields(provider())).to.deep.equal(["platform.pools.<name>", "platform.pools.<name>"]);
    expect(fields()).to.deep.equal(["data.qdrant.instanceType", "data.qdrant.instanceType"]);
  });
});
