import { expect } from "chai";
import { type Fault, FaultCounter, type Operation } from "../../../simulator/cloud/orders";

const fault = (change: Partial<Fault> = {}): Fault => ({
  operation: "create",
  nth: 1,
  effect: "fail",
  ...change,
});

/** The effects on calls `operation type urn`, one after another. */
function effects(faults: readonly Fault[], ...calls: readonly string[]): (Fault["effect"] | undefined)[] {
  const counter = new FaultCounter(faults);
  return calls.map((call) => {
    const [operation, type, urn] = call.split(" ");
    return counter.effectOn(operation as Operation, type!, urn!);
  });
}

describe("faults by order", () => {
  it("are none without orders", () => {
    expect(effects([], "create type one", "delete type one")).to.deep.equal([undefined, undefined]);
  });

  it("strike the nth call alone", () => {
    const calls = ["create type one", "create type two", "create type one", "create type one"];
    expect(effects([fault({ nth: 2 })], ...calls)).to.deep.equal([undefined, "fail", undefined, undefined]);
  });

  for (const operation of ["create", "read", "update", "delete"] as const)
    it(`strike ${operation} alone when told so`, () => {
      const others = (["create", "read", "update", "delete"] as const).filter((other) => other !== operation);
      const calls = [...others, operation].map((call) => `${call} type one`);
      expect(effects([fault({ operation })], ...calls)).to.deep.equal([
        undefined,
        undefined,
        undefined,
        "fail",
      ]);
    });

  it("count only calls of their type and URN", () => {
    const calls = ["create a one", "create b one", "create b two", "create b one"];
    expect(effects([fault({ type: "b", nth: 2 })], ...calls)).to.deep.equal([
      undefined,
      undefined,
      "fail",
      undefined,
    ]);
    expect(effects([fault({ urn: "one", nth: 3 })], ...calls)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      "fail",
    ]);
    expect(effects([fault({ type: "b", urn: "one" })], ...calls)).to.deep.equal([
      undefined,
      "fail",
      undefined,
      undefined,
    ]);
  });

  it("are counted each for itself", () => {
    const faults = [fault({ type: "a", nth: 2, effect: "throttle" }), fault({ nth: 3, effect: "timeout" })];
    const calls = ["create a one", "create a two", "create b three", "create a four"];
    expect(effects(faults, ...calls)).to.deep.equal([undefined, "throttle", "timeout", undefined]);
  });

  it("are the first of those whose turn it is, and the others have had theirs", () => {
    const faults = [fault({ nth: 2, effect: "throttle" }), fault({ urn: "one", nth: 1, effect: "timeout" })];
    expect(effects(faults, "create a two", "create a one", "create a one")).to.deep.equal([
      undefined,
      "throttle",
      undefined,
    ]);
  });

  it("stay apart although they are alike", () => {
    const calls = ["create a one", "create a one"];
    expect(effects([fault(), fault({ nth: 2, effect: "timeout" })], ...calls)).to.deep.equal([
      "fail",
      "timeout",
    ]);
  });
});
