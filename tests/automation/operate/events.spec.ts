import { expect } from "chai";
import { eventsOf, eventsShown, type ServiceHistory } from "../../../automation/operate/eventRows";
import { events } from "../../../automation/operate/events";
import { closeRigs, MemoryWorld, rig, rolledBack, service } from "../../simulator/api/memoryWorld";
import { targetOf } from "./targets";

const at = (second: number) => new Date(second * 1000);
const history = (given: Partial<ServiceHistory>): ServiceHistory => ({
  module: "planning",
  service: {},
  deployments: [],
  stopped: [],
  ...given,
});

describe("what happened to a service", () => {
  const told = (given: Partial<ServiceHistory>, since = 0) =>
    eventsOf([history(given)], at(since)).map(({ kind, what, bad }) => `${bad ? "! " : ""}${kind}: ${what}`);

  it("is told newest first, from a time on", () => {
    const service = {
      events: [1, 3, 2].map((second) => ({ createdAt: at(second), message: `(service planning) ${second}` })),
    };
    expect(told({ service }, 2)).to.deep.equal(["event: 3", "event: 2"]);
  });

  it("tells of deployments that begin, end, and fail", () => {
    const arn = "arn:aws:ecs:r:1:service-deployment/c/planning/d1";
    const good = {
      serviceDeploymentArn: arn,
      createdAt: at(1),
      finishedAt: at(2),
      status: "SUCCESSFUL" as const,
    };
    expect(told({ deployments: [good] })).to.deep.equal([
      "deployment: deployment d1 is SUCCESSFUL",
      "deployment: deployment d1 begins",
    ]);
    const back = { ...good, status: "ROLLBACK_SUCCESSFUL" as const, statusReason: "alarm x" };
    expect(told({ deployments: [back] })[0]).to.equal(
      "! deployment: deployment d1 is ROLLBACK_SUCCESSFUL: alarm x",
    );
    const running = { serviceDeploymentArn: arn, createdAt: at(1), status: "IN_PROGRESS" as const };
    expect(told({ deployments: [running] })).to.deep.equal(["deployment: deployment d1 begins"]);
  });

  it("tells why tasks stopped, and which of them were not meant to", () => {
    const taskArn = "arn:aws:ecs:r:1:task/c/0123456789";
    const containers = [
      { name: "app", exitCode: 137, reason: "OutOfMemoryError" },
      { name: "proxy", exitCode: 0 },
    ];
    const stopped = {
      taskArn,
      stoppedAt: at(1),
      stoppedReason: "Essential container in task exited",
      containers,
    };
    expect(told({ stopped: [stopped] })).to.deep.equal([
      "! stopped task: task 01234567: Essential container in task exited; app exit code 137 OutOfMemoryError",
    ]);
    const scaledIn = { ...stopped, stopCode: "ServiceSchedulerInitiated" as const };
    expect(told({ stopped: [scaledIn] })[0]).to.match(/^stopped task/);
  });
});

describe("events", () => {
  after(closeRigs);

  it("reads the services, their deployments and their stopped tasks", async () => {
    const world = new MemoryWorld();
    world.running = [rolledBack("planning"), service("support", { state: "completed" })];
    const since = new Date(Date.now() - 3_600_000);
    const { ecs } = await rig(world);
    const report = await events(ecs, targetOf(), targetOf().services, since);
    const of = (module: string, kind: string) =>
      report.events.filter((event) => event.module === module && event.kind === kind);
    expect(of("planning", "event")).to.have.length(12);
    expect(of("planning", "stopped task")).to.have.length(3);
    expect(of("planning", "deployment").some(({ bad }) => bad)).to.equal(true);
    expect(of("support", "deployment").some(({ bad }) => bad)).to.equal(false);
    expect(of("manufacturing", "event")).to.deep.equal([]);
    expect(eventsShown(report, since).sections[0]!.rows).to.have.length(report.events.length);
  });
});
