import { money } from "../../render/section";
import { principles } from "./enPrinciples";
import { posture } from "./enPosture";
import { reach } from "./enReach";
import { zones } from "./enZones";

const things = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

/** All words of the page; `Words` is what every other language has to say. */
export const en = {
  language: "en",
  title: (stack: string) => `${stack}: the environment`,
  lead: (stack: string) =>
    `What ${stack} is made of, what it costs and who reaches what. Planned, not measured: the real program was run on its stack file with a simulated AWS, and no account was read.`,
  skip: "Skip to the content",
  contents: "Contents",
  headings: {
    picture: "Architecture",
    runs: "What runs",
    reach: "Who can reach what",
    zones: "If a zone were lost",
    cost: "What it costs",
    posture: "Security posture",
    limits: "Timeouts, quotas, handwork",
    difference: "What the change does",
    comparison: "Differences",
    principles: "Principles",
    decisions: "Decisions",
    resources: "All resources",
  },
  head: {
    profile: "profile",
    region: "region",
    zones: "zones",
    resources: "resources",
    usd: "USD a month",
    budget: (usd: number) => `of a budget of ${money(usd)} USD`,
    noBudget: "no budget is set",
    findings: "findings",
    rules: (rules: number, findings: number, mandatory: number) =>
      findings === 0
        ? `all ${rules} rules hold`
        : `${mandatory === 0 ? "none stops" : `${mandatory} stop`} a deployment; ${rules} rules`,
  },
  glance: {
    title: "At a glance",
    runs: (modules: number, min: number, max: number, names: string) =>
      `${things(modules, "module")} in ${min} to ${max} tasks${names === "" ? "" : `: ${names}`}.`,
    cost: ({ usd, most, tiers }: { readonly usd: number; readonly most: number; readonly tiers: string }) =>
      `About ${money(usd)} USD a month, most of it for ${tiers}.${most > usd ? ` That is at the fewest tasks; at the most, all month, ${money(most)}.` : ""}`,
    reach: (routes: number, open: number) =>
      open === 0
        ? `${things(routes, "path")} of one API, each closed without a token.`
        : `${things(routes, "path")} of one API, of which ${open} ${open === 1 ? "is" : "are"} open to everybody.`,
    out: {
      open: "What goes out is neither watched nor held.",
      alert: "What goes out is watched by name.",
      block: "What goes out is held to a list of names.",
      strict: "What goes out is held to a list of names, and looked into.",
    },
    zones: (fine: number, restarting: number, all: number) => {
      const every = all === 1 ? "The module" : `All ${all} modules`;
      if (fine === all) return `${every} ${all === 1 ? "goes" : "go"} on.`;
      if (restarting === all)
        return all === 1
          ? `${every} recovers within minutes, by itself.`
          : `${every} recover within minutes, by themselves.`;
      if (fine + restarting === 0) return `${every} ${all === 1 ? "is" : "are"} down.`;
      const going = `${fine} of ${things(all, "module")} ${fine === 1 ? "goes" : "go"} on`;
      return `${going}, ${restarting} ${restarting === 1 ? "is" : "are"} back within minutes.`;
    },
    switching: (names: string) => `Switching over to another zone: ${names}.`,
    down: (names: string) => `Down until restored: ${names}.`,
  },
  runs: {
    modules: "Modules",
    module: "module",
    owner: "owner",
    runsOn: "runs on",
    size: (vcpu: number, gib: number) => `${vcpu} vCPU, ${gib} GiB`,
    tasks: "tasks",
    scaling: "scales by",
    fixed: "fixed",
    release: "release",
    routes: "paths",
    keeps: "keeps",
    spot: (percent: number) => `${percent}% Spot`,
    noPath: "none",
    jobs: "Jobs",
    job: "job",
    schedule: "schedule",
    command: "command",
    off: "off",
    pools: "Pools of instances",
    pool: "pool",
    types: "instance types",
    instances: "instances",
    data: "Where data is kept",
    store: "store",
    how: "how it runs",
    copies: "what can be had back",
    deletion: {
      protected: "What is taken out of the stack file is kept in AWS, with its data.",
      disposable: "What is taken out of the stack file is deleted, with its data.",
    },
    keepsNames: { schema: "schema", bucket: "bucket", collections: "collections", cache: "cache" },
  },
  reach,
  zones,
  cost: {
    lead: (date: string) =>
      `List prices${date === "" ? "" : `, read on ${date} or later`}, without tax. Calls to AI services are not in it. Modules count at their least number of tasks.`,
    unpriced: (names: string) => `Without a price, since it depends on use: ${names}.`,
    tiers: "By tier",
    tier: "tier",
    resources: "resources",
    usd: "USD a month",
    share: "share",
    modules: "By module, with its own keys, secrets, bucket and logs (so parts of other tiers too)",
    drivers: (count: number) => `Where the money goes: the ${count} largest amounts`,
    what: "what",
    changedBy: "changed by",
    budgets: "Budgets",
    budgetOf: "of",
    environment: "the environment",
    budget: "budget",
    used: "used",
    environments: "Environments side by side",
    fact: "fact",
    facts: {
      profile: "profile",
      zones: "zones",
      nat: "NAT gateways",
      modules: "modules",
      tasks: "tasks, least to most",
      mariadb: "MariaDB",
      qdrant: "Qdrant",
      egress: "way out",
      firewall: "WAF",
      deletion: "data",
      findings: "findings",
      resources: "resources",
      monthlyUsd: "USD a month",
      budgetUsd: "budget",
    },
    nat: { single: "one", "per-zone": "one a zone", existing: "not made here" },
    standby: "with a standby",
    oneZone: "one zone",
    none: "–",
    faults: (faults: number) => `${things(faults, "fault")} in its file`,
    deletion: { protected: "protected", disposable: "disposable" },
    assumptions: "What the estimate assumes",
    field: "field",
    value: "value",
  },
  posture,
  limits: {
    timeouts: "Timeouts in seconds, from the caller to the task",
    hops: {
      heartbeat: "heartbeat",
      api: "API",
      apiIdle: "API idle",
      loadBalancerIdle: "ALB idle",
      keepAlive: "keep-alive",
      request: "Service Connect",
      requestIdle: "Service Connect idle",
      drain: "drain",
      stop: "stop",
    },
    heartbeat:
      "While it answers, a module sends something at least every heartbeat; docs/edge.md tells each hop.",
    quotas: "Quotas of AWS",
    quota: "what",
    used: "used",
    of: "of",
    handwork: "By hand after the first deployment",
    variable: "variable",
    todo: "what",
    putKey: "Put its value into the module's secret.",
    noHandwork: "Nothing is left to do by hand.",
  },
  comparison: {
    lead: (here: string, there: string) => `What ${here} has otherwise than ${there}.`,
  },
  principles,
  decisions: {
    lead: (count: number) =>
      `${count} decisions on how the platform is built, in one sentence each; why, and what it costs, stands in each file.`,
  },
  resources: {
    lead: "All that the program registers, by tier.",
    summary: (resources: number, usd: number) =>
      `${things(resources, "resource")}, ${money(usd)} USD a month`,
    name: "name",
    type: "type",
    module: "module",
    caption: (tier: string) => `Resources of ${tier}`,
  },
  foot: (stack: string) =>
    `Made by npx ai-platform plan ${stack} --html. The same stack file gives the same page, byte for byte. Nothing in it was asked of AWS.`,
};

export type Words = typeof en;
