import { isDeepStrictEqual } from "node:util";
import type { Values } from "../aws/types";
import type { CloudRecord } from "./journal";

export const serviceType = "aws:ecs/service:Service";
const ruleType = "aws:lb/listenerRule:ListenerRule";

/** What of a service makes a new revision of it, as far as this program uses it. */
const revised = ["loadBalancers", "networkConfiguration", "serviceConnectConfiguration", "taskDefinition"];
/** What the provider changes by other calls, or keeps to itself. */
const besides = ["tags", "waitForSteadyState"];

/** How ECS moves the traffic of one service. */
interface Shift {
  readonly primary: string;
  readonly alternate: string;
  /** ARNs of the production rule and, if there is one, of the test rule. */
  readonly rules: readonly string[];
}

/** Undefined for a service whose revisions share their target group. */
export function shiftOf({ type, inputs }: Pick<CloudRecord, "type" | "inputs">): Shift | undefined {
  const { strategy = "ROLLING" } = (inputs.deploymentConfiguration ?? {}) as Values;
  if (type !== serviceType || strategy === "ROLLING") return undefined;
  const [target] = (inputs.loadBalancers ?? []) as readonly Values[];
  const advanced = target?.advancedConfiguration as Values | undefined;
  if (target === undefined || advanced === undefined) return undefined;
  const rules = [advanced.productionListenerRule, advanced.testListenerRule];
  return {
    primary: String(target.targetGroupArn),
    alternate: String(advanced.alternateTargetGroupArn),
    rules: rules.filter((arn) => typeof arn === "string"),
  };
}

/** Whether ECS deploys because of the change. The provider passes on a wish for a deployment with every update. */
export function deploys(olds: Values, news: Values): boolean {
  const changed = Object.keys({ ...olds, ...news }).filter(
    (property) => !besides.includes(property) && !isDeepStrictEqual(olds[property], news[property]),
  );
  const asked = news.forceNewDeployment === true && changed.length > 0;
  return asked || changed.some((property) => revised.includes(property));
}

/**
 * The rules of a service after a successful deployment: each forwards to both target groups, and all goes to the one
 * that had nothing, also the first time (seen on AWS: https://github.com/go-to-k/cdk-real-drift/issues/1730).
 */
export function afterShift(shift: Shift, records: readonly CloudRecord[]): CloudRecord[] {
  const rules = records.filter(
    ({ type, computed }) => type === ruleType && shift.rules.includes(String(computed.arn)),
  );
  return rules.map((rule) => {
    const serving = servingIn(rule) === shift.primary ? shift.alternate : shift.primary;
    const targetGroups = [shift.primary, shift.alternate].map((arn) => ({
      arn,
      weight: arn === serving ? 100 : 0,
    }));
    return { ...rule, rewritten: { actions: [{ type: "forward", forward: { targetGroups } }] } };
  });
}

/** The target group to which the rule sends the traffic. */
export function servingIn({ inputs, rewritten }: CloudRecord): string | undefined {
  const [action] = ({ ...inputs, ...rewritten }.actions ?? []) as readonly Values[];
  const { targetGroups = [] } = (action?.forward ?? {}) as { targetGroups?: readonly Values[] };
  const heaviest = targetGroups.find(({ weight }) => Number(weight) > 0);
  const arn = heaviest?.arn ?? action?.targetGroupArn;
  return typeof arn === "string" ? arn : undefined;
}

/** What AWS rewrote stays until the provider says that property anew, for it sends only what changed. */
export function keptRewrites(old: CloudRecord, news: Values): CloudRecord["rewritten"] {
  const kept = Object.entries(old.rewritten ?? {}).filter(([property]) =>
    isDeepStrictEqual(old.inputs[property], news[property]),
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
