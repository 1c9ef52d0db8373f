import { expect } from "chai";
import { resourceText } from "../../automation/engine/steps";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { creationSeconds } from "../../simulator/cloud/latency";
import { stacks } from "../support/harness";
import { deadline, end, rehearse } from "./rehearsing";
import { longestChain, needs, needsThrough, secondsOf } from "./support/dependencies";
import { madeIn, stateOf } from "./support/ledger";
import { needEngine } from "./support/needEngine";

/** Time jumps only after so long without a request, which a busy machine must not take for the end of them. */
const quietMs = 300;

/**
 * How much longer than its longest chain a first up may take. Three nodes of Qdrant come one after the other, so that
 * no update stops two of them: a need that no reference tells. They begin when the way out is there, for they load
 * their image through it.
 */
const slackOf = { dev: 1.05, staging: 1.05, prod: 1.3 } as const;

for (const stack of stacks)
  describe(`the first up of ${stack}`, function () {
    const slack = slackOf[stack];
    this.timeout(900_000);
    let rehearsal: Rehearsal;

    before(async function () {
      await needEngine(this);
      rehearsal = await rehearse(stack, { quietMs });
      const outcome = await rehearsal.operate("up", { deadline, parallel: 64 });
      expect(outcome.ending, outcome.errors.join("\n")).to.equal("succeeded");
    });
    after(() => end(rehearsal));

    it(`takes at most ${slack} times as long as its longest chain of needs`, async () => {
      const entries = madeIn(rehearsal);
      const made = entries.map((entry) => entry.made);
      const { resources } = await stateOf(rehearsal);
      const needed = needs(made, resources);
      const chain = longestChain(made, needsThrough("awsx:ec2:Vpc", needed));
      const alone = secondsOf(longestChain(made, needed));
      const makespan = Math.max(...entries.map(({ at }) => at));
      const told = [
        `${makespan} simulated seconds; the longest chain takes ${secondsOf(chain)}, ` +
          `and ${alone} if the network gave each output as soon as it is there:`,
        ...chain.map(({ urn, seconds }) => `  ${seconds} ${resourceText(urn)}`),
        "what was last, and what it waited for:",
        ...lastPath(entries, new Map(resources.map(({ urn, dependencies }) => [urn, dependencies ?? []]))),
      ].join("\n      ");
      console.log(`      ${told}`);
      // A bound that is broken from below is no bound: something was taken for a need that is none.
      expect(makespan, told).to.be.at.least(secondsOf(chain));
      expect(makespan, told).to.be.at.most(slack * secondsOf(chain));
    });
  });

type Made = ReturnType<typeof madeIn>;

/** From what was finished last, back along that of its dependencies which was finished last. */
function lastPath(entries: Made, dependencies: ReadonlyMap<string, readonly string[]>): string[] {
  const byUrn = new Map(entries.map((entry) => [entry.made.urn, entry]));
  const path: string[] = [];
  let current = entries.reduce<Made[number] | undefined>(later, undefined);
  while (current) {
    const { made, at } = current;
    path.unshift(`  ${at - creationSeconds(made.type)} to ${at}: ${resourceText(made.urn)}`);
    current = (dependencies.get(made.urn) ?? [])
      .flatMap((urn) => byUrn.get(urn) ?? [])
      .reduce<Made[number] | undefined>(later, undefined);
  }
  return path;
}

const later = (a: Made[number] | undefined, b: Made[number]): Made[number] =>
  a === undefined || b.at > a.at ? b : a;
