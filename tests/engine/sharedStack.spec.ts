import { expect } from "chai";
import { appendFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { Change } from "../../automation/deploy/report";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { journalIn } from "../../automation/rehearse/simulatedAws";
import { reportIn } from "../automation/deploy/runCli";
import { deployed, lock, once, theOne } from "./deploying";
import { end, rehearse } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const repository = "aws:ecr/repository:Repository";
const delivery = ["config", "ai-platform:delivery"];
const waits = /^shared is locked by\n {2}\S+@\S+ \(process \d+\) since \S+Z, .+ ago\nIt is waited for, /m;

describe("deploy of the shared stack", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const edit = (value: unknown, ...path: readonly string[]) =>
    rehearsal.edit((text) => {
      const file = parseDocument(text);
      if (value === undefined) file.deleteIn([...delivery, ...path]);
      else file.setIn([...delivery, ...path], file.createNode(value));
      return file.toString();
    });
  const outputs = async () =>
    JSON.parse((await deployed(0, rehearsal, ["outputs", "shared", "--json"])).stdout) as Record<
      string,
      unknown
    >;
  const repositories = () =>
    rehearsal.cloud
      .resources()
      .filter(({ type }) => type === repository)
      .map(({ inputs }) => inputs.name)
      .sort();

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("shared");
    // One module is enough to see what one more changes.
    edit(undefined, "modules", "manufacturing");
    edit(undefined, "modules", "support");
  });
  after(() => end(rehearsal));

  it("previews it without a price, and says what the rules find", async () => {
    const report = reportIn(await deployed(0, rehearsal, ["preview", "shared", "--json"]));
    expect(report).to.include({ version: 1, command: "preview", stack: "shared", ending: "succeeded" });
    expect(kindsOf(report.changes)).to.deep.equal(["create"]);
    expect(report.policy!.rules).to.be.greaterThan(10);
    expect(report).not.to.have.property("monthlyUsd");
    expect(rehearsal.cloud.resources()).to.deep.equal([]);
  });

  it("brings it up, with its turn, and finds nothing to do the second time", async () => {
    lock(rehearsal, "shared");
    const { stdout } = await deployed(0, rehearsal, ["up", "shared", "--wait"], {
      onSaid: once(waits, () => void rehearsal.stack.cancel()),
    });
    expect(stdout).to.match(/^up shared: done; \d+ created, 0 unchanged \(.+\)\n/);
    expect(repositories()).to.deep.equal(["ai-platform/planning"]);
    const again = await deployed(0, rehearsal, ["up", "shared"]);
    expect(again.stdout).to.match(/^up shared: done; no changes, \d+ unchanged \(.+\)\n$/);
  });

  it("gives environments what they read", async () => {
    const { account, registry, manualSteps } = await outputs();
    expect(registry).to.equal(`${String(account)}.dkr.ecr.ap-northeast-2.amazonaws.com`);
    expect(JSON.stringify(manualSteps)).to.contain("PENDING");
    expect(theOne(rehearsal, repository).computed.repositoryUrl).to.equal(
      `${String(registry)}/ai-platform/planning`,
    );
  });

  it("has no drift when a person has done what only a person can", async () => {
    for (const [type, computed] of [
      ["aws:codeconnections/connection:Connection", { connectionStatus: "AVAILABLE" }],
      ["aws:sns/topicSubscription:TopicSubscription", { pendingConfirmation: false }],
    ] as const) {
      const record = theOne(rehearsal, type);
      const changed = { ...record, computed: { ...record.computed, ...computed } };
      appendFileSync(journalIn(rehearsal.folder), `${JSON.stringify({ changed })}\n`);
    }
    await deployed(0, rehearsal, ["drift", "shared"]);
  });

  it("tells drift by its exit status, and undoes it", async () => {
    const { urn } = theOne(rehearsal, repository);
    rehearsal.cloud.tamper(urn, { imageTagMutability: "MUTABLE" });
    const report = reportIn(await deployed(3, rehearsal, ["drift", "shared", "--json"]));
    expect(report.changes.map(({ kind, urn, properties }) => [kind, urn, properties])).to.deep.equal([
      ["update", urn, ["imageTagMutability"]],
    ]);
    await deployed(0, rehearsal, ["refresh", "shared"]);
    const { changes } = reportIn(await deployed(0, rehearsal, ["up", "shared", "--json"]));
    expect(changes.map(({ urn }) => urn)).to.deep.equal([urn]);
    expect(theOne(rehearsal, repository).inputs.imageTagMutability).to.equal("IMMUTABLE_WITH_EXCLUSION");
    // The refresh has seen as well what people have done.
    const { manualSteps } = await outputs();
    expect(JSON.stringify(manualSteps)).not.to.contain("PENDING");
  });

  it("keeps images and keys until the file says that they may go", async () => {
    const before = rehearsal.cloud.resources();
    const { stderr } = await deployed(4, rehearsal, ["destroy", "shared", "--yes"]);
    expect(stderr).to.match(/^aws:kms\/key:Key delivery-images: it is protected, /m);
    expect(stderr).to.contain("(in that of the shared stack, delivery.deletion)");
    expect(rehearsal.cloud.resources()).to.deep.equal(before);

    edit("disposable", "deletion");
    const { changes } = reportIn(await deployed(0, rehearsal, ["up", "shared", "--json"]));
    expect(kindsOf(changes)).to.deep.equal(["update"]);
  });

  it("makes what one more module needs, and nothing twice", async () => {
    edit({ owner: "one@example.com", repository: "example-org/one" }, "modules", "one");
    const { changes } = reportIn(await deployed(0, rehearsal, ["up", "shared", "--json"]));
    const created = changes.filter(({ kind }) => kind === "create");
    expect(created.map(({ name }) => name).filter((name) => !/\bone\b/.test(name))).to.deep.equal([]);
    expect(rightsBeside(changes, "create")).to.deep.equal([]);
    expect(repositories()).to.deep.equal(["ai-platform/one", "ai-platform/planning"]);

    edit(undefined, "modules", "one");
    const gone = reportIn(await deployed(0, rehearsal, ["up", "shared", "--json"])).changes;
    expect(gone.filter(({ kind }) => kind === "delete").map(({ urn }) => urn)).to.have.members(
      created.map(({ urn }) => urn),
    );
    expect(rightsBeside(gone, "delete")).to.deep.equal([]);
  });

  it("refuses faults in its file, and an environment that has none", async () => {
    edit({ dev: {}, pord: {} }, "environments");
    for (const command of ["preview", "up"]) {
      const { stderr } = await deployed(2, rehearsal, [command, "shared"]);
      expect(stderr).to.match(
        /^the stack configuration has 1 fault\(s\):\n.+pord.+Did you mean prod\? Or make Pulumi\.pord\.yaml\.\n$/,
      );
    }
    edit({ dev: {}, prod: { approval: true } }, "environments");
  });

  it("deletes everything for somebody who means it", async () => {
    await deployed(2, rehearsal, ["destroy", "shared"]);
    const { stdout } = await deployed(0, rehearsal, ["destroy", "shared", "--yes"]);
    expect(stdout).to.match(/^destroy shared: done; \d+ deleted, 0 unchanged/);
    expect(rehearsal.cloud.resources()).to.deep.equal([]);
  });
});

const kindsOf = (changes: readonly Change[]): string[] => [...new Set(changes.map(({ kind }) => kind))];

/** What is neither of this kind nor the right of somebody to do it with one module more or less. */
function rightsBeside(changes: readonly Change[], wanted: Change["kind"]): string[] {
  return changes
    .filter(
      ({ kind, type }) => kind !== wanted && `${kind} ${type}` !== "update aws:iam/rolePolicy:RolePolicy",
    )
    .map(({ kind, type, name }) => `${kind} ${type} ${name}`);
}
