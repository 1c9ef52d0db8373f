import { expect } from "chai";
import fc from "fast-check";
import {
  backupsSchema,
  cacheSchema,
  dataSchema,
  mariadbSchema,
  qdrantSchema,
} from "../../infra/config/schema/data";
import { moduleDataSchema } from "../../infra/config/schema/moduleData";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { resourceTypes } from "../../simulator/aws/resourceTypes";
import { runEnvironment } from "../support/harness";
import { statefulTypes } from "../../automation/plan/difference/steps";
import { type Fate, fatesOf } from "./fates";
import { configOf, edits } from "./randomConfigs";
import { isSaid } from "./said";

const told = ({ node, does, by }: Fate) => `${does} ${node.type} ${node.name} ${by.join(" ")}`.trim();

/** What happens to state that nobody asked for. */
async function losses(before: EnvironmentConfig, after: EnvironmentConfig): Promise<string[]> {
  const [old, fresh] = [await runEnvironment(before), await runEnvironment(after)];
  return fatesOf(old, fresh)
    .filter((fate) => !isSaid(fate, before, after))
    .map(told);
}

// Each plans two whole environments: too many for the usual number of runs, and for shrinking what fails.
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 20), endOnFailure: true };

describe("edits of any kind", function () {
  this.timeout(120_000);

  it("neither replace nor delete state without a word for it", async () => {
    await fc.assert(
      fc.asyncProperty(edits, async ([before, after]) => {
        expect(await losses(configOf(before), configOf(after))).to.deep.equal([]);
      }),
      runs,
    );
  });

  it("are drawn of every field of the data tier and of a module's data", () => {
    const drawn = fc.sample(edits, 300).flatMap((pair) => pair.map(configOf));
    const keys = (values: readonly unknown[]) =>
      [...new Set(values.flatMap((value) => Object.keys(Object(value) as object)))].sort();
    const fields = (schema: { readonly shape: object }) => Object.keys(schema.shape).sort();
    expect(keys(drawn.map(({ data }) => data))).to.deep.equal(fields(dataSchema));
    expect(keys(drawn.map(({ data }) => data.mariadb))).to.deep.equal(fields(mariadbSchema));
    expect(keys(drawn.map(({ data }) => data.qdrant))).to.deep.equal(fields(qdrantSchema));
    expect(keys(drawn.map(({ data }) => data.cache))).to.deep.equal(fields(cacheSchema));
    expect(keys(drawn.map(({ data }) => data.backups))).to.deep.equal(fields(backupsSchema));
    const kept = drawn.flatMap(({ modules }) => Object.values(modules).map(({ data }) => data));
    expect(keys(kept)).to.deep.equal(fields(moduleDataSchema));
  });

  it("are judged by what the simulator knows of every type with state", () => {
    for (const type of statefulTypes) expect(resourceTypes, type).to.have.property(type);
  });
});
