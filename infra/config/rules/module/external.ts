import type { Fault } from "../../../faults";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

const where = "on the company's own servers";

/**
 * What ECS Anywhere cannot do, and what only the VPC can: there is no load balancer, and no security group that a
 * database would open to. ECS Exec works.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export function externalFaults(module: ModuleConfig, { platform }: EnvironmentConfig, at: At): Fault[] {
  const { kind, routes, outbound, data } = module;
  const rules: Rule[] = [
    [
      platform.externalInstances === false,
      "capacity.kind",
      "needs platform.externalInstances",
      "external",
      "Write platform.externalInstances: { registrations: 1, activation: 1 }, so that servers can join.",
    ],
    [
      kind === "web",
      "kind",
      `must be service, worker or job ${where}`,
      kind,
      "No load balancer reaches them; let the front end run on Fargate.",
    ],
    [
      routes.length > 0,
      "routes",
      `must be empty ${where}`,
      routes,
      "No load balancer reaches them; send work through the queue of a worker.",
    ],
    [
      outbound.length > 0,
      "outbound",
      `must be empty ${where}`,
      outbound,
      "No security group of AWS stands in the way there; remove the key.",
    ],
    [
      data.schema,
      "data.schema",
      `must be false ${where}`,
      true,
      "The database is in the VPC; let another module keep it.",
    ],
    [
      data.collections !== false,
      "data.collections",
      `must be false ${where}`,
      data.collections,
      "Qdrant is in the VPC; let another module keep them.",
    ],
    [data.cache, "data.cache", `must be false ${where}`, true, "The cache is in the VPC; remove the key."],
  ];
  return rules.filter(([broken]) => broken).map(([, path, rule, got, fix]) => at(path, rule, got, fix));
}
