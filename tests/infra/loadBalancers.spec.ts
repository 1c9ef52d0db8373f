import { expect } from "chai";
import fc from "fast-check";
import { quotaRules } from "../../infra/config/rules/quotas";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { moduleSchema, type ModuleConfig } from "../../infra/config/schema/module";
import { checkConfig } from "../../infra/config/load";
import { listenerPriority } from "../../infra/listenerPriority";
import { loadBalancersOf, loadOf, testedLoadBalancersOf } from "../../infra/loadBalancers";
import { project } from "../../infra/naming";
import { profiles } from "../../stacks/profiles";
import { configOf } from "../support/harness";
import { moduleConfig, type ModuleChange } from "../support/fixtures";
import { given } from "./config/given";

type Modules = EnvironmentConfig["modules"];

const on = (loadBalancer: number, routes: ModuleConfig["routes"] = ["/planning"]) =>
  moduleConfig({ loadBalancer, routes });

const moduleName = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
const place = fc.integer({ min: 1, max: 20 });
/** What the file says of one module, apart from its route. */
const entry = fc.record(
  { loadBalancer: place, listenerPriority: fc.integer({ min: 1, max: 50_000 }), kind: fc.constant("web") },
  { requiredKeys: [] },
);
const entries = fc.dictionary(moduleName, entry, { maxKeys: 12, noNullPrototype: true });

/** As a stack file becomes the configuration, faults or not. */
function loaded(modules: Readonly<Record<string, object>>): Modules {
  const whole = Object.entries(modules).map(([name, module]) => [
    name,
    { owner: "a@example.com", routes: [`/${name}`], ...module },
  ]);
  const keys = given({ "edge.clients": {}, modules: Object.fromEntries(whole) as unknown });
  return checkConfig(keys, { stack: "dev", project, profiles }).config!.modules;
}

const placesOf = (modules: Modules) =>
  Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [
      name,
      `${module.loadBalancer}/${listenerPriority(name, module)}`,
    ]),
  );

describe("the place of a module on a load balancer", () => {
  it("is the first one, unless the stack file says another", () => {
    const modules = loaded({ planning: {}, support: { loadBalancer: 3 } });
    expect(placesOf(modules)).to.deep.equal({ planning: "1/40452", support: "3/14377" });
  });

  it("stays when any other module comes or goes", () => {
    fc.assert(
      fc.property(entries, moduleName, entry, (others, name, added) => {
        const { [name]: _, ...before } = others;
        const without = placesOf(loaded(before));
        const { [name]: own, ...rest } = placesOf(loaded({ ...before, [name]: added }));
        expect(own).to.be.a("string");
        expect(rest).to.deep.equal(without);
        // Nor does it matter where in the file the module stands.
        expect(placesOf(loaded({ [name]: added, ...before }))).to.deep.equal({ ...without, [name]: own });
      }),
    );
  });

  it("hangs on nothing of the module but its number, its own priority and whether it answers /", () => {
    const places = (module: ModuleChange) => placesOf({ planning: moduleConfig(module) }).planning;
    const usual = places({});
    for (const change of [
      { routes: ["/other", { path: "/more", public: true }] },
      { port: 9000 },
      { scaling: { min: 5, max: 50, cpuPercent: 50, memoryPercent: 50 } },
      { kind: "web" as const },
    ])
      expect(places(change), JSON.stringify(change)).to.equal(usual);
    expect(places({ loadBalancer: 2 })).to.equal("2/40452");
    expect(places({ listenerPriority: 9 })).to.equal("1/9");
    expect(places({ routes: ["/other", "/"] })).to.equal("1/50000");
  });
});

describe("load balancers", () => {
  const some = fc.dictionary(
    moduleName,
    place.map((number) => on(number)),
    { maxKeys: 40 },
  );

  it("are the first one, where no module names another", () => {
    expect(loadBalancersOf({})).to.deep.equal([1]);
    expect([...loadOf({})]).to.deep.equal([[1, 0]]);
  });

  it("are those that modules name, in the order of numbers and not of text", () => {
    const modules = { a: on(10), b: on(2), c: on(10), d: on(20) };
    expect(loadBalancersOf(modules)).to.deep.equal([1, 2, 10, 20]);
    expect([...loadOf(modules)]).to.deep.equal([
      [1, 0],
      [2, 1],
      [10, 2],
      [20, 1],
    ]);
  });

  it("have two target groups of a module whose release shifts traffic, and none of one that nobody calls", () => {
    const shifting = moduleConfig({ release: { strategy: "canary" } });
    const tcp = moduleConfig({ loadBalancer: 7, protocol: "tcp", routes: [] });
    expect([...loadOf({ shifting, plain: on(1), tcp, quiet: on(8, []) })]).to.deep.equal([[1, 3]]);
  });

  it("have a test listener where a release asks the new revision first", () => {
    const smokeTest = { path: "/health", status: 200 };
    const tested = (loadBalancer: number) =>
      moduleConfig({ loadBalancer, release: { strategy: "blue-green", smokeTest } });
    const untested = moduleConfig({ loadBalancer: 4, release: { strategy: "linear" } });
    expect(testedLoadBalancersOf({ a: tested(10), b: tested(2), c: untested, d: tested(2) })).to.deep.equal([
      2, 10,
    ]);
    expect(testedLoadBalancersOf({ c: untested, d: on(1) })).to.deep.equal([]);
  });

  it("contain the first one, every one that is used and nothing else, sorted", () => {
    fc.assert(
      fc.property(some, (modules) => {
        const numbers = loadBalancersOf(modules);
        const used = new Set([1, ...Object.values(modules).map(({ loadBalancer }) => loadBalancer)]);
        expect(new Set(numbers)).to.deep.equal(used);
        expect(numbers).to.have.length(used.size);
        for (const [index, number] of numbers.slice(1).entries())
          expect(number).to.be.greaterThan(numbers[index]!);
      }),
    );
  });

  it("have every module once between them", () => {
    fc.assert(
      fc.property(some, (modules) => {
        const load = loadOf(modules);
        expect([...load.keys()]).to.deep.equal(loadBalancersOf(modules));
        const all = [...load.values()].reduce((sum, count) => sum + count, 0);
        expect(all).to.equal(Object.keys(modules).length);
        for (const [number, count] of load)
          expect(count).to.equal(
            Object.values(modules).filter(({ loadBalancer }) => loadBalancer === number).length,
          );
      }),
    );
  });
});

describe("a full load balancer", () => {
  const config = configOf("dev");
  const faultsOf = (modules: Modules) =>
    quotaRules({ ...config, modules }).filter(({ path }) => path === "modules.<name>.loadBalancer");

  /** Some load balancers with so many modules each, and the one that the newest module names, which is full. */
  const full = fc
    .uniqueArray(place, { minLength: 1, maxLength: 6 })
    .chain((numbers) =>
      fc.tuple(
        fc.constant(numbers),
        fc.array(fc.constantFrom(0, 1, 99, 100, 100), {
          minLength: numbers.length,
          maxLength: numbers.length,
        }),
      ),
    )
    .map(([numbers, counts]) => {
      const modules: Modules = {};
      for (const [index, number] of numbers.entries()) {
        const count = index === 0 ? 100 : counts[index]!;
        for (let one = 0; one < count; one++) modules[`m${number}x${one}`] = on(number);
      }
      return { number: numbers[0]!, modules };
    });

  it("is no fault as long as nobody comes", () => {
    fc.assert(
      fc.property(full, ({ modules }) => {
        expect(faultsOf(modules)).to.deep.equal([]);
      }),
      { numRuns: 20 },
    );
  });

  it("is told with a number that the newest module can write, whereupon nothing is wrong", () => {
    fc.assert(
      fc.property(full, ({ number, modules }) => {
        const faults = faultsOf({ ...modules, newest: on(number) });
        expect(faults).to.have.length(1);
        expect(faults[0]!.got).to.equal("101");
        const [, told] = /^Write loadBalancer: (\d+) for the newest modules; no other moves\.$/.exec(
          faults[0]!.fix,
        )!;
        expect(moduleSchema.shape.loadBalancer.safeParse(told).success).to.equal(true);
        const moved = { ...modules, newest: on(Number(told)) };
        expect(faultsOf(moved)).to.deep.equal([]);
        const { newest: _, ...places } = placesOf(moved);
        expect(places).to.deep.equal(placesOf(modules));
      }),
    );
  });
});
