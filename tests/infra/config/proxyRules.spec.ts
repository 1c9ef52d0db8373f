import { cacheUserFaults } from "../../../infra/config/rules/data/cache";
import { proxyFaults } from "../../../infra/config/rules/data/proxy";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { expect } from "chai";
import { dataConfig, mariadbConfig, moduleConfig } from "../../support/fixtures";
import { ruleTable } from "./ruleTable";

const proxy = { "data.mariadb.proxy": true };
const noSchema = {
  "modules.planning.data.schema": false,
  "modules.manufacturing.data.schema": false,
  "modules.support.data.schema": false,
};

ruleTable("rules of the proxy", [
  {
    trap: "a proxy that RDS does not make",
    says: "data.mariadb.proxy needs a module with data.schema; got true. RDS makes no proxy without a user; write false.",
    wrong: { ...proxy, ...noSchema },
    right: { ...noSchema, "data.mariadb.proxy": false },
  },
]);

describe("users of what modules share", () => {
  const many = (count: number, data: Partial<ModuleConfig["data"]>) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`m-${index}`, moduleConfig({ data })]));
  for (const [rotationDays, most] of [
    [false, 80],
    [30, 40],
  ] as const)
    it(`are as many as the proxy's role can name, with rotation ${rotationDays}`, () => {
      const faults = (count: number) =>
        proxyFaults(
          dataConfig({ rotationDays }),
          mariadbConfig({ proxy: true }),
          many(count, { schema: true }),
        );
      expect(faults(most)).to.deep.equal([]);
      expect(faults(most + 1)[0]?.rule).to.equal(
        `must be false with more than ${most} modules with data.schema (${most + 1})`,
      );
    });

  it("are as many as a group of the cache takes", () => {
    const faults = (count: number) => cacheUserFaults(many(count, { cache: true }));
    expect(faults(99)).to.deep.equal([]);
    expect(faults(100)[0]?.rule).to.equal("must have at most 99 modules with data.cache, and has 100");
  });
});
