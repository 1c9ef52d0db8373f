import { basename } from "node:path";
import { isRouted } from "../../infra/moduleKinds";
import { routesOf } from "../../infra/routes";
import type { Plan } from "../plan/makePlan";
import { entryLines } from "./yamlText";

export interface Added {
  readonly module: string;
  readonly owner: string;
  readonly plans: readonly Plan[];
  /** The file of the shared stack; absent where the project has none. */
  readonly shared?: { readonly path: string; readonly stack: string; readonly hasPipeline: boolean };
}

/** What only a person can do after a module's entry is written, in the order in which it is done. */
export function nextSteps({ module, owner, plans, shared }: Added): string[] {
  const environments = plans.map(({ stack }) => stack);
  const closed = plans.filter((plan) => nobodyMayCall(plan, module)).map(({ stack }) => stack);
  const keys = plans[0]!.handwork.filter((one) => one.module === module);
  return [
    ...(closed.length === 0
      ? []
      : [
          `Let a client call it: add ${module}.invoke to the scopes of one in ai-platform:edge.clients (${closed.join(", ")}).`,
        ]),
    ...(shared === undefined || shared.hasPipeline ? [] : [pipelineStep(module, owner, shared.path)]),
    "Look at the change with git diff, and commit it.",
    ...(shared?.hasPipeline === true ? [`npx ai-platform deploy up ${shared.stack}`] : []),
    ...environments.map((stack) => `npx ai-platform deploy up ${stack}`),
    ...keys.map(
      ({ what, variable }) =>
        `In each environment ${what} (${variable}): docs/runbooks/provider-keys.md. It is never written into a file.`,
    ),
  ];
}

function pipelineStep(module: string, owner: string, path: string): string {
  const lines = entryLines(module, { owner, repository: "<owner>/<name>" }, 0, 2).map((line) => line.trim());
  return `Give it a pipeline, which builds and releases its image: add to ai-platform:delivery.modules in ${basename(path)} "${lines[0]!} { ${lines.slice(1).join(", ")} }".`;
}

/** Whether there are paths for tokens, and no client gets a token with a scope for one of them. */
function nobodyMayCall({ config }: Plan, module: string): boolean {
  const entry = config.modules[module]!;
  if (!isRouted(entry) || config.edge.authentication !== "cognito") return false;
  const scopes = routesOf(module, entry).flatMap((route) => route.scopes);
  const asked = Object.values(config.edge.clients).flatMap((client) => client.scopes);
  return scopes.length > 0 && !scopes.some((scope) => asked.includes(scope));
}
