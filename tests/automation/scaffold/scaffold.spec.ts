import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { addModule, type ChangeOptions, removeModule } from "../../../automation/scaffold/actions";
import { entryOf } from "../../../automation/scaffold/entry";
import { importService } from "../../../automation/scaffold/import";
import { deliveryEntry } from "../../../automation/scaffold/stackEdit";
import { readServices } from "../../../automation/scaffold/compose/read";
import { root, stacks } from "../../support/harness";
import { failureOf, terminal } from "./terminal";

const files = ["Pulumi.yaml", "Pulumi.shared.yaml", ...stacks.map((stack) => `Pulumi.${stack}.yaml`)];

const owner = "forecast-team@example.com";
const entry = entryOf({
  name: "forecast",
  owner,
  routes: ["/forecast"],
  aiProviders: ["openai"],
  schema: true,
});

describe("stack files changed by commands", function () {
  // Each plans several environments, twice.
  this.timeout(60_000);
  let folder: string;
  let printed: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ai-platform-scaffold-"));
    for (const name of files) writeFileSync(join(folder, name), original(name));
    printed = "";
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const original = (name: string) => readFileSync(join(root, name), "utf8");
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const untouched = () => {
    for (const name of files) expect(text(name)).to.equal(original(name));
  };
  const options = (more: Partial<ChangeOptions> = {}): ChangeOptions => ({
    cwd: folder,
    terminal: terminal().terminal,
    print: (line) => {
      printed += stripVTControlCharacters(line);
    },
    ...more,
  });
  const lines = "    forecast:\n      owner: forecast-team@example.com\n      routes: [/forecast]\n";

  describe("new module", () => {
    it("writes a short entry into all environments, and a pipeline, and says what is to be done", async () => {
      const delivery = deliveryEntry(owner, "example-org/forecast");
      await addModule({ name: "forecast", owner, entry, delivery }, options({ yes: true }));
      for (const stack of stacks) expect(text(`Pulumi.${stack}.yaml`)).to.contain(lines);
      expect(text("Pulumi.shared.yaml")).to.equal(
        `${original("Pulumi.shared.yaml")}      forecast:\n        owner: ${owner}\n        repository: example-org/forecast\n`,
      );
      expect(printed).to.contain("Pulumi.dev.yaml, Pulumi.prod.yaml, Pulumi.staging.yaml\n");
      expect(printed).to.match(/ prod +\+\d+ +[\d,.]+ +[\d,.]+ +\+[\d.]+\n/);
      expect(printed).to.contain("OPENAI_API_KEY").and.to.contain("add forecast.invoke to the scopes");
      expect(printed).to.contain("npx ai-platform deploy up shared\n");
    });

    it("writes nothing when it only looks", async () => {
      await addModule({ name: "forecast", owner, entry }, options({ dryRun: true, stacks: ["dev"] }));
      expect(printed).to.contain("+     forecast:").and.to.contain("Nothing is written");
      untouched();
    });

    it("leaves out what the profile of each environment says", async () => {
      const sized = { owner, routes: ["/forecast"], size: { cpu: 512, memoryMiB: 1024 } };
      await addModule(
        { name: "forecast", owner, entry: sized },
        options({ yes: true, stacks: ["dev", "prod"] }),
      );
      expect(text("Pulumi.dev.yaml")).to.equal(original("Pulumi.dev.yaml") + lines);
      expect(text("Pulumi.prod.yaml")).to.contain(`${lines}      size: { cpu: 512, memoryMiB: 1024 }\n`);
    });

    it("fails with the faults of all files, each once, and writes nothing", async () => {
      const wrong = { owner, routes: ["/planning"], size: { cpu: 512, memoryMiB: 7 } };
      const message = await failureOf(
        addModule({ name: "Bad Name", owner, entry: wrong }, options({ yes: true })),
      );
      expect(message).to.match(
        /^nothing is written, because of what would be wrong in Pulumi\.dev\.yaml, Pulumi\.prod/,
      );
      expect(message.match(/must be a module name/g)).to.have.length(1);
      expect(message).to.contain(
        'Pulumi.dev.yaml, Pulumi.prod.yaml, Pulumi.staging.yaml: modules["Bad Name"]',
      );
      untouched();
    });

    it("fails where an update would be refused from then on", async () => {
      const large = { owner, routes: ["/forecast"], size: { cpu: 16384, memoryMiB: 122880 } };
      const add = addModule(
        { name: "forecast", owner, entry: large },
        options({ yes: true, stacks: ["dev"] }),
      );
      expect(await failureOf(add)).to.match(
        /^nothing is written, because an update would be refused:\ndev would cost/,
      );
      untouched();
    });

    const failures: readonly (readonly [string, Partial<ChangeOptions>, string, string])[] = [
      ["a name that is taken", { yes: true }, "planning", "there is a module planning"],
      [
        "the shared stack",
        { yes: true, stacks: ["shared"] },
        "forecast",
        "is the shared stack and has no modules",
      ],
      ["a stack that is not there", { yes: true, stacks: ["dve"] }, "forecast", "Did you mean dev?"],
      ["nobody to ask", {}, "forecast", "Add --yes to write, or --dry-run"],
    ];
    for (const [what, more, name, told] of failures)
      it(`fails on ${what}`, async () => {
        expect(await failureOf(addModule({ name, owner, entry }, options(more)))).to.contain(told);
        untouched();
      });

    it("fails on a file that was wrong before", async () => {
      writeFileSync(join(folder, "Pulumi.dev.yaml"), original("Pulumi.dev.yaml").replace("cidr:", "cdir:"));
      const message = await failureOf(addModule({ name: "forecast", owner, entry }, options({ yes: true })));
      expect(message).to.match(/^mend what is wrong before, in Pulumi\.dev\.yaml:/);
    });

    it("writes after a yes, and not after a no", async () => {
      for (const [key, written] of [
        ["y", true],
        ["n", false],
      ] as const) {
        const asked = terminal([["Write Pulumi.dev.yaml?", key]]);
        const more = { stacks: ["dev"], terminal: asked.terminal };
        await addModule({ name: "forecast", owner, entry }, options(more));
        expect(text("Pulumi.dev.yaml").includes(lines)).to.equal(written);
        writeFileSync(join(folder, "Pulumi.dev.yaml"), original("Pulumi.dev.yaml"));
      }
    });
  });

  describe("remove module", () => {
    it("undoes new module, says what is saved, and what goes in dev and stays in prod", async () => {
      const kept = { ...entry, data: { schema: true, bucket: true } };
      await addModule(
        { name: "forecast", owner, entry: kept },
        options({ yes: true, stacks: ["dev", "prod"] }),
      );
      printed = "";
      await removeModule("forecast", options({ yes: true }));
      untouched();
      expect(printed).to.match(/ prod +-\d+ +[\d,.]+ +[\d,.]+ +-[\d.]+\n/);
      expect(printed).to.match(/ dev +Bucket forecast\S* +is deleted, with all that is in it\n/);
      expect(printed).to.match(/ prod +Bucket forecast\S* +stays in AWS, outside of the state\n/);
      expect(printed).to.match(/ prod +MariaDB schema +the module's access ends/);
    });

    it("fails while a client has a scope that nobody asks for any more", async () => {
      const message = await failureOf(removeModule("planning", options({ yes: true })));
      expect(message).to.contain("edge.clients.back-office.scopes").and.to.contain("planning.invoke");
      untouched();
    });

    it("fails while another module calls it", async () => {
      const calling = { owner, routes: ["/caller"], calls: ["forecast"] };
      await addModule({ name: "forecast", owner, entry }, options({ yes: true, stacks: ["dev"] }));
      await addModule({ name: "caller", owner, entry: calling }, options({ yes: true, stacks: ["dev"] }));
      const message = await failureOf(removeModule("forecast", options({ yes: true })));
      expect(message).to.contain("Pulumi.dev.yaml: modules.caller.calls");
    });

    it("fails on a module that is not there", async () => {
      expect(await failureOf(removeModule("planing", options({ yes: true })))).to.contain(
        "Did you mean planning?",
      );
    });
  });

  describe("import", () => {
    const path = join(__dirname, "compose/assistant.yaml");

    it("writes a service as a module, with what could not be carried", async () => {
      expect(Object.keys(readServices(readFileSync(path, "utf8"), path))).to.contain("assistant");
      const given = { owner, routes: ["/assist"] };
      await importService({ ...options({ yes: true, stacks: ["dev"] }), path, service: "assistant", given });
      expect(text("Pulumi.dev.yaml")).to.contain("    assistant:\n").and.to.contain("routes: [/assist]");
      expect(text("Pulumi.dev.yaml") + printed).to.not.contain("hunter2");
      expect(printed).to.contain("Carried over from assistant").and.to.contain("Not carried over");
    });

    it("counts the folder of the source from the top of the repository that the Compose file is in", async () => {
      const repository = join(folder, "repository");
      for (const name of [".git", "deploy"]) mkdirSync(join(repository, name), { recursive: true });
      writeFileSync(join(repository, "deploy/compose.yaml"), "services: { api: { build: ../server/api } }\n");
      const given = { owner, routes: ["/api"] };
      const where = { path: join(repository, "deploy"), repository: "example-org/api" };
      await importService({ ...options({ yes: true, stacks: ["dev"] }), ...where, given });
      expect(text("Pulumi.shared.yaml")).to.match(/repository: example-org\/api\n +folder: server\/api\n/);
    });

    it("fails without an owner, and without a file", async () => {
      const common = { ...options({ yes: true }), given: {}, service: "assistant" };
      expect(await failureOf(importService({ ...common, path }))).to.contain("missing: --owner");
      expect(await failureOf(importService({ ...common, path: "nowhere" }))).to.contain(
        "no Compose file nowhere",
      );
    });
  });
});
