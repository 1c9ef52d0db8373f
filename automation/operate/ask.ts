import { explainAws } from "../deploy/aws/explain";
import { OperatorError } from "../operatorError";
import type { Permission } from "./permissions";

const refusals: readonly string[] = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];

/** Whether AWS refused something to the role in use. */
export function isRefused(error: unknown): boolean {
  const cause = error instanceof OperatorError ? error.cause : error;
  return cause instanceof Error && refusals.includes(cause.name);
}

/** Errors of Cost Explorer alone. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html */
const costErrors: Readonly<Record<string, string>> = {
  DataUnavailableException:
    "Cost Explorer has no such data yet. It gathers them for a day after it was first opened in this account",
  LimitExceededException: "Cost Explorer takes no more requests for now. Repeat the command in a few minutes",
};

/**
 * The answer of AWS.
 * @throws OperatorError with what to do; for a refusal with the permission that is missing, which AWS does not always
 * name.
 */
export async function ask<Answer>(permission: Permission, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const known = error instanceof Error ? costErrors[error.name] : undefined;
    if (known !== undefined) throw new OperatorError(`${known}.`, { cause: error });
    const told = explainAws(error);
    if (!isRefused(error)) throw told;
    throw new OperatorError(`${told.message}\nIt needs the permission ${permission} (docs/operators.md).`, {
      cause: error,
    });
  }
}
