import { expect } from "chai";
import { checkUnused } from "../../../simulator/cloud/references";
import { check, handleOf, make, newFiles, openCloud, record } from "./given";

const cluster = "aws:ecs/cluster:Cluster";
const provider = "aws:ecs/capacityProvider:CapacityProvider";
const association = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const service = "aws:ecs/service:Service";
const group = "aws:autoscaling/group:Group";

const scaled = { autoScalingGroupProvider: { autoScalingGroupArn: "arn:group" } };
const managed = { managedInstancesProvider: {}, cluster: "one" };
const strategy = (...names: readonly string[]) =>
  names.map((capacityProvider) => ({ capacityProvider, weight: 1 }));
const one = record(cluster, "one", {}, { name: "one" });
const ofInstances = record(provider, "managed", managed, { name: "managed" });
const listed = (...capacityProviders: readonly string[]) =>
  record(association, "one", { clusterName: "one", capacityProviders });

describe("a capacity provider", () => {
  const refused = "simulated AWS: InvalidParameterException: ";

  it("stands on one kind of instances, and names its cluster only if ECS manages them", () => {
    for (const values of [scaled, managed]) expect(() => check(provider, values)).not.to.throw();
    for (const values of [{}, { ...scaled, ...managed }])
      expect(() => check(provider, values)).to.throw(`${refused}exactly one of`);
    expect(() => check(provider, { managedInstancesProvider: {} })).to.throw(`${refused}cluster is required`);
    expect(() => check(provider, { ...scaled, cluster: "one" })).to.throw(
      `${refused}cluster must not be given`,
    );
  });

  it("shares its Auto Scaling group with no other", () => {
    const old = record(provider, "old", scaled);
    expect(() => check(provider, scaled, old)).to.throw(
      "simulated AWS: ClientException: The specified Auto Scaling",
    );
    const another = { autoScalingGroupProvider: { autoScalingGroupArn: "arn:other" } };
    expect(() => check(provider, another, old)).not.to.throw();
    expect(() => check(provider, managed, ofInstances)).not.to.throw();
  });

  it("guards instances only of a group that protects them from scale-in", () => {
    const guarded = {
      autoScalingGroupProvider: { autoScalingGroupArn: "arn:group", managedTerminationProtection: "ENABLED" },
    };
    const bare = record(group, "bare", {}, { arn: "arn:group" });
    expect(() => check(provider, guarded, bare)).to.throw("ClientException: To enable managed termination");
    expect(() => check(provider, scaled, bare)).not.to.throw();
    expect(() => check(provider, guarded, { ...bare, inputs: { protectFromScaleIn: true } })).not.to.throw();
    expect(() => check(provider, guarded, { ...bare, computed: { arn: "arn:other" } })).not.to.throw();
  });

  it("stays while its cluster lists it or a service names it", () => {
    const used = record(provider, "scaled", scaled, { name: "scaled" });
    for (const user of [
      listed("scaled"),
      record(service, "user", { capacityProviderStrategies: strategy("scaled") }),
    ])
      expect(() => checkUnused(used, [user])).to.throw(
        "simulated AWS: ClientException: id-of-scaled is in use",
      );
    expect(() => checkUnused(used, [listed("FARGATE")])).not.to.throw();
  });

  it("keeps no Auto Scaling group, but its cluster if it is of its own", () => {
    const used = record(group, "used", {}, { arn: "arn:group" });
    expect(() => checkUnused(used, [record(provider, "user", scaled)])).not.to.throw();
    expect(() => checkUnused(one, [ofInstances])).to.throw("is in use");
  });
});

describe("the capacity providers of a cluster", () => {
  const newFile = newFiles();
  const user = (inputs: Readonly<Record<string, unknown>>, name = "one") =>
    record(service, "user", { cluster: `arn:aws:ecs:r:1:cluster/${name}`, ...inputs });
  const spot = user({ capacityProviderStrategies: strategy("FARGATE_SPOT") });

  it("cannot lose one that a service of the cluster uses", () => {
    const cloud = openCloud(newFile());
    const made = make(cloud, association, "one", {
      clusterName: "one",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
    make(cloud, service, "user", spot.inputs);
    const without = (...capacityProviders: readonly string[]) =>
      cloud.update(handleOf(made), association, { clusterName: "one", capacityProviders });
    expect(() => without("FARGATE")).to.throw(
      "simulated AWS: ResourceInUseException: The specified capacity provider is",
    );
    expect(() => without("FARGATE_SPOT")).not.to.throw();
    expect(() => cloud.delete(handleOf(made), association)).to.throw(
      "simulated AWS: ResourceInUseException: one is",
    );
  });

  it("are not in use by services of other clusters or on other capacity", () => {
    const values = { clusterName: "one", capacityProviders: ["FARGATE"] };
    for (const other of [spot, user({ launchType: "FARGATE" }), user({})]) {
      const elsewhere = { ...other, inputs: { ...other.inputs, cluster: "two" } };
      expect(() => check(association, values, elsewhere)).not.to.throw();
      expect(() => checkUnused(listed("FARGATE_SPOT"), [elsewhere])).not.to.throw();
    }
    expect(() => checkUnused(listed("FARGATE"), [user({ launchType: "FARGATE" })])).not.to.throw();
    const byManaged = user({ capacityProviderStrategies: strategy("managed") });
    expect(() => check(association, values, ofInstances, byManaged)).not.to.throw();
  });

  it("are in use by a service that takes what the cluster gives", () => {
    const defaults = { ...listed("FARGATE").inputs, defaultCapacityProviderStrategies: strategy("FARGATE") };
    expect(() => checkUnused(record(association, "one", defaults), [user({})])).to.throw(
      "ResourceInUseException",
    );
    expect(() => checkUnused(listed("FARGATE"), [user({})])).not.to.throw();
  });

  it("are not told those of Managed Instances", () => {
    expect(() => check(association, listed("FARGATE", "managed").inputs, ofInstances)).to.throw(
      "simulated AWS: InvalidParameterException: Cannot associate Managed Instances capacity provider",
    );
    expect(() =>
      check(association, listed("scaled").inputs, record(provider, "s", scaled, { name: "scaled" })),
    ).not.to.throw();
  });
});

describe("the capacity of a service", () => {
  const values = (...names: readonly string[]) => ({
    cluster: "a:cluster/one",
    capacityProviderStrategies: strategy(...names),
  });
  const refused = "simulated AWS: InvalidParameterException: ";

  it("is a launch type or a strategy", () => {
    expect(() =>
      check(service, { launchType: "FARGATE", capacityProviderStrategies: strategy("FARGATE") }),
    ).to.throw(`${refused}Specifying both a launch type and capacity provider strategy is not supported`);
    expect(() => check(service, { launchType: "FARGATE", capacityProviderStrategies: [] })).not.to.throw();
  });

  for (const property of [
    "loadBalancers",
    "networkConfiguration",
    "serviceConnectConfiguration",
    "serviceRegistries",
  ])
    it(`has no ${property} outside of AWS`, () => {
      expect(() => check(service, { launchType: "EXTERNAL", [property]: [{}] })).to.throw(
        `${refused}the launch type EXTERNAL does not go with ${property}`,
      );
      expect(() => check(service, { launchType: "FARGATE", [property]: [{}] })).not.to.throw();
      expect(() => check(service, { launchType: "EXTERNAL", [property]: [] })).not.to.throw();
    });

  it("is what its cluster knows", () => {
    for (const names of [["FARGATE"], ["managed"], ["FARGATE", "managed"]])
      expect(() => check(service, values(...names), one, listed("FARGATE"), ofInstances)).not.to.throw();
    expect(() => check(service, values("FARGATE"), one)).to.throw(
      `${refused}The specified capacity provider strategy`,
    );
    const elsewhere = record(association, "two", { clusterName: "two", capacityProviders: ["FARGATE"] });
    expect(() => check(service, values("FARGATE"), one, elsewhere)).to.throw(refused);
    expect(() => check(service, values("FARGATE"))).not.to.throw();
  });
});
