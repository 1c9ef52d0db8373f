import { expect } from "chai";
import type { Cloud } from "../../../simulator/cloud/cloud";
import { handleOf, logGroup, make, newFiles, openCloud } from "./given";

const service = "aws:ecs/service:Service";
const told = { name: "planning", cluster: "arn:cluster", taskDefinition: "arn:1", desiredCount: 2 };

describe("what operators see of the simulated cloud", () => {
  const newFile = newFiles();
  let cloud: Cloud;
  beforeEach(() => {
    cloud = openCloud(newFile());
  });

  it("is what there is, in which nothing has happened", () => {
    make(cloud, logGroup, "planning", { name: "/planning" });
    make(cloud, "aws:cloudwatch/metricAlarm:MetricAlarm", "errors", { name: "errors" });
    make(cloud, "aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", { alarmName: "all" });
    const bounds = { resourceId: "service/c/planning", minCapacity: 1, maxCapacity: 4 };
    make(cloud, "aws:appautoscaling/target:Target", "planning", bounds);
    const quiet = { description: "", state: "INSUFFICIENT_DATA", since: 0 };
    expect(cloud.observed).to.deep.equal({
      alarms: [
        { name: "errors", ...quiet },
        { name: "all", ...quiet, composite: true },
      ],
      logs: new Map([["/planning", []]]),
      metrics: [],
      scalableTargets: [{ resourceId: "service/c/planning", min: 1, max: 4 }],
      costs: [],
    });
  });

  it("has as many tasks as somebody told it, until Pulumi says another number", () => {
    const handle = handleOf(make(cloud, service, "planning", told));
    const counted = () => cloud.services().map(({ desiredCount }) => desiredCount);
    cloud.scale("planning", 5);
    expect(counted()).to.deep.equal([5]);
    expect(cloud.read(handle, service)!.inputs.desiredCount).to.equal(5);
    cloud.update(handle, service, { ...told, taskDefinition: "arn:2" });
    expect(counted()).to.deep.equal([5]);
    cloud.update(handle, service, { ...told, desiredCount: 3 });
    expect(counted()).to.deep.equal([3]);
  });
});
