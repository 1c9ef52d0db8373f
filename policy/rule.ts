import type { Deletion } from "../infra/durability";
import type { PolicyResource } from "./resource";

/** Something that is not as it must be, and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly fix: string;
}

interface RuleFacts {
  /** As diagnostics and reports name it. */
  readonly name: string;
  /** What it asks, in one sentence. */
  readonly demand: string;
  /** Whether an environment whose data is disposable gives it up on purpose. */
  readonly relaxable: boolean;
}

/** A rule that each resource keeps or breaks by itself, before it is made. */
export interface ResourceRule extends RuleFacts {
  readonly kind: "resource";
  /** Types that it looks at; all types if absent. */
  readonly types?: readonly string[];
  /** Why the engine cannot check it, if so; then it holds in the offline plan and the tests only. */
  readonly offlineOnly?: string;
  readonly check: (resource: PolicyResource) => readonly Problem[];
}

/** A rule about how resources belong together. */
export interface StackRule extends RuleFacts {
  readonly kind: "stack";
  readonly check: (resources: readonly PolicyResource[]) => readonly (Problem & { readonly urn: string })[];
}

export type Rule = ResourceRule | StackRule;

/** `mandatory` stops an update. */
export type Level = "mandatory" | "advisory";

export interface Finding extends Problem {
  readonly rule: string;
  readonly urn: string;
  readonly level: Level;
}

/** The same resources twice: as the program registers them, and with all that has become of them. */
export interface StackResources {
  readonly registered: readonly PolicyResource[];
  readonly made: readonly PolicyResource[];
}

/** The environment's own word on its data decides what it may give up; nothing else does, least of all its name. */
export function levelOf(rule: Rule, deletion: Deletion): Level {
  return rule.relaxable && deletion === "disposable" ? "advisory" : "mandatory";
}

/** What a resource breaks of a rule. */
export function problemsOf(rule: ResourceRule, resource: PolicyResource): readonly Problem[] {
  return rule.types === undefined || rule.types.includes(resource.type) ? rule.check(resource) : [];
}

/** All that a stack breaks, the mandatory first, else in the order of the rules. */
export function findingsOf(
  rules: readonly Rule[],
  { registered, made }: StackResources,
  deletion: Deletion,
): Finding[] {
  const findings = rules.flatMap((rule) => {
    const broken =
      rule.kind === "stack"
        ? rule.check(made)
        : registered.flatMap((resource) =>
            problemsOf(rule, resource).map((problem) => ({ urn: resource.urn, ...problem })),
          );
    const level = levelOf(rule, deletion);
    return broken.map(({ urn, message, fix }) => ({ rule: rule.name, urn, level, message, fix }));
  });
  return findings.sort((a, b) => Number(a.level === "advisory") - Number(b.level === "advisory"));
}
