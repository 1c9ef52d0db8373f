import { grouped } from "../numbers";
import type { Posture } from "../posture";

const days = (count: number) => (count === 1 ? "1 day" : `${count} days`);

/** How each guard is here. */
export const posture = {
  caption: "How it is here",
  topic: "guard",
  how: "how it is here",
  state: "state",
  states: { strict: "strict", relaxed: "relaxed", open: "open" },
  meaning:
    "Strict: as closed as this platform makes it. Relaxed: less than that, by the stack file. Open: not held at all. –: no choice here.",
  topics: {
    rules: "Rules",
    doors: "Doors",
    firewall: "Firewall (WAF)",
    atRest: "Encryption at rest",
    transit: "Encryption on the way",
    egress: "The way out",
    secrets: "Secrets",
    identity: "Identity",
    audit: "Audit",
    privacy: "Personal data in logs",
    backups: "Backups",
    guards: "AWS's own guards",
  },
  rules: ({ all, broken, mandatory }: Posture["rules"]) =>
    broken === 0
      ? `All ${all} rules hold.`
      : `${all - broken} of ${all} rules hold; ${mandatory === 0 ? "what is given up is advisory here" : `${mandatory} findings stop a deployment`}.`,
  doors: ({ routes, publicRoutes, publicAddresses }: Posture["doors"]) =>
    `${routes} paths, ${publicRoutes === 0 ? "none" : publicRoutes} of them without a token. Public addresses: ${publicAddresses}, all of NAT gateways; nothing comes in by them.`,
  firewall: ({ mode, requestsPerFiveMinutes }: Posture["firewall"]) =>
    `AWS's managed rules ${mode === "block" ? "block" : "only count"}; an address is blocked above ${grouped(requestsPerFiveMinutes)} requests in five minutes.`,
  atRest: (keys: number) => `${keys} KMS keys of the environment's own, of data, logs and single modules.`,
  transit: ({ loadBalancers, betweenModules, stores }: Posture["transit"]) =>
    `TLS to the API and to ${stores.join(", ")}. From the API to the load balancers: ${loadBalancers ? "TLS" : "plain HTTP inside the VPC, for there is no domain"}. ${betweenModules === undefined ? "No module calls another" : `Between modules: ${betweenModules ? "TLS" : "plain inside the VPC"}`}.`,
  egress: ({ mode, domains = 0, failOpen }: Posture["egress"]) =>
    ({
      open: "Every name may be asked for.",
      alert: `${domains} names and patterns are known; others pass and are told of.`,
      block: `${domains} names and patterns outside are answered, others are not; who connects to a bare address asks for no name (egress mode strict stops that).`,
      strict: `${domains} names and patterns outside are answered, and a firewall drops connections to anything else.`,
    })[mode] +
    (mode === "open"
      ? ""
      : failOpen
        ? " If the name firewall fails, names are answered."
        : " If the name firewall fails, nothing goes out."),
  secrets: ({ count, rotated, rotationDays }: Posture["secrets"]) =>
    `${count} secrets; ${rotationDays === false ? "they do not change by themselves" : `${rotated} of them, passwords and tokens, change every ${days(rotationDays)}; keys of others' services are a person's to change`}.`,
  identity: (roles: number) => `${roles} IAM roles, of which each does one thing; no module shares its role.`,
  audit: ({ trail, auditors, breakGlass }: Posture["audit"]) =>
    `${trail === false ? "No trail of its own." : `A trail whose records nobody can change for ${days(trail.retentionDays)} (${trail.lock}).`} Auditors: ${auditors}. Break-glass: ${breakGlass}.`,
  privacy: ({ logGroups, masked, personalLogDays }: Posture["privacy"]) =>
    `${masked} of ${logGroups} log groups are masked, all but the technical ones; at most ${days(personalLogDays)} for what can hold what people wrote.`,
  deletion: {
    protected: "What is taken out of the stack file is kept.",
    disposable: "What is taken out of the stack file is deleted.",
  },
  backups: ({ mariadbDays, qdrantDays, vault }: Posture["backups"]) =>
    [
      ...(mariadbDays === undefined ? [] : [`MariaDB: any second of ${days(mariadbDays)}.`]),
      ...(qdrantDays === undefined
        ? []
        : [`Qdrant: ${qdrantDays === false ? "no snapshots" : `daily snapshots of ${days(qdrantDays)}`}.`]),
      vault === false
        ? "No AWS Backup."
        : `AWS Backup: daily for ${days(vault.dailyDays)} in a locked vault${vault.restoreTesting ? ", and a restore is tried every month" : ""}.`,
    ].join(" "),
  guards: ({ on, off }: Posture["guards"]) =>
    [
      ...(on.length === 0 ? [] : [`Turned on here: ${on.join(", ")}.`]),
      ...(off.length === 0
        ? []
        : [`Not turned on here: ${off.join(", ")}. An account needs each once, so another stack may do it.`]),
    ].join(" "),
};
