import type { DeployReport } from "./report";
import type { Session } from "./session";

export async function unlock({ ref, stack }: Session): Promise<DeployReport> {
  await stack.cancel();
  return {
    version: 1,
    command: "unlock",
    stack: ref.stack,
    ending: "succeeded",
    exitCode: 0,
    seconds: 0,
    changes: [],
    unchanged: 0,
    errors: [],
  };
}
