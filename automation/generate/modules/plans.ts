import { checkConfig } from "../../../infra/config/load";
import { merged, type RawObject } from "../../../infra/config/raw";
import { ConfigFaults } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { planOf } from "../../plan/makePlan";
import { type FieldExample, surroundings } from "./example";

/** What a field changes on the monthly bill. */
export interface Difference {
  readonly monthlyUsd: number;
  /** Resources that the estimate has no price for, and had none of before. */
  readonly notPriced: number;
}

interface Bill {
  readonly total: number;
  readonly notPriced: number;
}

const plain: RawObject = { owner: "example-team@example.com", routes: ["/example"] };
const stack = "dev";

/** Plans the examples, each with the field and without it; the same plan is made once. */
export class ExamplePlans {
  private readonly bills = new Map<string, Promise<Bill>>();

  async difference({ module, beside = {}, data = {}, aiGateway }: FieldExample): Promise<Difference> {
    const before = entryOf(beside);
    const around = {
      data: "data" in module ? data : noDatabases,
      ...(aiGateway === undefined ? {} : { aiGateway }),
    };
    const without = await this.billOf(before, around);
    const bill = await this.billOf(merged(before, module) as RawObject, around);
    return {
      monthlyUsd: bill.total - without.total,
      notPriced: bill.notPriced - without.notPriced,
    };
  }

  private billOf(module: RawObject, around: RawObject): Promise<Bill> {
    const key = JSON.stringify([module, around]);
    const known = this.bills.get(key);
    if (known) return known;
    // One after the other: Pulumi's mocks serve the whole process.
    const previous = [...this.bills.values()].at(-1);
    const bill = Promise.resolve(previous).then(() => plannedBill(module, around));
    this.bills.set(key, bill);
    return bill;
  }
}

/** A worker has no paths, whatever else it says. */
function entryOf(beside: FieldExample["beside"] = {}): RawObject {
  const entry = merged(plain, beside) as RawObject;
  return entry.kind === "worker" ? { ...entry, routes: [] } : entry;
}

/** Databases only where they matter: they double the time that a plan takes. */
const noDatabases: RawObject = { mariadb: false, qdrant: false };

/** @throws ConfigFaults where an example is wrong. */
async function plannedBill(module: RawObject, around: RawObject): Promise<Bill> {
  const given = {
    "aws:region": "ap-northeast-2",
    [`${project}:profile`]: "dev",
    [`${project}:platform`]: surroundings.platform,
    ...Object.fromEntries(Object.entries(around).map(([key, value]) => [`${project}:${key}`, value])),
    [`${project}:modules`]: { ...surroundings.modules, example: module },
  };
  const { config, faults } = checkConfig(given, { stack, project, profiles });
  if (config === undefined || faults.length > 0) throw new ConfigFaults(faults);
  const { cost } = await planOf(stack, config);
  return { total: cost.total, notPriced: cost.notPriced.length };
}
