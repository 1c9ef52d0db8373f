import { expect } from "chai";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import { deadline, end, rehearse, succeed } from "../rehearsing";
import { lost, set, whileEdited } from "./edit";
import { needEngine } from "../support/needEngine";

describe("a zone more, under more nodes of Qdrant than there were zones", function () {
  this.timeout(4 * deadline);
  let rehearsal: Rehearsal | undefined;
  const nodes = set("data.qdrant.nodes", 3);
  const zones = set("network.availabilityZones", 3);

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
    await whileEdited(rehearsal, [nodes], () => succeed(rehearsal!, "up"));
  });
  after(() => end(rehearsal));

  it("leaves every volume where it is", async () => {
    const { steps } = await whileEdited(rehearsal!, [nodes, zones], () => succeed(rehearsal!, "up"));
    expect(lost(steps)).to.deep.equal([]);
    // Instance and task stay with their volume.
    const moved = steps.filter(({ op, urn }) => op !== "same" && /::data-qdrant-\d$/.test(urn));
    expect(moved).to.deep.equal([]);
  });
});
