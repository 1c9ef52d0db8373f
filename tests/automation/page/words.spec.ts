import { expect } from "chai";
import { wordsOf } from "../../../automation/page/words";

/** Every word that is no function, by its path. */
function texts(words: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
      const at = path === "" ? key : `${path}.${key}`;
      if (typeof value === "string") return [[at, value] as const];
      return typeof value === "object" && value !== null ? [...texts(value, at)] : [];
    }),
  );
}

describe("the words of the page", () => {
  const en = texts(wordsOf.en);
  const ko = texts(wordsOf.ko);

  it("are in Korean all that they are in English", () => {
    expect([...ko.keys()]).to.have.members([...en.keys()]);
    expect(en.size).to.be.greaterThan(150);
  });

  it("are Korean, but for names that Korean has not", () => {
    const same = [...ko].filter(([key, text]) => key !== "language" && !/[가-힣]/.test(text));
    for (const [key, text] of same) expect(text, key).to.equal(en.get(key));
    expect([...new Set(same.map(([, text]) => text))].sort()).to.deep.equal(
      ["", "API", "MariaDB", "Qdrant", "Service Connect", "WAF", "–"].sort(),
    );
  });

  it("count one thing as one", () => {
    const { glance } = wordsOf.en;
    expect(glance.runs(1, 1, 2, "a")).to.equal("1 module in 1 to 2 tasks: a.");
    expect(glance.zones(1, 0, 1)).to.equal("The module goes on.");
    expect(glance.zones(0, 2, 2)).to.equal("All 2 modules recover within minutes, by themselves.");
    expect(glance.zones(0, 0, 2)).to.equal("All 2 modules are down.");
    expect(glance.zones(1, 1, 3)).to.equal("1 of 3 modules goes on, 1 is back within minutes.");
    expect(glance.reach(2, 1)).to.equal("2 paths of one API, of which 1 is open to everybody.");
  });
});
