/** What an environment is made of, and what speaks to what, before anybody has decided where it is drawn. */
export interface Picture {
  /** Parents stand before their children. */
  readonly boxes: readonly Box[];
  /** Each pair of ends once for each kind. */
  readonly flows: readonly Flow[];
}

/** A boundary is where trust changes, an area is a place within one, and the others are things. */
export const boxKinds = [
  "boundary",
  "isolated",
  "area",
  "outside",
  "edge",
  "network",
  "module",
  "data",
  "ai",
  "guard",
] as const;
export type BoxKind = (typeof boxKinds)[number];

export interface Box {
  readonly id: string;
  readonly kind: BoxKind;
  /** The box that it stands in; none at the top. */
  readonly parent?: string;
  readonly title: string;
  /** What is written below the title. */
  readonly lines: readonly string[];
  /** What there is to say beyond that, a sentence or a list. */
  readonly note?: string;
  /** Letters of the availability zones in which it stands; none where that is not known, or has no meaning. */
  readonly zones?: readonly string[];
  /** Id of the place on the page that tells the rest. */
  readonly target?: string;
  /** URNs of the resources that it stands for; none for what the environment does not own. */
  readonly urns: readonly string[];
  /** Boxes of one kind that are drawn as one, where there are many. */
  readonly crowd?: Crowd;
}

export interface Crowd {
  /** Id of the box around them all. */
  readonly id: string;
  readonly title: string;
  /** What the flows say of a box of its own, for where they are drawn for all at once. */
  readonly line: string;
}

export const flowKinds = ["request", "call", "data", "ai", "support"] as const;
/**
 * `request` comes from outside, `call` goes from module to module, `data` to what a module keeps, `ai` to an AI
 * provider, and `support` is what the platform itself needs.
 */
export type FlowKind = (typeof flowKinds)[number];

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly kind: FlowKind;
  /** On whose account, sorted; none for what serves them all. */
  readonly modules: readonly string[];
  /** Drawn from right to left: its end belongs beside what comes before its start. */
  readonly back?: true;
}

/** A part of the picture, as its own file makes it. */
export type Part = Picture;

/** Flows of the same ends and kind become one, for all modules of both. */
export function merged(flows: readonly Flow[]): Flow[] {
  const byEnds = new Map<string, Flow>();
  for (const flow of flows) {
    const key = [flow.from, flow.to, flow.kind].join(" ");
    const modules = [...new Set([...(byEnds.get(key)?.modules ?? []), ...flow.modules])].sort();
    byEnds.set(key, { ...flow, modules });
  }
  return [...byEnds.values()];
}

/** A flow that passes through several boxes. */
export function along(stops: readonly string[], kind: FlowKind, modules: readonly string[] = []): Flow[] {
  return stops.slice(1).map((to, index) => ({ from: stops[index]!, to, kind, modules }));
}
