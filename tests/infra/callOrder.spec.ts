import { expect } from "chai";
import fc from "fast-check";
import { callCircle, callOrder } from "../../infra/callOrder";
import { callVariable } from "../../infra/callVariables";

type Calls = Readonly<Record<string, readonly string[]>>;

const modulesOf = (calls: Calls) =>
  Object.fromEntries(Object.entries(calls).map(([name, callees]) => [name, { calls: [...callees] }]));

const order = (calls: Calls) => callOrder(modulesOf(calls));
const circles = (calls: Calls) =>
  Object.keys(calls).flatMap((name) => {
    const circle = callCircle(name, modulesOf(calls));
    return circle ? [circle.join(" ")] : [];
  });

const names = ["a", "b", "c", "d", "e", "f", "g"];

/** Any calls among seven modules; `upwards` only of such as come later in the alphabet, so that none leads back. */
const anyCalls = (upwards: boolean) =>
  fc
    .tuple(...names.map((name) => fc.subarray(names.filter((other) => !upwards || other > name))))
    .map((all): Calls => Object.fromEntries(names.map((name, index) => [name, all[index]!])));

const reversed = (calls: Calls): Calls =>
  Object.fromEntries(
    Object.entries(calls)
      .reverse()
      .map(([name, callees]) => [name, [...callees].reverse()]),
  );

describe("the order in which modules are made", () => {
  const cases: readonly [string, Calls, string[]][] = [
    ["by name where nobody calls", { b: [], c: [], a: [] }, ["a", "b", "c"]],
    ["a callee before its caller", { a: ["z"], z: [] }, ["z", "a"]],
    ["a whole chain backwards", { a: ["b"], b: ["c"], c: [] }, ["c", "b", "a"]],
    ["a callee of two once", { a: ["c"], b: ["c"], c: [] }, ["c", "a", "b"]],
    [
      "both ways around before the caller",
      { a: ["c", "b"], b: ["d"], c: ["d"], d: [] },
      ["d", "b", "c", "a"],
    ],
    ["nobody", {}, []],
  ];
  for (const [title, calls, expected] of cases)
    it(`is: ${title}`, () => {
      expect(order(calls)).to.deep.equal(expected);
      expect(order(reversed(calls))).to.deep.equal(expected);
    });

  it("has every module once, after all that it calls, however the file is ordered", () => {
    fc.assert(
      fc.property(anyCalls(true), (calls) => {
        const made = order(calls);
        expect([...made].sort()).to.deep.equal(names);
        for (const [name, callees] of Object.entries(calls))
          for (const callee of callees) expect(made.indexOf(callee)).to.be.lessThan(made.indexOf(name));
        expect(order(reversed(calls))).to.deep.equal(made);
      }),
    );
  });
});

describe("calls that lead back", () => {
  const cases: readonly [string, Calls, string[]][] = [
    ["no circle", { a: ["b", "c"], b: ["c"], c: [] }, []],
    ["two modules, told by the first", { b: ["a"], a: ["b"] }, ["a b a"]],
    ["three modules, told once", { a: ["b"], b: ["c"], c: ["a"] }, ["a b c a"]],
    ["a way into a circle is none", { a: ["b"], b: ["c"], c: ["b"] }, ["b c b"]],
    ["two circles with a module in common", { a: ["b"], b: ["a", "c"], c: ["b"] }, ["a b a", "b c b"]],
    ["a module that calls itself is another fault", { a: ["a"] }, []],
    ["a module that is not there leads nowhere", { a: ["gone"] }, []],
  ];
  for (const [title, calls, expected] of cases)
    it(`are: ${title}`, () => expect(circles(calls)).to.deep.equal(expected));

  const leadsBack = (calls: Calls, name: string): boolean => {
    const reached = new Set(calls[name]!.filter((callee) => callee !== name));
    for (const one of reached) for (const next of calls[one]!) if (next !== one) reached.add(next);
    return reached.has(name);
  };

  it("are found where there are such, each as a real way, and none by two modules", () => {
    fc.assert(
      fc.property(anyCalls(false), (calls) => {
        const found = circles(calls);
        expect(found.length > 0).to.equal(names.some((name) => leadsBack(calls, name)));
        for (const circle of found.map((text) => text.split(" "))) {
          expect(circle[0]).to.equal(circle.at(-1));
          circle.slice(1).forEach((callee, index) => expect(calls[circle[index]!]).to.include(callee));
        }
        const members = found.map((text) => [...new Set(text.split(" "))].sort().join(" "));
        expect(new Set(members).size).to.equal(members.length);
      }),
    );
  });
});

describe("the variable of a call", () => {
  for (const [callee, kind, expected] of [
    ["orders", "service", "ORDERS_URL"],
    ["price-list", "web", "PRICE_LIST_URL"],
    ["image-mill", "worker", "IMAGE_MILL_QUEUE_URL"],
  ] as const)
    it(`of ${callee} is ${expected}`, () => expect(callVariable(callee, kind)).to.equal(expected));
});
