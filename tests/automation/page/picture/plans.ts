import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Plan, planOf } from "../../../../automation/plan/makePlan";
import { loadConfig } from "../../../../infra/config/load";
import type { EnvironmentConfig } from "../../../../infra/config/schema/environment";
import { parseStackFile } from "../../../../infra/config/stackFile";
import { project } from "../../../../infra/naming";
import { profiles } from "../../../../stacks/profiles";
import { root } from "../../../support/harness";

/** Stack files that differ in what there is to draw, by a name for the test. */
export const stackFiles = {
  dev: ["dev", "Pulumi.dev.yaml"],
  prod: ["prod", "Pulumi.prod.yaml"],
  hybrid: ["staging", "examples/hybrid/Pulumi.staging.yaml"],
  gpu: ["dev", "examples/gpu-serving/Pulumi.dev.yaml"],
  batch: ["staging", "examples/batch/Pulumi.staging.yaml"],
  shop: ["dev", "examples/shop/Pulumi.dev.yaml"],
  every: ["staging", "tests/infra/config/Pulumi.modules.yaml"],
  issuer: ["staging", "tests/infra/config/Pulumi.issuer.yaml"],
  full: ["staging", "tests/infra/config/Pulumi.full.yaml"],
} as const satisfies Record<string, readonly [stack: string, path: string]>;
export type StackFileName = keyof typeof stackFiles;

const made = new Map<string, Promise<Plan>>();

/** Each is planned once for all tests. */
export function planNamed(name: StackFileName | "thirty"): Promise<Plan> {
  const before = made.get(name);
  if (before !== undefined) return before;
  const config = name === "thirty" ? thirtyModules() : configNamed(name);
  const plan = planOf(config.name, config);
  made.set(name, plan);
  return plan;
}

function configNamed(name: StackFileName): EnvironmentConfig {
  const [stack, path] = stackFiles[name];
  const { config } = parseStackFile(readFileSync(join(root, path), "utf8"));
  return loadConfig(config, { stack, project, profiles });
}

/** prod with thirty modules: half are called through the API, the others by modules, through queues, or by the clock. */
function thirtyModules(): EnvironmentConfig {
  const { config } = parseStackFile(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8"));
  const modules = Object.fromEntries(Array.from({ length: 30 }, (_, index) => moduleNumber(index)));
  const given = {
    ...config,
    "ai-platform:edge": { domain: { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" } },
    "ai-platform:modules": modules,
  };
  return loadConfig(given, { stack: "prod", project, profiles, ignoreQuotas: true });
}

const fields = ["demand", "quality", "welding", "logistics", "support", "purchase", "energy", "safety"];

function moduleNumber(index: number): [name: string, entry: object] {
  const name = `${fields[index % fields.length]}-${index}`;
  const named = (number: number) => `${fields[number % fields.length]}-${number}`;
  const common = { owner: `${name}@example.com`, listenerPriority: index + 1 };
  if (index >= 28) {
    const command = ["report"];
    const daily = { schedule: "cron(0 6 * * ? *)", timezone: "Asia/Seoul", command };
    return [name, { ...common, kind: "job", jobs: { daily }, data: { bucket: true } }];
  }
  if (index >= 24) return [name, { ...common, kind: "worker", data: { bucket: true } }];
  if (index >= 15) return [name, { ...common, data: { schema: index % 2 === 0 } }];
  return [
    name,
    {
      ...common,
      routes: [`/${name}`],
      calls: [named(15 + (index % 9)), ...(index % 4 === 0 ? [named(24 + (index % 3))] : [])],
      aiProviders: index % 3 === 0 ? ["bedrock", "openai"] : ["anthropic"],
      data: {
        schema: index % 2 === 0,
        bucket: index % 3 === 0,
        collections: index % 5 === 0 ? { documents: { vectorSize: 256, distance: "Cosine" } } : false,
      },
    },
  ];
}
