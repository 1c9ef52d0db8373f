import { faultText } from "../../infra/faults";
import type { Plan } from "./makePlan";
import { mandatoryIn } from "./policy";

/** What an update would be refused for; the shared stack has no budget. */
export type Refusable = Pick<Plan, "findings" | "stack"> & Partial<Pick<Plan, "overBudget">>;

/** Why an update is refused, for an operator: empty where it is not. */
export function refusalsOf({ stack, findings, overBudget = [] }: Refusable): string[] {
  const broken = mandatoryIn(findings);
  return [
    ...(broken.length === 0
      ? []
      : [
          `${stack} breaks ${broken.length} mandatory rule(s):`,
          ...broken.map(
            ({ rule, urn, message, fix }) => `  ${rule}: ${urn.split("::").at(-1)!} ${message}. ${fix}`,
          ),
        ]),
    ...(overBudget.length === 0
      ? []
      : [
          `${stack} would cost more than ${overBudget.length} budget(s):`,
          ...overBudget.map((one) => `  ${faultText(one)}`),
        ]),
  ];
}
