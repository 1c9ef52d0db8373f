import { expect } from "chai";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examplesIn } from "../../automation/generate/examples";
import { planOf, readConfig } from "../../automation/plan/makePlan";
import type { StackRef } from "../../automation/project";
import type { Episode } from "../../automation/rehearse/episode";
import { comingUp, destroy, destroyRefused } from "../../automation/rehearse/everyLife";
import { life } from "../../automation/rehearse/life";
import { Rehearsal } from "../../automation/rehearse/rehearsal";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { root } from "../support/harness";
import { type Edit, set, whileEdited } from "./edits/edit";
import { deadline, end, succeed, summary } from "./rehearsing";
import { needEngine } from "./support/needEngine";

/** One whose data goes with it, and one whose data is protected. */
const livedThrough = ["shop/dev", "blue-green/prod"];

/**
 * What `rehearse` does with these stack files, named `<example>/<stack>`, and then their end as examples/README.md
 * tells it. What happens between the beginning and the end is much the same for all, so two live through that.
 */
export function exampleLives(...files: readonly string[]): void {
  for (const { name, stacks } of examplesIn(root))
    for (const ref of stacks.filter(({ stack }) => files.includes(`${name}/${stack}`)))
      describe(`the life of examples/${name}/Pulumi.${ref.stack}.yaml`, function () {
        this.timeout(2 * deadline);
        lived(ref, livedThrough.includes(`${name}/${ref.stack}`) ? life : beginningAndEnd);
      });
}

function beginningAndEnd({ data }: EnvironmentConfig): Episode[] {
  return [...comingUp, data.deletion === "protected" ? destroyRefused : destroy()];
}

function lived(ref: StackRef, episodesOf: (config: EnvironmentConfig) => readonly Episode[]): void {
  const config = readConfig(ref);
  let rehearsal: Rehearsal | undefined;
  const running = () => rehearsal!;
  before(async function () {
    await needEngine(this);
    const folder = mkdtempSync(join(tmpdir(), "rehearsal-example-"));
    rehearsal = await Rehearsal.open(ref, { region: config.aws.region, folder });
  });
  after(() => end(rehearsal));

  for (const [index, { title, before: prepare, kind, fault }] of episodesOf(config).entries()) {
    it(title, async () => {
      prepare?.(running());
      const outcome = await running().operate(kind, { deadline });
      console.log(`      ${summary(outcome)}`);
      expect(fault(outcome, running()), outcome.output).to.equal(undefined);
    });
    if (index === 0) asPlanned(ref, config, running);
  }
  if (config.data.deletion === "protected") goesOnPurpose(config, running);
}

function asPlanned(ref: StackRef, config: EnvironmentConfig, running: () => Rehearsal): void {
  it("is exactly what was planned", async () => {
    const { graph } = await planOf(ref.stack, config);
    const planned = graph.nodes.filter(({ type, custom }) => custom && type.startsWith("aws:"));
    const named = (nodes: readonly { readonly type: string; readonly name: string }[]) =>
      nodes.map(({ type, name }) => `${type} ${name}`).sort();
    expect(named(running().cloud.resources())).to.deep.equal(named(planned));
  });
}

/** Another profile would take these out before they are disposable, and AWS would keep them; or it has too little of them. */
function keptFromProd(config: EnvironmentConfig): Edit["edit"][] {
  const clients = Object.entries(config.modules).filter(([, { data }]) => data.schema);
  return [
    set("audit.report", config.audit.report),
    set("data.backups", config.data.backups),
    set("data.bucketAccessLogs", config.data.bucketAccessLogs),
    ...clients.map(([name, { data }]) => set(`modules.${name}.data.connections`, data.connections)),
  ];
}

function goesOnPurpose(config: EnvironmentConfig, running: () => Rehearsal): void {
  const { profile } = config;
  it("goes when that is meant, but for task definitions", async () => {
    const meant = [
      set("data.deletion", "disposable"),
      ...(profile === "prod" ? [set("profile", "staging"), ...keptFromProd(config)] : []),
    ];
    await whileEdited(running(), meant, async () => {
      await succeed(running(), "up");
      await succeed(running(), "destroy");
    });
    const left = running().cloud.resources();
    expect([...new Set(left.map(({ type }) => type))]).to.have.members([
      "aws:ecs/taskDefinition:TaskDefinition",
      // AWS deletes none that a snapshot names.
      ...(config.data.mariadb ? ["aws:rds/optionGroup:OptionGroup"] : []),
    ]);
  });
}
