import { expect } from "chai";
import { crowded } from "../../../../automation/page/picture/crowd";
import { pictureOf } from "../../../../automation/page/picture/model";
import type { FlowKind, Picture } from "../../../../automation/page/picture/picture";
import { pictureWords } from "../../../../automation/page/picture/words";
import type { Plan } from "../../../../automation/plan/makePlan";
import { providersOf } from "../../../../infra/aiProviders";
import { planNamed, type StackFileName, stackFiles } from "./plans";

const names = [...(Object.keys(stackFiles) as StackFileName[]), "thirty"] as const;

/** Whether flows on the module's account lead from one box to the other, through whatever stands between. */
function leads(picture: Picture, kind: FlowKind, module: string, from: string, to: string): boolean {
  const own = picture.flows.filter((flow) => flow.kind === kind && flow.modules.includes(module));
  const seen = new Set([from]);
  for (const at of seen) for (const flow of own) if (flow.from === at) seen.add(flow.to);
  return seen.has(to);
}

const idsOf = ({ boxes }: Picture) => boxes.map(({ id }) => id);
const modulesIn = ({ boxes }: Picture) =>
  boxes
    .filter(({ kind }) => kind === "module")
    .map(({ title }) => title)
    .sort();

/** What a module uses of what the environment has, by box. */
function storesOf({ config: { data, modules } }: Plan, name: string): Record<string, boolean> {
  const own = modules[name]!.data;
  return {
    mariadb: own.schema && data.mariadb !== false,
    qdrant: own.collections !== false && data.qdrant !== false,
    cache: own.cache && data.cache !== false,
    buckets: own.bucket !== false,
  };
}

describe("what is in the architecture picture", function () {
  // The first test of each plans an environment.
  this.timeout(180_000);

  for (const name of names)
    describe(`of ${name}`, () => {
      let plan: Plan;
      let picture: Picture;
      before(async () => {
        plan = await planNamed(name);
        picture = pictureOf(plan, pictureWords.en);
      });

      it("has each module once, and no other", () => {
        expect(modulesIn(picture)).to.deep.equal(Object.keys(plan.config.modules).sort());
        expect(modulesIn(crowded(picture))).to.deep.equal(modulesIn(picture));
      });

      it("leads from each module to those that it calls, and to no other", () => {
        const all = Object.entries(plan.config.modules);
        const wrong = all.flatMap(([caller, { calls }]) =>
          all
            .filter(([callee]) => callee !== caller)
            .map(([callee, { kind }]): [string, boolean] => {
              const [from, to] = [
                `module:${caller}`,
                kind === "worker" ? `queue:${callee}` : `module:${callee}`,
              ];
              const drawn = leads(picture, "call", caller, from, to);
              return [`${caller} → ${callee}`, drawn === calls.includes(callee)];
            }),
        );
        expect(wrong.filter(([, right]) => !right)).to.deep.equal([]);
      });

      it("leads from each queue to its worker", () => {
        const workers = Object.entries(plan.config.modules).filter(([, { kind }]) => kind === "worker");
        for (const [worker] of workers)
          expect(leads(picture, "call", worker, `queue:${worker}`, `module:${worker}`), worker).to.equal(
            true,
          );
      });

      it("leads from each module to what it keeps, and to nothing else", () => {
        for (const module of Object.keys(plan.config.modules)) {
          const stores = storesOf(plan, module);
          const proxied = idsOf(picture).includes("proxy");
          const drawn = Object.keys(stores).map((store) => {
            const first = store === "mariadb" && proxied ? "proxy" : store;
            return [store, leads(picture, "data", module, `module:${module}`, first)];
          });
          expect(Object.fromEntries(drawn), module).to.deep.equal(stores);
        }
      });

      it("leads from each module to its AI providers", () => {
        for (const [module, config] of Object.entries(plan.config.modules))
          for (const { name: provider, domains, gateway } of providersOf(config)) {
            if (gateway !== undefined) continue;
            const to = domains.length > 0 ? `provider:${provider}` : provider;
            expect(leads(picture, "ai", module, `module:${module}`, to), `${module} → ${provider}`).to.equal(
              true,
            );
          }
      });

      it("leads from the API to each module with routes, and from it to no other", () => {
        for (const [module, { routes }] of Object.entries(plan.config.modules)) {
          const balancers = picture.flows.filter(
            ({ to, kind }) => to === `module:${module}` && kind === "request",
          );
          const called = balancers.some(({ from }) =>
            picture.flows.some((flow) => flow.from === "api" && flow.to === from),
          );
          expect(called, module).to.equal(routes.length > 0);
        }
      });

      it("stands for what is registered, or for what the environment does not own", () => {
        const known = new Set(plan.graph.nodes.map(({ urn }) => urn));
        const unknown = picture.boxes.flatMap(({ urns }) => urns.filter((urn) => !known.has(urn)));
        expect(unknown).to.deep.equal([]);
        const adopted = plan.config.network.existing ? ["private", "isolated"] : [];
        const foreign = [...adopted, "bedrock", "edge", "registry", "sagemaker", "services", "ai"];
        const owned = picture.boxes.filter(
          ({ id, kind }) =>
            !["boundary", "outside"].includes(kind) && !foreign.includes(id) && !id.startsWith("provider:"),
        );
        expect(owned.filter(({ urns }) => urns.length === 0).map(({ id }) => id)).to.deep.equal([]);
      });

      it("has each box once, each in a box that is there before it, and flows between them alone", () => {
        for (const { boxes, flows } of [picture, crowded(picture)]) {
          const ids = boxes.map(({ id }) => id);
          expect(new Set(ids).size).to.equal(ids.length);
          for (const [index, { parent }] of boxes.entries())
            if (parent !== undefined) expect(ids.slice(0, index)).to.include(parent);
          for (const { from, to } of flows) expect(ids).to.include.members([from, to]);
          const keys = flows.map(({ from, to, kind }) => `${from} ${to} ${kind}`);
          expect(new Set(keys).size).to.equal(keys.length);
        }
      });
    });

  const there: readonly (readonly [StackFileName, has: readonly string[], hasNot: readonly string[]])[] = [
    ["dev", ["tokens", "nat", "mariadb", "qdrant"], ["cache", "firewall", "issuer", "company", "proxy"]],
    ["prod", ["nat", "dns", "endpoints", "backups", "trail", "provider:openai"], ["firewall", "company"]],
    ["hybrid", ["company", "company-systems", "queue:inspection"], ["nat", "public", "mariadb", "endpoints"]],
    ["gpu", ["bedrock", "sagemaker", "module:model"], ["mariadb", "qdrant", "called"]],
    [
      "every",
      ["cache", "module:ai-gateway", "provider:azure-openai", "balancer:stock"],
      ["provider:bedrock"],
    ],
    ["issuer", ["issuer", "tokens"], []],
    ["full", ["proxy", "cache", "detection"], ["nat"]],
  ];
  for (const [name, has, hasNot] of there)
    it(`of ${name} has what its stack file says, and not the rest`, async () => {
      const ids = idsOf(pictureOf(await planNamed(name), pictureWords.en));
      expect(ids).to.include.members([...has]);
      expect(ids.filter((id) => hasNot.includes(id))).to.deep.equal([]);
    });

  it("shows the zones in which things stand", async () => {
    const { boxes } = pictureOf(await planNamed("prod"), pictureWords.en);
    const zones = Object.fromEntries(boxes.map((box) => [box.id, box.zones?.join("")]));
    expect(zones).to.include({ nat: "abc", qdrant: "abc", private: "abc", "module:planning": "abc" });
    const dev = pictureOf(await planNamed("dev"), pictureWords.en).boxes;
    expect(dev.find(({ id }) => id === "nat")!.zones).to.deep.equal(["a"]);
    const hybrid = pictureOf(await planNamed("hybrid"), pictureWords.en).boxes;
    expect(hybrid.find(({ id }) => id === "private")!.zones).to.deep.equal(["a", "c"]);
  });

  it("goes by the endpoint where there is one, and else by the NAT gateway", async () => {
    const flows = (picture: Picture) => picture.flows.map(({ from, to }) => `${from} ${to}`);
    const prod = flows(pictureOf(await planNamed("prod"), pictureWords.en));
    expect(prod).to.include.members(["endpoints logs", "endpoints buckets", "nat bedrock", "nat registry"]);
    const dev = flows(pictureOf(await planNamed("dev"), pictureWords.en));
    expect(dev).to.include.members(["endpoints buckets", "nat logs", "nat secrets"]);
  });

  it("draws many modules in grids, with one flow for all that go the same way", async () => {
    const whole = pictureOf(await planNamed("thirty"), pictureWords.en);
    const picture = crowded(whole);
    const grids = picture.boxes.filter(({ id }) => id.startsWith("modules:"));
    expect(grids.map(({ id, title }) => [id, title])).to.deep.equal([
      ["modules:routed", "Modules behind the API (15)"],
      ["modules:internal", "Modules that modules call (9)"],
      ["modules:clock", "Workers and jobs (6)"],
    ]);
    expect(picture.flows.length).to.be.lessThan(30);
    const stores = picture.flows.find(({ from, to }) => from === "modules:routed" && to === "mariadb")!;
    expect(stores.modules).to.have.length(8);
    const one = picture.boxes.find(({ id }) => id === "module:demand-0")!;
    expect(one.lines.at(-1)).to.equal("MariaDB · Qdrant · S3 · bedrock · openai · → demand-24 · → safety-15");
  });
});
