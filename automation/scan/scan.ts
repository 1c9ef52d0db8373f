import type { Suppression } from "../../infra/scan/suppressions";
import type { Graph } from "../../simulator/graph";
import { askCheckov } from "./checkov";
import { type Finding, judge, type Judgement } from "./judge";
import type { ScannedStack } from "./sections";
import { terraformPlan } from "./terraformPlan";

/** What a stack would make, and what it is called in reports: `prod`, or `shop/dev` of an example. */
export interface RecordedStack {
  readonly place: string;
  readonly stack: string;
  readonly graph: Graph;
}

export interface Scan {
  readonly version: string;
  readonly stacks: readonly ScannedStack[];
  readonly judgement: Judgement;
}

/** Has Checkov look at stacks, all at once, and holds against it what has been decided. */
export async function scan(
  checkov: string,
  recorded: readonly RecordedStack[],
  suppressions: readonly Suppression[],
  today: string,
): Promise<Scan> {
  const rendered = new Map(
    recorded.map(({ place, stack, graph }) => [place, { stack, ...terraformPlan(graph) }] as const),
  );
  const plans = new Map([...rendered].map(([place, { plan }]) => [place, plan] as const));
  const { version, failed, passed } = await askCheckov(checkov, plans);
  const findings = failed.map(({ plan: place, check, wants, address }): Finding => {
    const { stack, nodes } = rendered.get(place)!;
    const { type, name } = nodes.get(address)!;
    return { place, stack, check, wants, type, name };
  });
  return {
    version,
    stacks: [...rendered].map(([place, { nodes }]) => ({
      place,
      resources: nodes.size,
      passed: passed.get(place) ?? 0,
    })),
    judgement: judge(findings.sort(byName), suppressions, today),
  };
}

function byName(a: Finding, b: Finding): number {
  const [one, other] = [a, b].map(({ check, name }) => `${check} ${name}`) as [string, string];
  return one < other ? -1 : Number(one > other);
}
