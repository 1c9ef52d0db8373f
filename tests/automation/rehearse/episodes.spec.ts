import { expect } from "chai";
import type { OpType } from "@pulumi/pulumi/automation";
import type { Outcome } from "../../../automation/engine/operation";
import { parseStackFile } from "../../../infra/config/stackFile";
import { faultsOf, stackText } from "../../support/harness";
import { outcome, step, urnOf } from "../deploy/given";
import { disposable, episode, given, guarded, ownIssuer, record, titlesOf } from "./given";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const targetGroup = "aws:lb/targetGroup:TargetGroup";

const groups = [record(logGroup, "b"), record("aws:s3/bucket:Bucket", "a"), record(logGroup, "a")];

function faultOf(title: string, was: Partial<Outcome>, config = disposable): string | undefined {
  return episode(title, config).fault(outcome(was), given(...groups).rehearsal);
}

const failed: Partial<Outcome> = { ending: "failed", errors: ["AccessDenied", "again"] };
const did = (op: OpType, type = logGroup, name = "a"): Partial<Outcome> => ({
  steps: [step(op, type, name)],
});

describe("an episode in the life of an environment", () => {
  it("has its place, and some go by how data is kept", () => {
    const titles = titlesOf(disposable);
    expect(new Set(titles).size).to.equal(titles.length);
    const refused: Record<string, string> = {
      "another issuer checks the tokens": "another issuer is refused",
      destroy: "destroy is refused",
    };
    expect(titles).to.include.members(Object.keys(refused));
    expect(titlesOf(guarded)).to.deep.equal(titles.map((title) => refused[title] ?? title));
  });

  it("is left out where the tokens come from another issuer already", () => {
    const ofCognito = ["another issuer checks the tokens", "and Cognito again"];
    expect(titlesOf(ownIssuer)).to.deep.equal(
      titlesOf(disposable).filter((title) => !ofCognito.includes(title)),
    );
  });

  for (const title of titlesOf(disposable))
    if (title !== "a module joins, and AWS fails")
      it(`"${title}" is at fault when it fails, and says why`, () => {
        expect(faultOf(title, failed)).to.equal("failed; AccessDenied; again");
        expect(faultOf(title, { ending: "deadline" })).to.equal("deadline");
      });

  for (const title of ["first up", "up goes on"])
    it(`"${title}" only creates, but for what a module changes at the edge`, () => {
      expect(faultOf(title, did("create"))).to.be.undefined;
      for (const op of ["update", "replace", "delete"] as const)
        expect(faultOf(title, { steps: [step("create", logGroup, "a"), step(op, logGroup, "b")] })).to.equal(
          `${op} ${logGroup} b`,
        );
    });

  for (const title of ["up again", "no drift"])
    it(`"${title}" does nothing`, () => {
      expect(faultOf(title, {})).to.be.undefined;
      expect(faultOf(title, did("update"))).to.equal(`update ${logGroup} a`);
    });

  for (const title of ["a log group is changed by hand", "the drift is taken over", "and undone"])
    it(`"${title}" is about one log group, all of it and nothing else`, () => {
      expect(faultOf(title, did("update"))).to.be.undefined;
      expect(faultOf(title, {})).to.equal(`update ${logGroup} a`);
      expect(faultOf(title, did("delete"))).to.equal(`delete ${logGroup} a; update ${logGroup} a`);
      const both = [step("update", logGroup, "a"), step("update", logGroup, "b")];
      expect(faultOf(title, { steps: both })).to.equal(`update ${logGroup} b`);
    });

  it("tells what is missing where there is nothing to change by hand", () => {
    const { seen, rehearsal } = given();
    const { before, fault } = episode("a log group is changed by hand");
    before!(rehearsal);
    expect(seen.tampered).to.deep.equal([]);
    expect(fault(outcome(), rehearsal)).to.equal(`there is no ${logGroup}`);
  });

  it("changes the first log group by hand", () => {
    const { seen, rehearsal } = given(...groups);
    episode("a log group is changed by hand").before!(rehearsal);
    expect(seen.tampered).to.deep.equal([[urnOf(logGroup, "a"), { retentionInDays: 1 }]]);
  });

  it("lets a module join that the stack file may have, and AWS fail at it", () => {
    const { seen, rehearsal } = given();
    episode("a module joins, and AWS fails").before!(rehearsal);
    expect(faultsOf(seen.text)).to.deep.equal([]);
    const modules = (text: string) =>
      Object.keys(
        (parseStackFile(text).config as Record<string, object>)["ai-platform:modules"] as Record<
          string,
          object
        >,
      );
    expect(modules(seen.text)).to.deep.equal([...modules(stackText("dev")), "rehearsal-newcomer"]);
    expect(seen.orders).to.deep.equal([
      { faults: [{ operation: "create", type: targetGroup, nth: 1, effect: "fail" }] },
    ]);
    const again = given();
    episode("up goes on").before!(again.rehearsal);
    expect(again.seen.orders).to.deep.equal([{}]);
  });

  it("wants that failure to be told with the resource", () => {
    const title = "a module joins, and AWS fails";
    const told = [`${targetGroup} rehearsal-newcomer: simulated AWS: InternalFailure`];
    expect(faultOf(title, { ending: "failed", errors: ["other", ...told] })).to.be.undefined;
    for (const wrong of [
      { ending: "succeeded", errors: told },
      { ending: "locked", errors: told },
      { ending: "failed", errors: [] },
      { ending: "failed", errors: [`${targetGroup} planning: no`] },
    ] as const)
      expect(faultOf(title, wrong)).to.equal("the failure was not told");
  });

  it("wants a protected environment to refuse its end before anything is deleted", () => {
    const title = "destroy is refused";
    expect(faultOf(title, failed, guarded)).to.be.undefined;
    expect(faultOf(title, {}, guarded)).to.equal("it was not refused");
    expect(faultOf(title, { ...failed, ...did("delete") }, guarded)).to.equal(`delete ${logGroup} a`);
  });

  it("wants nothing left behind but the task definitions", () => {
    const kept = record("aws:ecs/taskDefinition:TaskDefinition", "planning", { skipDestroy: true });
    const { fault } = episode("destroy");
    expect(fault(outcome(did("delete")), given(kept).rehearsal)).to.be.undefined;
    expect(fault(outcome(did("delete")), given(kept, ...groups).rehearsal)).to.equal(
      `left behind: ${logGroup} b, aws:s3/bucket:Bucket a, ${logGroup} a`,
    );
  });
});
