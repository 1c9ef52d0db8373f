import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { operate, type Outcome } from "../../automation/engine/operation";
import { passphrase } from "../../automation/rehearse/rehearsal";
import { project } from "../../infra/naming";
import { deadline } from "./rehearsing";
import { filesWith } from "./support/filesWith";
import { needEngine } from "./support/needEngine";

const shared = `organization/${project}/shared`;

describe("a stack that reads another", function () {
  this.timeout(600_000);
  let folder: string;
  let open: (stackName: string, program: PulumiFn) => Promise<Stack>;
  let registry = "111111111111.dkr.ecr.ap-northeast-2.amazonaws.com";
  const token = "canary-of-a-shared-token";

  before(async function () {
    const engine = await needEngine(this);
    const pulumiCommand = await PulumiCommand.get({ root: engine.root });
    folder = mkdtempSync(join(tmpdir(), "references-"));
    const state = join(folder, "state");
    mkdirSync(state);
    const envVars = {
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    open = (stackName, program) =>
      LocalWorkspace.createOrSelectStack(
        { stackName, projectName: project, program },
        { workDir: folder, pulumiCommand, envVars },
      );
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const deliver = () =>
    open("shared", () => Promise.resolve({ account: "111111111111", registry, token: pulumi.secret(token) }));

  const consume = (...names: string[]) =>
    open("dev", () => {
      const reference = new pulumi.StackReference(shared);
      return Promise.resolve(Object.fromEntries(names.map((name) => [name, reference.requireOutput(name)])));
    });

  it("cannot before the other is there, and is told which one it misses", async () => {
    const outcome = await up(await consume("registry"));
    expect(outcome.ending).to.equal("failed");
    expect(outcome.errors.join("\n")).to.include(`unknown stack "${shared}"`);
  });

  it("gets what the other gives", async () => {
    await upWell(await deliver());
    const stack = await consume("account", "registry");
    await upWell(stack);
    expect(await stack.outputs()).to.deep.equal({
      account: { value: "111111111111", secret: false },
      registry: { value: registry, secret: false },
    });
  });

  it("sees a change of the other at its own next up, and not before", async () => {
    const stack = await consume("account", "registry");
    const before = registry;
    registry = "222222222222.dkr.ecr.ap-northeast-2.amazonaws.com";
    await upWell(await deliver());
    expect((await stack.outputs()).registry!.value).to.equal(before);
    await upWell(stack);
    expect((await stack.outputs()).registry!.value).to.equal(registry);
  });

  it("keeps secret what the other gives as a secret", async () => {
    const stack = await consume("registry", "token");
    const outcome = await upWell(stack);
    expect((await stack.outputs()).token).to.deep.equal({ value: token, secret: true });
    expect(JSON.stringify(outcome)).not.to.include(token);
    expect(filesWith(folder, registry), "a search that would find it").not.to.be.empty;
    expect(filesWith(folder, token)).to.deep.equal([]);
  });

  it("fails for an output that is not there, and names it", async () => {
    const outcome = await up(await consume("registry", "repository"));
    expect(outcome.ending).to.equal("failed");
    expect(outcome.errors.join("\n")).to.include(
      `Required output 'repository' does not exist on stack '${shared}'`,
    );
  });

  async function up(stack: Stack): Promise<Outcome> {
    return operate(stack, "up", { deadline });
  }

  async function upWell(stack: Stack): Promise<Outcome> {
    const outcome = await up(stack);
    expect(outcome.ending, [...outcome.errors, outcome.output].join("\n")).to.equal("succeeded");
    return outcome;
  }
});
