import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { root } from "../support/harness";

/** Whether a line of a log is what the platform counts as a call to an AI service. */
export const isUsageLine = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(join(root, "schema/ai-usage.json"), "utf8")) as object,
);

export interface UsageOfCall {
  readonly provider: { readonly name: string };
  readonly usage: object;
}
