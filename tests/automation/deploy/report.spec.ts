import { expect } from "chai";
import type { ServiceResult } from "../../../automation/deploy/aws/services";
import { changesOf, exitCodeOf, reportOf } from "../../../automation/deploy/report";
import { headline, sections, troubles } from "../../../automation/deploy/sections";
import { markdownOf } from "../../../automation/render/markdown";
import { textOf } from "../../../automation/render/text";
import { outcome, replacement, step, urnOf } from "./given";

const bucket = "aws:s3/bucket:Bucket";
const service = "aws:ecs/service:Service";
const definition = "aws:ecs/taskDefinition:TaskDefinition";

const waiting: ServiceResult = {
  label: "planning",
  cluster: "cluster",
  service: "planning",
  taskDefinition: "arn:aws:ecs:x:1:task-definition/planning:7",
  verdict: { state: "waiting", reason: "going on" },
  events: [],
  stoppedTasks: [],
};

describe("the changes of a deployment", () => {
  it("hold a replacement once, with what differs", () => {
    expect(changesOf(replacement(definition, "planning", ["cpu", "memory"]))).to.deep.equal([
      {
        kind: "replace",
        type: definition,
        name: "planning",
        urn: urnOf(definition, "planning"),
        properties: ["cpu", "memory"],
      },
    ]);
  });

  it("say what differs only of what is changed, and nothing of what is not in AWS", () => {
    const changes = changesOf([
      step("create", bucket, "a", ["bucket"]),
      step("update", bucket, "b", ["tags"]),
      step("delete", bucket, "c", ["bucket"]),
      step("import", bucket, "d", ["bucket"]),
      step("discard-replaced", bucket, "e"),
      { ...step("create", "ai-platform:data:DataTier", "data"), real: false },
    ]);
    expect(changes.map(({ kind, name, properties }) => [kind, name, properties])).to.deep.equal([
      ["create", "a", []],
      ["update", "b", ["tags"]],
      ["delete", "c", []],
      ["other", "d", []],
    ]);
  });

  it("keep a name that has colons", () => {
    expect(changesOf([step("create", bucket, "a::b")])[0]!.name).to.equal("a::b");
  });
});

describe("the report of a deployment", () => {
  it("is of version 1, with the seconds and what stays", () => {
    expect(reportOf("up", "dev", outcome({ unchanged: 7, milliseconds: 61_499 }))).to.deep.equal({
      version: 1,
      command: "up",
      stack: "dev",
      ending: "succeeded",
      exitCode: 0,
      seconds: 61,
      changes: [],
      unchanged: 7,
      errors: [],
    });
  });

  it("has an exit status of its own for every ending", () => {
    const endings = ["succeeded", "drift", "failed", "rolledBack", "locked", "deadline"] as const;
    expect(endings.map(exitCodeOf)).to.deep.equal([0, 3, 4, 4, 5, 6]);
  });

  it("is no success when ECS does not run what it was told to", () => {
    expect(reportOf("up", "dev", outcome(), { services: [] })).to.include({ ending: "succeeded" });
    const report = reportOf("up", "dev", outcome(), { services: [waiting] });
    expect(report).to.include({ ending: "deadline", exitCode: 6 });
    expect(report.services).to.deep.equal([waiting]);
    const gone = { ...waiting, verdict: { state: "missing" as const, reason: "gone" } };
    expect(reportOf("up", "dev", outcome(), { services: [waiting, gone] })).to.include({
      ending: "rolledBack",
      exitCode: 4,
    });
    const failed = reportOf("up", "dev", outcome({ ending: "failed", errors: ["no"] }), {
      services: [waiting],
    });
    expect(failed).to.deep.include({ ending: "failed", errors: ["no"] });
  });

  it("takes the errors out of the output of an engine that ended before it began", () => {
    const errors = (output: string) => reportOf("up", "dev", outcome({ ending: "failed", output })).errors;
    expect(errors("Updating (dev)\nerror: incorrect passphrase\n  error: indented\n")).to.deep.equal([
      "incorrect passphrase",
    ]);
    expect(errors("\nsomething else\n")).to.deep.equal(["something else"]);
    const output = "error: in the output";
    expect(
      reportOf("up", "dev", outcome({ ending: "failed", output, errors: ["told"] })).errors,
    ).to.deep.equal(["told"]);
    expect(reportOf("up", "dev", outcome({ output })).errors).to.deep.equal([]);
    expect(reportOf("up", "dev", outcome({ output, ending: "deadline" })).errors).to.deep.equal([]);
  });

  it("says who holds a locked stack, and no more", () => {
    const output =
      "error: the stack is currently locked by 1 lock(s)...: created by a@b (pid 7) at 2024-01-01T00:00:00Z";
    const { errors, exitCode } = reportOf("up", "dev", outcome({ ending: "locked", output, errors: ["x"] }));
    expect(exitCode).to.equal(5);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.contain("a@b (process 7) since 2024-01-01T00:00:00Z");
  });
});

describe("the forms of the report", () => {
  const steps = [
    step("create", bucket, "new"),
    step("update", service, "planning", ["taskDefinition"]),
    ...replacement(definition, "planning", ["cpu", "memory"]),
    step("delete", bucket, "old"),
  ];
  const report = reportOf("preview", "dev", outcome({ steps, unchanged: 170 }), {
    monthlyUsd: { before: 1200.5, after: 1100 },
  });
  const plain = { bold: (text: string) => text, dim: (text: string) => text, red: (text: string) => text };

  it("begin with a line that says it all, the most dangerous first", () => {
    const counts = "1 to delete, 1 to replace, 1 to update, 1 to create, 170 unchanged (4 s)";
    expect(headline(report)).to.equal(`preview dev: done; ${counts}`);
    expect(headline({ ...report, command: "up" })).to.equal(
      "up dev: done; 1 deleted, 1 replaced, 1 updated, 1 created, 170 unchanged (4 s)",
    );
    expect(headline({ ...report, command: "drift", changes: [], ending: "drift" })).to.equal(
      "drift dev: there is drift; no changes, 170 unchanged (4 s)",
    );
    expect(headline({ ...report, command: "up", changes: [], ending: "failed" })).to.match(
      /^up dev: FAILED; /,
    );
  });

  it("are text with what is lost in capitals", () => {
    const text = textOf(
      sections(report, (word) => word.toUpperCase()),
      plain,
    );
    expect(text.split("\n")).to.deep.equal([
      "Changes",
      "           resource                               name      properties",
      "  DELETE   aws:s3/bucket:Bucket                   old",
      "  REPLACE  aws:ecs/taskDefinition:TaskDefinition  planning  cpu, memory",
      "  update   aws:ecs/service:Service                planning  taskDefinition",
      "  create   aws:s3/bucket:Bucket                   new",
      "",
      "Cost",
      "  deployed      then  difference",
      "  1,200.50  1,100.00     −100.50",
      "  USD a month, both estimated by today's prices and the assumptions of the stack file.",
    ]);
  });

  it("are Markdown with what is lost in bold", () => {
    const text = markdownOf(
      headline(report),
      sections(report, (word) => `**${word}**`),
    );
    expect(text).to.match(
      /^## preview dev: done; .+\n\n### Changes\n\n\| {2}\| resource \| name \| properties \|\n/,
    );
    expect(text.match(/^\| .*(?:planning|old|new).*$/gm)).to.deep.equal([
      `| **delete** | ${bucket} | old |  |`,
      `| **replace** | ${definition} | planning | cpu, memory |`,
      `| update | ${service} | planning | taskDefinition |`,
      `| create | ${bucket} | new |  |`,
    ]);
    expect(text).to.contain("| ---: | ---: | ---: |\n| 1,200.50 | 1,100.00 | −100.50 |");
  });

  it("keep what a name holds out of the Markdown", () => {
    const odd = reportOf("up", "dev", outcome({ steps: [step("create", bucket, "a|b<script>\\")] }));
    expect(markdownOf("x", sections(odd, String))).to.contain("| a\\|b&lt;script>\\\\ |");
  });

  it("tell the difference of the cost with its sign", () => {
    const difference = (before: number, after: number) =>
      sections({ ...report, monthlyUsd: { before, after } }, String).at(-1)!.rows[0]![2];
    expect(difference(0, 1234.567)).to.equal("+1,234.57");
    expect(difference(10, 10)).to.equal("+0.00");
    expect(difference(10, 9.999)).to.be.oneOf(["+0.00", "−0.00"]);
  });

  it("leave out what there is nothing of", () => {
    expect(sections(reportOf("up", "dev", outcome()), String)).to.deep.equal([]);
  });

  it("put what went wrong on standard error", () => {
    const bad = { ...report, errors: ["first", "second"], services: [waiting] };
    expect(troubles(bad)).to.deep.equal([
      "first",
      "second",
      "planning: planning:7 was not running everywhere yet",
      "  ECS says: going on",
    ]);
    expect(troubles(report)).to.deep.equal([]);
  });
});
