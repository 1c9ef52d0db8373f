import type { SSMClient } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import {
  environments,
  forget,
  readEnding,
  writeEnding,
} from "../../../../automation/deploy/temporary/records";
import { OperatorError } from "../../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../../simulator/api/memoryWorld";

const ending = { from: "dev", until: "2026-01-01T00:00:00.000Z" };

describe("the environments that end, in SSM", () => {
  after(closeRigs);
  let world: MemoryWorld;
  let ssm: SSMClient;
  beforeEach(async () => {
    world = new MemoryWorld();
    ({ ssm } = await rig(world));
  });

  it("are none where nothing says so, whatever else is there", async () => {
    world.parameters.put("/ai-platform/dev/releases/planning", "x");
    // Those of an environment that is called like the folder.
    world.parameters.put("/ai-platform/temporary/releases/planning", "x");
    expect(await environments(ssm)).to.deep.equal([]);
    expect(await readEnding(ssm, "dev")).to.equal(undefined);
  });

  it("are read as they were written, the last word last", async () => {
    const later = { ...ending, until: "2027-01-01T00:00:00.000Z" };
    await writeEnding(ssm, "pr-2", ending);
    await writeEnding(ssm, "pr-1", ending);
    await writeEnding(ssm, "pr-1", later);
    expect(await readEnding(ssm, "pr-1")).to.deep.equal(later);
    expect(await environments(ssm)).to.deep.equal([
      { stack: "pr-1", ending: later },
      { stack: "pr-2", ending },
    ]);
  });

  it("are all found, also pages of them", async () => {
    for (let number = 10; number < 35; number++) await writeEnding(ssm, `pr-${number}`, ending);
    expect(await environments(ssm)).to.have.length(25);
  });

  it("have no end that is told, where it cannot be read, and nobody goes on with them", async () => {
    world.parameters.put("/ai-platform/temporary/pr-1", "soon");
    expect(await environments(ssm)).to.deep.equal([{ stack: "pr-1" }]);
    expect(await failure(readEnding(ssm, "pr-1"))).to.be.instanceOf(OperatorError);
  });

  it("are forgotten with their releases, and no other's", async () => {
    const own = ["releases", "good-releases"].map((part) => `/ai-platform/pr-1/${part}/planning`);
    const others = ["/ai-platform/pr-10/releases/planning", "/ai-platform/temporary/pr-10"];
    for (const name of [...own, ...others, "/ai-platform/temporary/pr-1"]) world.parameters.put(name, "x");
    await forget(ssm, "pr-1");
    expect(world.parameters.names()).to.have.members(others);
  });
});
