import { Command } from "commander";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import * as actions from "../../../automation/operate/actions";
import { addOperateCommands } from "../../../automation/operate/command";
import { permissions } from "../../../automation/operate/permissions";
import { clusterName } from "../../../infra/naming";
import { OperatorError } from "../../../automation/operatorError";
import type { ApiOptions } from "../../../simulator/api/server";
import {
  closeRigs,
  dummyCredentials,
  failure,
  MemoryWorld,
  rig,
  service,
  withEnvironment,
} from "../../simulator/api/memoryWorld";
import { configOf, only, root, runEnvironment } from "../../support/harness";

type Name = keyof typeof permissions;
const commands = Object.keys(permissions) as Name[];
/** As they are typed. */
const wordsOf = (name: Name): readonly string[] => (name === "cost" ? ["cost", "actual"] : [name]);
const access = {
  AWS_ACCESS_KEY_ID: dummyCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: dummyCredentials.secretAccessKey,
};
/** As in CI: nothing that says who asks. */
const nobody = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_PROFILE: undefined,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/nonexistent/aws",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/aws",
};

function programOf(): Command {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addOperateCommands(program, () => Promise.resolve(actions));
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** What a command writes, and the status it leaves. */
async function ran(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly text: string; readonly status: unknown }> {
  const write = process.stdout.write.bind(process.stdout);
  const before = process.exitCode;
  let text = "";
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  try {
    await withEnvironment(variables, () => programOf().parseAsync(args, { from: "user" }));
    return { text, status: process.exitCode };
  } finally {
    process.stdout.write = write;
    process.exitCode = before;
  }
}

describe("the operators' commands", () => {
  after(closeRigs);
  let world: MemoryWorld;
  beforeEach(() => {
    world = new MemoryWorld();
    world.running = ["manufacturing", "planning", "support"].map((name) =>
      service(name, { state: "completed" }),
    );
  });

  async function asked(args: readonly string[], options: ApiOptions = {}) {
    const { api, calls } = await rig(world, options);
    const result = ran(args, { ...access, AWS_ENDPOINT_URL: api.url });
    return { calls, ...(await result) };
  }

  it("print tables, and JSON for programs", async () => {
    const { text, status } = await asked(["status", "dev"]);
    expect(text).to.match(/^.*dev: healthy \(3 ok; no alarm rings\)/);
    expect(status).to.equal(undefined);
    const { text: json } = await asked(["status", "dev", "--json"]);
    expect(JSON.parse(json)).to.include({ version: 1, healthy: true });
  });

  it("are red where a module is missing", async () => {
    world.running = [service("planning", { state: "completed" })];
    expect((await asked(["status", "dev"])).status).to.equal(4);
  });

  it("look back as far as they are told", async () => {
    const line = (id: string, ago: number) => ({
      id,
      stream: "app/app/1",
      time: Date.now() - ago,
      message: id,
    });
    world.observed.logs.set("/ai-platform/dev/modules/planning", [
      line("old", 7_000_000),
      line("new", 60_000),
    ]);
    expect((await asked(["logs", "dev", "planning"])).text)
      .to.match(/new\n$/)
      .and.not.contain("old");
    expect((await asked(["logs", "dev", "planning", "--since", "2h"])).text).to.contain("old");
  });

  it("suggest a module, before they ask AWS", async () => {
    for (const args of [
      ["logs", "dev", "plannin"],
      ["exec", "dev", "plannin"],
      ["scale", "dev", "plannin", "1"],
      ["events", "dev", "plannin"],
    ]) {
      const error = await failure(asked(args));
      expect(error).to.be.instanceOf(OperatorError);
      expect(error.message).to.equal("dev has no module plannin. Did you mean planning?");
    }
  });

  it("are for environments", async () => {
    for (const command of commands) {
      const args = [...wordsOf(command), ...["shared", "planning", "1"].slice(0, requiredArguments(command))];
      const error = await failure(asked(args));
      expect(error.message).to.match(
        new RegExp(`^${wordsOf(command).join(" ")} is for what an environment runs, and shared`),
      );
    }
  });

  it("take numbers of tasks, times and zones only as such", async () => {
    expect((await failure(asked(["scale", "dev", "planning", "two"]))).message).to.contain("got two");
    expect((await failure(asked(["logs", "dev", "planning", "--since", "1w"]))).message).to.contain(
      "90s, 15m",
    );
    expect((await failure(asked(["advise", "dev", "--timezone", "Seoul"]))).message).to.contain("IANA");
  });

  it("say in one line that there are no credentials", async () => {
    const { api, calls } = await rig(world);
    const error = await failure(ran(["status", "dev"], { ...nobody, AWS_ENDPOINT_URL: api.url }));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.match(/^there are no usable AWS credentials\. Sign in.*$/);
    expect(calls).to.deep.equal([]);
  });

  it("say in one line that nobody answers", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(
      ran(["logs", "dev", "planning"], { ...access, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }),
    );
    expect(error.message).to.match(/^AWS cannot be reached\. Check the network.*$/);
  });

  it("say which permission is missing", async () => {
    const refuse = { DescribeAlarms: { type: "AccessDeniedException", message: "denied" } };
    const error = await failure(asked(["status", "dev"], { refuse }));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.contain(
      "It needs the permission cloudwatch:DescribeAlarms (docs/operators.md).",
    );
  });

  it("outlast a little throttling, and say when it is too much", async () => {
    expect((await asked(["logs", "dev", "planning"], logsThere(2))).calls).to.have.length(3);
    const error = await failure(asked(["logs", "dev", "planning"], logsThere(9)));
    expect(error.message).to.match(/^AWS takes no more requests for now/);
  });

  it("ask AWS for nothing beyond the permissions that they name", async () => {
    world.observed.scalableTargets = [{ resourceId: "service/ai-platform-dev/planning", min: 1, max: 2 }];
    world.running = world.running.map((one) => ({ ...one, desiredCount: 1 }));
    const runs = [
      ["status", "dev"],
      ["scale", "dev", "planning", "2"],
      ["events", "dev"],
    ] as const;
    for (const [command, ...args] of runs) {
      const { calls } = await asked([...wordsOf(command), ...args]);
      const allowed = permissions[command].map((permission) => permission.split(":")[1]);
      expect(allowed, command).to.include.members(calls);
    }
  });

  it("say whose account may be meant when there is no cluster", async () => {
    world.running = [];
    const error = await failure(asked(["events", "dev"]));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.contain("no cluster ai-platform-dev in ap-northeast-2. Check with `aws sts");
  });

  const logsThere = (throttle: number): ApiOptions => {
    world.observed.logs.set("/ai-platform/dev/modules/planning", []);
    return { throttle };
  };
});

function commandOf(name: Name): Command {
  return wordsOf(name).reduce((of, word) => of.commands.find((one) => one.name() === word)!, programOf());
}

function requiredArguments(command: Name): number {
  const of = commandOf(command);
  return of.registeredArguments.filter(({ required }) => required).length;
}

describe("the help of the operators' commands", () => {
  const page = readFileSync(join(root, "docs/operators.md"), "utf8");
  for (const command of commands)
    it(`teaches ${command}, and the page names its permissions`, () => {
      const of = commandOf(command);
      let help = "";
      of.configureOutput({ writeOut: (text) => (help += text) });
      of.outputHelp();
      expect(help)
        .to.contain(`Example: ai-platform ${wordsOf(command).join(" ")} `)
        .and.contain("Exit status: ");
      for (const permission of permissions[command]) {
        expect(help).to.contain(permission);
        expect(page).to.contain(permission);
      }
      expect(page).to.contain(`## ${command}\n`);
    });
});

describe("the names that operators' commands go by", () => {
  it("are those of the program", async () => {
    const graph = await runEnvironment(configOf("dev"), { stack: "dev" });
    expect(only(graph, "aws:ecs/cluster:Cluster").inputs.name).to.equal(clusterName("dev"));
    const services = graph.ofType("aws:ecs/service:Service").map(({ inputs }) => inputs.name);
    expect(services).to.include.members(["manufacturing", "planning", "support"]);
    const groups = graph.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs.name);
    expect(groups).to.include("/ai-platform/dev/modules/planning");
  });
});
