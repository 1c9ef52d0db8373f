import { expect } from "chai";
import { policyFindings } from "../../automation/plan/policy";
import type { Graph } from "../../simulator/graph";
import { levelOf } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { runEnvironment } from "../support/harness";
import { prodWithIssuer } from "./breach";
import { breaches, broken, harmless } from "./broken";

/** That they hold in the project's own environments is said in tests/stacks/invariants.spec.ts. */
describe("the rules of policy/", () => {
  it("have names that differ, in one form", () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    for (const name of names) expect(name).to.match(/^[a-z]+(-[a-z]+)*$/);
  });

  it("are each broken by a breach below", () => {
    expect([...new Set(breaches.map(({ rule }) => rule))]).to.have.members(rules.map(({ name }) => name));
  });

  it("relax by what the environment says of its data, and only what is about durability", () => {
    const relaxed = rules.filter((rule) => levelOf(rule, "disposable") === "advisory");
    expect(relaxed.map(({ name }) => name)).to.deep.equal([
      "shared-state-protected",
      "data-retained",
      "database-deletion-guarded",
    ]);
    for (const rule of rules) expect(levelOf(rule, "protected")).to.equal("mandatory");
  });

  describe("in prod", () => {
    let graph: Graph;
    before(async () => {
      graph = await runEnvironment(prodWithIssuer());
    });

    for (const breach of breaches)
      it(`${breach.rule} finds ${breach.what}`, () => {
        const { graph: changed, on } = broken(graph, breach);
        const findings = policyFindings(changed, "protected");
        expect(findings.map(({ rule, urn, level }) => ({ rule, urn, level }))).to.deep.equal([
          { rule: breach.rule, urn: on, level: "mandatory" },
        ]);
        for (const text of [findings[0]!.message, findings[0]!.fix])
          expect(text).to.match(/^[A-Za-z].+\.(ts)?$/);
      });

    for (const one of harmless)
      it(`lets ${one.what} pass`, () => {
        expect(policyFindings(broken(graph, one).graph, "protected")).to.deep.equal([]);
      });

    it("puts the mandatory first", () => {
      const [unguarded, untagged] = ["database-deletion-guarded", "default-tags"].map((name) =>
        breaches.find(({ rule }) => rule === name)!,
      );
      const { graph: changed } = broken(broken(graph, unguarded!).graph, untagged!);
      expect(
        policyFindings(changed, "disposable").map(({ rule, level }) => `${level} ${rule}`),
      ).to.deep.equal(["mandatory default-tags", "advisory database-deletion-guarded"]);
    });
  });
});
