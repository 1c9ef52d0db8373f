import { expect } from "chai";
import fc from "fast-check";
import { parseDocument } from "yaml";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import type { CloudRecord } from "../../simulator/cloud/journal";
import { statefulTypes } from "../../automation/plan/difference/steps";
import { configOf, edits, type Parts, stackFileOf } from "../data/randomConfigs";
import { isSaid } from "../data/said";
import { deadline, end, rehearse, succeed, summary } from "./rehearsing";
import { needEngine } from "./support/needEngine";

/** Few, because each makes an environment; tests/data draws many, and asks the plan instead. */
const pairs = fc.sample(edits, { numRuns: 3, seed: 20261121 });

/** An invocation is no state; what its end does is the function's matter. */
const holdsState = ({ type }: CloudRecord) =>
  type !== "aws:lambda/invocation:Invocation" && statefulTypes.includes(type);

const write = (rehearsal: Rehearsal, parts: Parts) => {
  rehearsal.edit((text) => {
    const file = parseDocument(text);
    file.set("config", file.createNode(stackFileOf(parts)));
    return file.toString({ lineWidth: 0 });
  });
};

describe("an edit of any kind, on the real engine", function () {
  this.timeout(900_000);
  before(async function () {
    await needEngine(this);
  });

  for (const [index, [before, after]] of pairs.entries())
    it(`leaves state in AWS as it was (${index + 1} of ${pairs.length})`, async () => {
      const rehearsal = await rehearse("dev");
      try {
        write(rehearsal, before);
        await succeed(rehearsal, "up");
        const held = rehearsal.cloud.resources().filter(holdsState);
        write(rehearsal, after);
        // What is protected refuses to go, and then the whole edit does not happen.
        const outcome = await rehearsal.operate("up", { deadline });
        console.log(`      ${summary(outcome)}`);
        const left = rehearsal.cloud.resources();
        const lost = held.filter(({ id }) => left.every((one) => one.id !== id));
        const unsaid = lost.filter((node) => {
          const does = left.some(({ urn }) => urn === node.urn) ? "replace" : "delete";
          return !isSaid({ node, does, by: [] }, configOf(before), configOf(after));
        });
        expect(unsaid.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
      } finally {
        end(rehearsal);
      }
    });
});
