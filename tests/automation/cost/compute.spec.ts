import { costs, node, type Fields } from "./cases";

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
    [group({ minSize: 1 }), template({ instanceType: "m8g.large" })],
    {
      notPriced: [
        "no price for EC2 m8g.large hours in ap-northeast-2",
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
