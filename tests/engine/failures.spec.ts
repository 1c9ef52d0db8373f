import { expect } from "chai";
import { resourceText } from "../../automation/engine/steps";
import type { OperationKind, Outcome } from "../../automation/engine/operation";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import type { Fault } from "../../simulator/cloud/orders";
import type { StackName } from "../support/harness";
import { deadline, end, rehearse, succeed, summary } from "./rehearsing";
import { chance } from "./support/chance";
import { difference, expectAgreement, holdings, madeAgain, nothing, stateOf } from "./support/ledger";
import { needEngine } from "./support/needEngine";

const effects = ["fail", "throttle", "timeout"] as const;
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** What each effect makes the simulated AWS say. */
const words: Readonly<Record<Fault["effect"], string>> = {
  fail: "fails by order",
  throttle: "Rate exceeded",
  timeout: "gave up waiting for",
};

/** Runs the operation with one thing ordered to go wrong, and demands that it fails and says what. */
async function failAt(
  rehearsal: Rehearsal,
  kind: OperationKind,
  fault: Omit<Fault, "nth">,
): Promise<Outcome> {
  rehearsal.cloud.order({ faults: [{ ...fault, nth: 1 }] });
  const outcome = await rehearsal.operate(kind, { deadline });
  rehearsal.cloud.order({});
  const { operation, effect, urn } = fault;
  const what = `${operation} of ${resourceText(urn!)}: ${effect}`;
  console.log(`      ${what}; ${summary(outcome)}`);
  expect(outcome.ending, what).to.equal("failed");
  const named = outcome.errors.filter((text) => text.startsWith(`${resourceText(urn!)}: `));
  expect(named.join("\n"), `${what}\n${outcome.errors.join("\n")}`).to.include(words[effect]);
  return outcome;
}

const samples: readonly (readonly [StackName, number])[] = [
  ["dev", 9],
  ["staging", 2],
  ["prod", 2],
];

for (const [stack, count] of samples)
  describe(`${stack} fails at any one resource`, function () {
    this.timeout(1_800_000);
    const { seed, sample, one } = chance();
    let clean: Rehearsal;
    let urns: readonly string[] = [];

    before(async function () {
      await needEngine(this);
      console.log(`      AI_PLATFORM_SEED=${seed}`);
      clean = await rehearse(stack);
      await succeed(clean, "up");
      // Sorted, since the engine makes them in no order that a seed could repeat.
      urns = clean.cloud
        .resources()
        .map(({ urn }) => urn)
        .sort();
    });
    after(() => end(clean));

    it("and the next up completes it, with nothing twice and nothing forgotten", async () => {
      for (const [index, urn] of sample(urns, count).entries()) {
        const effect = effects[index % effects.length]!;
        await failAndComplete(stack, { operation: "create", urn, effect }, holdings(clean));
      }
    });

    if (stack === "dev") {
      it("at a function call, says it once, and the next up completes it", async () => {
        const type = "aws:ec2/getRouteTables:getRouteTables";
        const rehearsal = await rehearse(stack);
        try {
          rehearsal.cloud.order({ faults: [{ operation: "invoke", type, nth: 1, effect: "throttle" }] });
          const { ending, errors } = await rehearsal.operate("up", { deadline });
          expect(errors).to.deep.equal([
            `invocation of ${type} returned an error: simulated AWS: ThrottlingException: Rate exceeded`,
          ]);
          // Not at its deadline, for which the SDK would wait.
          expect(ending).to.equal("failed");
          await expectAgreement(rehearsal, "after the failure");
          rehearsal.cloud.order({});
          await succeed(rehearsal, "up");
          expect(holdings(rehearsal)).to.deep.equal(holdings(clean));
        } finally {
          end(rehearsal);
        }
      });

      it("during an update, and the next up completes it", async () => {
        let owner = "planning-team";
        for (const [index, effect] of effects.entries()) {
          // A preview counts what only might change as well.
          const named = urnsNaming(clean, owner);
          clean.edit((text) => text.replace(owner, `owners-${index}`));
          owner = `owners-${index}`;
          const { steps } = await succeed(clean, "preview");
          const updates = steps.filter(({ op, urn }) => op === "update" && named.has(urn));
          expect(updates).not.to.be.empty;
          const { urn } = one(updates);
          await failAt(clean, "up", { operation: "update", urn, effect });
          await expectAgreementButForRevisions(clean);
          await succeed(clean, "up");
          await expectAgreementButForRevisions(clean);
          expect(urnsNaming(clean, owner)).to.include.keys(updates.map(({ urn }) => urn));
          expect((await succeed(clean, "up")).steps).to.deep.equal([]);
        }
      });

      it("during a destroy, and the next destroy completes it", async () => {
        for (const effect of effects) {
          const left = (await stateOf(clean)).resources.filter(
            ({ type }) => type.startsWith("aws:") && type !== taskDefinition,
          );
          const { urn } = one(left);
          await failAt(clean, "destroy", { operation: "delete", urn, effect });
          const { phantoms } = await difference(clean);
          // AWS deleted it and nobody heard of it.
          expect(phantoms.map((key) => key.split(" ")[0]).join()).to.match(effect === "timeout" ? /./ : /^$/);
        }
        await succeed(clean, "destroy");
        expect((await stateOf(clean)).resources).to.deep.equal([]);
        const left = new Set(clean.cloud.resources().map(({ type }) => type));
        expect([...left]).to.deep.equal([taskDefinition]);
      });
    }
  });

async function failAndComplete(stack: StackName, fault: Omit<Fault, "nth">, wanted: readonly string[]) {
  const rehearsal = await rehearse(stack);
  try {
    await failAt(rehearsal, "up", fault);
    // Even in the middle, all that was made is known, also when AWS was slower than the provider is patient.
    await expectAgreement(rehearsal, "after the failure");
    const flawed = (await stateOf(rehearsal)).resources.filter(({ initErrors }) => initErrors?.length);
    expect(flawed.map(({ urn }) => urn)).to.deep.equal(fault.effect === "timeout" ? [fault.urn] : []);

    const { steps } = await succeed(rehearsal, "up");
    // What AWS finished by itself is gone over once more, and not made anew.
    const again = steps.filter(({ op }) => op !== "create").map(({ op, urn }) => [op, urn]);
    expect(again).to.deep.equal(fault.effect === "timeout" ? [["update", fault.urn]] : []);

    expect(holdings(rehearsal)).to.deep.equal(wanted);
    await expectAgreement(rehearsal, "at the end");
    expect(madeAgain(rehearsal)).to.deep.equal({});
    expect((await succeed(rehearsal, "up")).steps).to.deep.equal([]);
  } finally {
    end(rehearsal);
  }
}

/** Old task definitions stay in AWS on purpose: a rollback needs them. */
async function expectAgreementButForRevisions(rehearsal: Rehearsal): Promise<void> {
  const { orphans, phantoms } = await difference(rehearsal);
  const others = orphans.filter((key) => !key.includes(`${taskDefinition}::`));
  expect({ orphans: others, phantoms }).to.deep.equal(nothing);
}

/** Of everything in AWS that was made with this text in it. */
function urnsNaming({ cloud }: Rehearsal, text: string): ReadonlySet<string> {
  return new Set(
    cloud.resources().flatMap(({ urn, inputs }) => (JSON.stringify(inputs).includes(text) ? [urn] : [])),
  );
}
