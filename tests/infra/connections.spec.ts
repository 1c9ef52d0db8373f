import { expect } from "chai";
import {
  connectionLimit,
  databaseClasses,
  mostTasks,
  poolSize,
  reservedPercent,
  sharedConnections,
} from "../../infra/connections";
import { instanceMemoryMiB, instanceTypes } from "../../infra/aws/instances";
import { moduleConfig } from "../support/fixtures";

const job = {
  schedule: "rate(1 hour)",
  timezone: "UTC",
  command: ["run"],
  tasks: 3,
  retries: 2,
  maximumAgeMinutes: 60,
  enabled: true,
};
const day = { at: "cron(0 8 * * ? *)", timezone: "UTC", min: 2, max: 20 };

describe("connections of a server", () => {
  const cases: readonly (readonly [instanceClass: string, limit?: number, shared?: number])[] = [
    ["db.t4g.micro", 76, 68],
    ["db.t4g.small", 153, 137],
    ["db.t4g.medium", 307, 276],
    ["db.t3.medium", 307, 276],
    ["db.t4g.large", 614, 552],
    ["db.m7g.large", 614, 552],
    ["db.m8g.xlarge", 1228, 1105],
    ["db.r7g.large", 1228, 1105],
    ["db.r7g.xlarge", 2457, 2211],
    // RDS gives no more, however large the server is.
    ["db.r7g.16xlarge", 16_000, 14_400],
    ["db.x2g.large"],
    ["db.t4g.nano"],
    ["m7g.large"],
    ["constructor"],
  ];
  for (const [instanceClass, limit, shared] of cases)
    it(`of ${instanceClass} are ${limit ?? "not known"}, of which modules share ${shared ?? "none"}`, () => {
      expect(connectionLimit(instanceClass)).to.equal(limit);
      expect(sharedConnections(instanceClass)).to.equal(shared);
    });

  it("are never more than RDS's own default for the memory, and some stay for others", () => {
    expect(databaseClasses).to.include.members(["db.t4g.micro", "db.t4g.medium", "db.r7g.large"]);
    for (const instanceClass of databaseClasses) {
      const limit = connectionLimit(instanceClass)!;
      expect(limit - sharedConnections(instanceClass)!, instanceClass).to.be.at.least(
        (limit * reservedPercent) / 100,
      );
    }
  });

  it("hang on the memory of the EC2 type of the class's name", () => {
    for (const type of instanceTypes.filter((one) => databaseClasses.includes(`db.${one}`))) {
      const most = (instanceMemoryMiB(type)! * 2 ** 20) / 12_582_880;
      expect(connectionLimit(`db.${type}`), type).to.be.within(most * 0.89, most * 0.91);
    }
  });
});

describe("the most tasks of a module at once", () => {
  const cases: readonly (readonly [
    what: string,
    change: Parameters<typeof moduleConfig>[0],
    tasks: number,
  ])[] = [
    ["twice its most, because a deployment runs two revisions", { scaling: { max: 3 } }, 6],
    ["twice the most of a schedule, where that is more", { scaling: { max: 3, schedules: { day } } }, 40],
    ["twice its most, where a schedule allows fewer", { scaling: { max: 30, schedules: { day } } }, 60],
    ["what its jobs start besides", { scaling: { max: 3 }, jobs: { sync: job } }, 9],
    ["what a job that waits to be turned on would start", { jobs: { sync: { ...job, enabled: false } } }, 9],
    ["one start of each of its jobs", { jobs: { one: job, two: { ...job, tasks: 1 } } }, 10],
    ["what its jobs start, where it has no service", { kind: "job", jobs: { sync: job } }, 3],
    ["one that is started by hand, where there is nothing else", { kind: "job" }, 1],
    ["twice its most for a worker too", { kind: "worker", scaling: { max: 5 } }, 10],
  ];
  for (const [what, change, tasks] of cases)
    it(`is ${what}: ${tasks}`, () => {
      expect(mostTasks(moduleConfig(change))).to.equal(tasks);
    });
});

describe("the pool of a task", () => {
  const cases: readonly (readonly [connections: number, max: number, size: number])[] = [
    [60, 3, 10],
    [60, 10, 3],
    [10, 2, 2],
    [11, 2, 2],
    [4, 2, 1],
    [3, 2, 0],
    [2, 1, 1],
  ];
  for (const [connections, max, size] of cases)
    it(`is ${size} of ${connections} connections where ${max} tasks are the most`, () => {
      expect(poolSize(moduleConfig({ data: { connections }, scaling: { max } }))).to.equal(size);
    });

  it("lets all tasks together keep to the module's share", () => {
    for (const connections of [2, 7, 60, 999])
      for (const max of [1, 2, 7, 50]) {
        const module = moduleConfig({ data: { connections }, scaling: { max } });
        expect(poolSize(module) * mostTasks(module)).to.be.at.most(connections);
      }
  });
});
