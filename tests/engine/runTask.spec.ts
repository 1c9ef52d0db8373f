import { expect } from "chai";
import type { TaskReport } from "../../automation/deploy/runTask";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { deployed } from "./deploying";
import { end, rehearse, succeed } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const job = 'report: { schedule: "cron(0 2 * * ? *)", timezone: Asia/Seoul, command: [exit, "3"] }';

describe("deploy run-task", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
    rehearsal.edit((text) => text.replace(/^( +)planning:\n/m, `$1planning:\n$1  jobs: { ${job} }\n`));
    await succeed(rehearsal, "up");
  });
  after(() => end(rehearsal));

  it("is refused before the first release", async () => {
    const { stderr } = await deployed(2, rehearsal, ["run-task", "dev", "planning", "--job", "report"]);
    expect(stderr).to.match(/^planning has no release in dev, so there is no image to run\./);
  });

  it("runs a command with what the stack says of the module", async () => {
    await deployed(0, rehearsal, ["release", "dev", "planning", `sha256:${"1".repeat(64)}`]);
    const { stdout, stderr } = await deployed(0, rehearsal, [
      "run-task",
      "dev",
      "planning",
      "--",
      "migrate",
      "--all",
    ]);
    expect(stdout).to.match(/^run-task dev planning: done \(.+\)\n$/);
    expect(stderr).to.contain("planning: RUNNING\n");
  });

  it("is red with the exit code of a job that fails, as JSON on standard output alone", async () => {
    const { stdout } = await deployed(4, rehearsal, [
      "run-task",
      "dev",
      "planning",
      "--job",
      "report",
      "--json",
    ]);
    const report = JSON.parse(stdout) as TaskReport;
    expect(report).to.include({ version: 1, module: "planning", ending: "failed", exitCode: 4 });
    expect(report.errors[1]).to.equal("container app: exit code 3");
  });
});
