import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { NodeOptions } from "../../simulator/graph";
import { configOf } from "../support/harness";

export type Values = Record<string, unknown>;

/**
 * What is broken: prod, with an issuer, so that there is a function and a key that cannot rotate, with a worker and
 * with a workbench.
 */
export function prodWithIssuer(): EnvironmentConfig {
  return configOf("prod", (given) => {
    given["ai-platform:edge"] = {
      domain: { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" },
      authentication: { issuer: "https://id.example.com", audience: ["api"] },
      cors: { origin: "*" },
    };
    (given["ai-platform:account"] as Values).bedrockLogs = { retentionDays: 365 };
    const modules = given["ai-platform:modules"] as Values;
    given["ai-platform:workbench"] = { teams: { lab: { owner: "lab@example.com" } } };
    modules.conversion = { owner: "conversion-team@example.com", kind: "worker" };
  });
}

/** One way to break one rule, by a change of one resource of a recorded environment. */
export interface Breach {
  readonly rule: string;
  readonly what: string;
  /** The first resource of this type, and of this name if there is one, is changed. */
  readonly type: string;
  readonly name?: string;
  readonly inputs?: (inputs: Values) => Values;
  readonly options?: Partial<NodeOptions>;
  /** Takes the resource out of the component that it stands below. */
  readonly orphan?: true;
  /** Takes the resource away; the finding is then on the bucket of the same name. */
  readonly gone?: true;
}

export const set = (values: Values) => () => values;

export const of = (rule: string, ways: readonly Omit<Breach, "rule">[]): Breach[] =>
  ways.map((way) => ({ rule, ...way }));
