import { InvalidArgumentError, type Command } from "commander";
import pc from "picocolors";
import { exitCodes, OperatorError } from "../operatorError";
import { markdownOf } from "../render/markdown";
import { textOf } from "../render/text";
import type * as actions from "./actions";
import type { ApproveOptions } from "./approve";
import { refuseModule, refuseShared } from "./refuse";
import type { DeployReport } from "./report";
import { headline, sections, troubles } from "./sections";
import type { Session } from "./session";
import { addReap, openUp, type TemporaryUpOptions } from "./temporary/command";
import { parseTtl } from "./temporary/ttl";
import type { UnlockOptions } from "./unlock";
import type { UpOptions } from "./update";
import { terminalWidth } from "../terminal/width";

interface DeployCommand {
  readonly usage: string;
  readonly description: string;
  readonly run: (
    act: typeof actions,
    session: Session,
    given: readonly string[],
    options: DeployOptions,
  ) => Promise<DeployReport>;
  readonly options?: readonly (readonly [
    flags: string,
    description: string,
    parse?: (text: string) => unknown,
  ])[];
  /** Otherwise the session of a stack that is there. */
  readonly open?: (
    act: typeof actions,
    stack: string,
    options: DeployOptions,
    given: readonly string[],
  ) => Promise<Session>;
  /** Shown below the options. */
  readonly example?: string;
  /** Why it wants `--yes`. */
  readonly risk?: string;
  /** Only of environments, for the shared stack runs nothing: of a module as the file has it, or as it was deployed. */
  readonly module?: "inFile" | "inState";
}

const commands: readonly DeployCommand[] = [
  {
    usage: "preview <stack>",
    description: "what an update would change and cost",
    run: (act, session) => act.preview(session),
  },
  {
    usage: "up <stack>",
    description: "update, then see that ECS runs what it was told to",
    run: (act, session, _, options) => act.up(session, options),
    options: [
      ["--wait", "wait while somebody else holds the stack"],
      ["--from <stack>", "make it first, from the file of this stack; only with --ttl"],
      [
        "--ttl <time>",
        "deploy reap destroys it after 90m, 48h, 7d or so, at most 30d; only with --from",
        parseTtl,
      ],
    ],
    example: "An environment that ends: deploy up pr-1 --from dev --ttl 48h",
    open: openUp,
  },
  {
    usage: "refresh <stack>",
    description: "take over into the state what AWS says",
    run: (act, session) => act.refresh(session),
  },
  {
    usage: "drift <stack>",
    description: "what AWS says otherwise than the state; changes nothing",
    run: (act, session) => act.drift(session),
  },
  {
    usage: "release <stack> <module> <digest>",
    description: "run another image of one module",
    open: (act, stack, options, [, digest]) => {
      act.parseDigest(digest!);
      return act.openSession(stack, options);
    },
    run: (act, session, [module, digest]) => act.release(session, module!, digest!),
    module: "inFile",
  },
  {
    usage: "rollback <stack> <module>",
    description: "run the last good image that ran before",
    run: (act, session, [module]) => act.rollback(session, module!),
    module: "inFile",
  },
  {
    usage: "approve <stack> <module>",
    description: "give a new revision that waits its traffic",
    run: (act, session, [module], options) => act.approve(session, module!, options),
    options: [["--reject", "go back to what ran before"]],
    module: "inState",
  },
  {
    usage: "destroy <stack>",
    description: "delete everything; refused while it is protected",
    run: (act, session) => act.destroy(session),
    risk: "deletes everything in",
  },
  {
    usage: "unlock <stack>",
    description: "take a stack over from an update that was cut off",
    run: (act, session, _, options) => act.unlock(session, options),
    options: [
      ["--adopt <name=id...>", "what was begun, and is in AWS under this id"],
      ["--forget", "whatever else was begun is not in AWS"],
    ],
    risk: "lets a second update run beside one that may still be at work on",
  },
];

interface DeployOptions extends ApproveOptions, TemporaryUpOptions, UnlockOptions, UpOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly timeout: number;
  readonly yes?: true;
}

type RunTaskCommandOptions = Pick<DeployOptions, "json" | "timeout"> & { readonly job?: string };

export function addDeployCommand(program: Command): void {
  const deploy = program
    .command("deploy")
    .description("what a pipeline does with a stack on AWS (docs/deploy.md)")
    .addHelpText(
      "after",
      "\nExit status: 0 done, 1 a fault of this tool, 2 wrong input, 3 drift, 4 failed, 5 locked, 6 deadline.",
    );
  for (const command of commands) add(deploy, command);
  addRunTask(deploy);
  addReap(deploy, load, minutes);
  deploy
    .command("outputs <stack>")
    .description("what the stack exports, secrets masked")
    .option("--json", "as JSON, for programs")
    .action(async (stack: string, { json }: DeployOptions) => {
      const act = await load();
      process.stdout.write(await act.outputs(await act.openSession(stack, { timeout: 5 }), json === true));
    });
}

function addRunTask(deploy: Command): void {
  deploy
    .command("run-task <stack> <module> [command...]")
    .description("run one task of a module to its end; its command comes after --, or is that of a job")
    .option("--job <name>", "run the command of this job of the module")
    .option("--json", "as JSON, for programs (docs/deploy.md)")
    .option("--timeout <minutes>", "stop the task and give up after so many minutes", minutes, 55)
    .action(async (stack: string, module: string, command: string[], options: RunTaskCommandOptions) => {
      refuseShared("run-task", stack);
      refuseModule(stack, module);
      const act = await load();
      const { job, json } = options;
      const session = await act.openSession(stack, options);
      const report = await act.runTask(session, module, { command, ...(job === undefined ? {} : { job }) });
      for (const line of report.errors) process.stderr.write(`${line}\n`);
      const colour = report.exitCode === exitCodes.ok ? pc.green : pc.red;
      const told = json ? JSON.stringify(report, undefined, 2) : colour(pc.bold(act.taskHeadline(report)));
      process.stdout.write(`${told}\n`);
      process.exitCode = report.exitCode;
    });
}

/** The SDKs of Pulumi and AWS take their time to load, which other commands need not wait for. */
const load = (): Promise<typeof actions> => import("./actions.js");

function add(
  deploy: Command,
  { usage, description, run, risk, module, options: own = [], open, example }: DeployCommand,
): void {
  const command = deploy
    .command(usage)
    .description(description)
    .option("--json", "as JSON, for programs (docs/deploy.md)")
    .option("--markdown", "as Markdown, for a pull request")
    .option("--timeout <minutes>", "give up after so many minutes", minutes, 55);
  for (const [flags, meaning, parse] of own)
    if (parse === undefined) command.option(flags, meaning);
    else command.option(flags, meaning, parse);
  if (risk !== undefined) command.option("--yes", "that is meant");
  if (example !== undefined) command.addHelpText("after", `\n${example}`);
  command.action(async (stack: string, ...rest: unknown[]) => {
    // Commander hands over the arguments, then the options, then itself.
    const options = rest.at(-2) as DeployOptions;
    const given = rest.slice(0, -2) as string[];
    if (risk !== undefined && options.yes === undefined)
      throw new OperatorError(`this ${risk} ${stack}. Say --yes if that is meant.`);
    if (module !== undefined) refuseShared(command.name(), stack);
    if (module === "inFile") refuseModule(stack, given[0]!);
    const act = await load();
    const session = await (open?.(act, stack, options, given) ?? act.openSession(stack, options));
    print(await run(act, session, given, options), options);
  });
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0) || value > 24 * 60)
    throw new InvalidArgumentError("Say minutes, more than 0 and at most 1440.");
  return value;
}

function print(report: DeployReport, { json, markdown }: DeployOptions): void {
  for (const line of troubles(report)) process.stderr.write(`${line}\n`);
  process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : words(report, markdown === true)}\n`);
  process.exitCode = report.exitCode;
}

function words(report: DeployReport, markdown: boolean): string {
  const title = headline(report);
  if (markdown)
    return markdownOf(
      title,
      sections(report, (text) => `**${text}**`),
    );
  const colour = report.exitCode === exitCodes.ok ? pc.green : pc.red;
  const tables = sections(report, (text) => text.toUpperCase());
  return [
    colour(pc.bold(title)),
    ...(tables.length > 0 ? ["", textOf(tables, pc, terminalWidth())] : []),
  ].join("\n");
}
