import Ajv from "ajv/dist/2020";
import { expect } from "chai";
import { Command } from "commander";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parse } from "yaml";
import { addDeployCommand } from "../../automation/deploy/command";
import { examplesIn } from "../../automation/generate/examples";
import { stackFileSchema } from "../../automation/generate/jsonSchema";
import { makePlan, type Plan } from "../../automation/plan/makePlan";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { bytesOf, root } from "../support/harness";

const examples = examplesIn(root);
const keepsToSchema = new Ajv({ strict: false, validateFormats: false }).compile(stackFileSchema());

/** What may have no price in the plan of an example, and why that is no gap. */
const withoutPrice: readonly (readonly [type: string, reason: RegExp])[] = [
  // Nobody knows the messages beforehand, and a million of them costs less than a dollar.
  ["aws:sqs/queue:Queue", /billed by its requests/],
  // The first copy of everything is priced; nobody knows how much will change.
  ["aws:backup/plan:Plan", /depend on how much changes/],
  ["aws:backup/restoreTestingPlan:RestoreTestingPlan", /depend on how much is restored/],
  // ECS chooses them when a task starts.
  ["aws:ecs/capacityProvider:CapacityProvider", /Managed Instances/],
  ["aws:ecs/service:Service", /Managed Instances/],
  // The homes on it are nearly empty: notebooks are on the volumes of the spaces.
  ["aws:sagemaker/domain:Domain", /billed by what it holds/],
];

/** What each is there to show; a file that no longer does is another example. */
const shows: Readonly<Record<string, (config: EnvironmentConfig) => unknown>> = {
  "ai-platform": ({ data, modules }) => data.mariadb && data.qdrant && Object.keys(modules).length === 3,
  "api-versions": ({ modules }) =>
    new Set(Object.values(modules).map(({ release }) => release.strategy)).size === 2,
  batch: ({ modules }) =>
    Object.values(modules).some(({ kind }) => kind === "job") &&
    Object.values(modules).some(
      ({ kind, capacity, scaling }) =>
        kind === "worker" && capacity.spotPercent === 100 && scaling.queueDepthPerTask !== undefined,
    ),
  "blue-green": ({ profile, modules }) =>
    Object.values(modules).every(
      ({ release: { strategy, smokeTest, approvalMinutes } }) =>
        strategy === "blue-green" && smokeTest && (approvalMinutes !== false) === (profile === "prod"),
    ),
  "gpu-serving": ({ modules }) =>
    modules.model?.capacity.kind === "gpu" &&
    modules.model.scaling.predictive === "forecast" &&
    modules.assistant?.calls.includes("model") &&
    modules.assistant.aiProviders.includes("bedrock") &&
    modules.assistant.aiProviders.some((entry) => typeof entry === "object" && entry.sagemaker),
  hybrid: ({ platform, modules }) =>
    platform.externalInstances &&
    modules.inspection?.capacity.kind === "external" &&
    modules.planning?.calls.includes("inspection") &&
    modules.planning.outbound.length > 0 &&
    modules["machine-data"]?.protocol === "tcp",
  shop: ({ modules }) =>
    modules.payment?.routes.length === 0 &&
    Object.keys(modules).every((name) => modules[name]!.calls.includes("payment") === (name === "orders")) &&
    modules.orders?.release.strategy === "canary",
  "web-application": ({ modules }) =>
    Object.keys(modules).length === 3 &&
    Object.keys(modules).every(
      (name) => (modules[name]!.scaling.requestsInFlight !== undefined) === (name === "authentication"),
    ),
  workbench: ({ workbench: { teams }, modules }) =>
    Object.values(teams).every(({ reads, members }) => reads.length > 0 && members.length > 0) &&
    new Set(Object.values(teams).map(({ reads }) => reads.length)).size === 2 &&
    modules.support?.data.bucket !== true,
};

describe("the examples", () => {
  it("are the systems that the project is for", () => {
    expect(examples.map(({ name }) => name)).to.deep.equal(Object.keys(shows));
    const index = readFileSync(join(root, "examples/README.md"), "utf8");
    for (const { name } of examples) expect(index).to.contain(`[${name}](${name}/README.md)`);
  });

  it("are rehearsed on the real engine, each stack file once", () => {
    const folder = join(root, "tests/engine");
    const specs = readdirSync(folder).filter((file) => /^examples.*\.spec\.ts$/.test(file));
    const lived = specs.flatMap((file) =>
      readFileSync(join(folder, file), "utf8").match(/[\w-]+\/\w+(?=")/g),
    );
    // The project's own stack files have lives of their own there.
    const own = examples.filter(({ name }) => name !== "ai-platform");
    expect(lived).to.have.members(
      own.flatMap(({ name, stacks }) => stacks.map(({ stack }) => `${name}/${stack}`)),
    );
  });

  for (const { name, page, stacks } of examples)
    describe(name, () => {
      const text = existsSync(join(root, page)) ? readFileSync(join(root, page), "utf8") : "";
      const files = stacks.map(({ path }) => readFileSync(path, "utf8"));
      const plans: Plan[] = [];
      before(async () => {
        for (const ref of stacks) plans.push(await makePlan(ref));
      });

      for (const [index, ref] of stacks.entries())
        describe(ref.stack, () => {
          const planned = () => plans[index]!;

          it("breaks no mandatory rule", () => {
            expect(planned().findings.filter(({ level }) => level === "mandatory")).to.deep.equal([]);
          });

          it("is priced, but for what has a reason", () => {
            expect(planned().cost.total).to.be.greaterThan(50);
            const unexpected = planned().cost.notPriced.filter(
              (one) => !withoutPrice.some(([type, reason]) => one.type === type && reason.test(one.reason)),
            );
            expect(unexpected).to.deep.equal([]);
          });

          it("shows what it is there for", () => {
            expect(shows[name]!(planned().config)).to.equal(true);
          });

          it("is the same the second time, byte for byte", async () => {
            expect(bytesOf((await makePlan(ref)).graph.nodes)).to.equal(bytesOf(planned().graph.nodes));
          });

          it("tells an editor where its schema is, and keeps to it", () => {
            const schema = relative(dirname(ref.path), join(root, "schema/stack.json"));
            const path = schema.startsWith(".") ? schema : `./${schema}`;
            expect(files[index]!.split("\n")[0]).to.equal(`# yaml-language-server: $schema=${path}`);
            expect(keepsToSchema(parse(files[index]!)), JSON.stringify(keepsToSchema.errors)).to.equal(true);
          });
        });

      describe("its page", () => {
        it("names every stack file and every module", () => {
          for (const { path } of stacks)
            expect(text).to.contain(`](${relative(join(root, dirname(page)), path)})`);
          for (const { config } of plans)
            for (const module of Object.keys(config.modules)) expect(text).to.contain(module);
        });

        it("says what it costs, and how it is scaled, released and brought down", () => {
          const headings = ["What it costs", "Scaling", "Releases", "Bringing it down", "Before using it"];
          expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).to.deep.equal(headings);
        });

        it("quotes only what stands in a stack file", () => {
          const lines = new Set(files.flatMap((file) => file.split("\n").map((line) => line.trim())));
          for (const [, quoted] of text.matchAll(/```yaml\n([^]*?)```/g))
            for (const line of quoted!.trim().split("\n")) expect(lines).to.include(line.trim());
        });

        it("names only commands and modules that there are", () => {
          const program = new Command();
          addDeployCommand(program);
          const known = program.commands.flatMap(({ commands }) => commands.map((one) => one.name()));
          const modules = plans.flatMap(({ config }) => Object.keys(config.modules));
          for (const [, command, module] of text.matchAll(
            /npx ai-platform deploy ([\w-]+) [\w-]+ ?([\w-]+)?/g,
          )) {
            expect(known).to.include(command);
            if (module !== undefined && !module.startsWith("--")) expect(modules).to.include(module);
          }
        });
      });
    });

  it("have a web application in which load on authentication scales authentication alone", async () => {
    const { stacks } = examples.find(({ name }) => name === "web-application")!;
    for (const ref of stacks) {
      const { graph } = await makePlan(ref);
      const watching = graph
        .ofType("aws:appautoscaling/policy:Policy")
        .filter(({ inputs }) => JSON.stringify(inputs).includes("targetgroup/"));
      expect(watching.map(({ name }) => name)).to.deep.equal(["authentication-requests"]);
      const [{ inputs }] = watching as [(typeof watching)[0]];
      expect(inputs.resourceId).to.equal(`service/ai-platform-${ref.stack}/authentication`);
      expect(JSON.stringify(inputs).match(/targetgroup\/[a-z-]+(?=-)/g)).to.deep.equal([
        "targetgroup/authentication",
        "targetgroup/authentication",
      ]);
    }
  });
});
