import type { GraphNode } from "../../../../simulator/graph";
import { type Facts, standsFor } from "../facts";
import { along, type Box, type Part } from "../picture";
import type { Network } from "./network";

const detectors = {
  "aws:guardduty/detector:Detector": "GuardDuty",
  "aws:securityhub/account:Account": "Security Hub",
  "aws:inspector2/enabler:Enabler": "Inspector",
  "aws:accessanalyzer/analyzer:Analyzer": "Access Analyzer",
  "aws:cfg/recorder:Recorder": "Config",
} as const;

const stores = {
  "aws:rds/instance:Instance": "MariaDB",
  "aws:ebs/volume:Volume": "Qdrant",
  "aws:s3/bucket:Bucket": "S3",
} as const;

/** What has the keys, keeps the records, looks after all of it, and gives the images. */
export function guardsPart(facts: Facts, { wayTo }: Network): Part {
  const boxes = [...keepers(facts), ...watchers(facts), registry(facts)];
  const has = new Set(boxes.map(({ id }) => id));
  const needs = (service: string, id: string) =>
    has.has(id) ? along(["private", ...wayTo(service), id], "support") : [];
  return {
    boxes,
    flows: [
      ...needs("secretsmanager", "secrets"),
      ...needs("kms", "keys"),
      ...needs("logs", "logs"),
      ...needs("ecr.dkr", "registry"),
    ],
  };
}

function keepers(facts: Facts): Box[] {
  const { words, graph } = facts;
  const rotations = graph.ofType("aws:secretsmanager/secretRotation:SecretRotation").length;
  return [
    ...guard(facts, "secrets", "aws:secretsmanager/secret:Secret", ({ length }) => [
      "Secrets Manager",
      [words.secrets(length), ...(rotations > 0 ? [words.rotated(rotations)] : [])].join(", "),
    ]),
    ...guard(facts, "keys", "aws:kms/key:Key", ({ length }) => ["KMS", words.keys(length)]),
    ...guard(facts, "backups", "aws:backup/vault:Vault", () => ["AWS Backup", backedUp(facts)]),
  ];
}

function watchers(facts: Facts): Box[] {
  const { words, graph } = facts;
  const count = (type: string) => graph.ofType(type).length;
  const dashboards = count("aws:cloudwatch/dashboard:Dashboard");
  const found = Object.entries(detectors).filter(([type]) => count(type) > 0);
  return [
    ...guard(facts, "logs", "aws:cloudwatch/logGroup:LogGroup", ({ length }) => [
      "CloudWatch",
      words.logs(length),
      words.alarms(count("aws:cloudwatch/metricAlarm:MetricAlarm")),
      ...(dashboards > 0 ? [words.dashboards(dashboards)] : []),
    ]),
    ...guard(facts, "trail", "aws:cloudtrail/trail:Trail", () => words.trail),
    ...(found.length === 0
      ? []
      : guard(facts, "detection", found[0]![0], () => [
          words.detection,
          found.map(([, name]) => name).join(", "),
        ])),
    ...guard(facts, "budgets", "aws:budgets/budget:Budget", ({ length }) => [
      "AWS Budgets",
      words.budgets(length),
    ]),
  ];
}

/** Nothing where the environment has no resource of the type. */
function guard(
  facts: Facts,
  id: string,
  type: string,
  say: (nodes: readonly GraphNode[]) => readonly string[],
): Box[] {
  const nodes = facts.graph.ofType(type);
  if (nodes.length === 0) return [];
  const [title, ...lines] = say(nodes);
  return [{ id, kind: "guard", parent: "services", title: title!, lines, ...standsFor(facts, nodes) }];
}

/** It belongs to the shared stack, which may be in another account. */
function registry({ words, config }: Facts): Box {
  const [title, ...lines] = words.registry;
  return {
    id: "registry",
    kind: "guard",
    ...(config.shared === undefined ? { parent: "services" } : {}),
    title: title!,
    lines: [...lines, ...(config.shared === undefined ? [] : [config.shared])],
    urns: [],
  };
}

/** AWS Backup takes what has this tag. */
function backedUp({ graph }: Facts): string {
  const tagged = (type: string) =>
    graph
      .ofType(type)
      .some(({ inputs }) => (inputs.tags as { readonly Backup?: string } | undefined)?.Backup === "true");
  return Object.entries(stores)
    .filter(([type]) => tagged(type))
    .map(([, name]) => name)
    .join(", ");
}
