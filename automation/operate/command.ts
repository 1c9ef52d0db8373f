import { type Command, InvalidArgumentError } from "commander";
import { timezoneFault } from "../../infra/schedules";
import { exitCodes, OperatorError } from "../operatorError";
import type * as actions from "./actions";
import type { OperateClients } from "./clients";
import { type OperateCommandName, permissions } from "./permissions";
import { jsonText, type Shown, shownText } from "./show";
import { parseSince } from "./since";
import { openModule, openTarget, type Target } from "./target";

interface Json {
  readonly json?: true;
}

interface LogsCommandOptions extends Json {
  readonly since: number;
  readonly grep?: string;
  readonly follow?: true;
}

type Actions = typeof actions;
type Load = () => Promise<Actions>;

/** The SDKs of AWS take their time to load, which other commands need not wait for. */
const loadActions: Load = () => import("./actions.js");

/**
 * What operators do with an environment on AWS: look at it, step into it, scale it, and see what it costs.
 * @param load what does it, when one of the commands runs.
 */
export function addOperateCommands(program: Command, load = loadActions): void {
  addStatus(program, load);
  addLogs(program, load);
  addExec(program, load);
  addScale(program, load);
  addEvents(program, load);
  addCost(program, load);
  addAdvise(program, load);
}

function addStatus(program: Command, load: Load): void {
  add(
    program,
    "status",
    "status <stack>",
    "what runs of each module, what is released, and which alarms ring",
    {
      example: "ai-platform status prod",
      exits:
        "0 healthy, 4 not: a module is missing, has fewer tasks than it should, fails health checks or deployments, or a critical alarm rings",
    },
  ).action(async (stack: string, { json }: Json) => {
    const target = openTarget("status", stack);
    const act = await load();
    const report = await withClients(act, target, (clients) => act.status(clients, target));
    print(report, act.statusShown(report), json);
    if (!report.healthy) process.exitCode = exitCodes.failed;
  });
}

function addLogs(program: Command, load: Load): void {
  add(program, "logs", "logs <stack> <module>", "the module's log; what is masked stays masked", {
    example: "ai-platform logs dev planning --since 1h --grep timeout --follow",
    exits: "0 also after Ctrl-C",
    json: "a JSON object a line, for programs",
  })
    .option("--since <time>", "how far back: 90s, 15m, 2h, 7d", parseSince, parseSince("15m"))
    .option("--grep <text>", "only lines with this text, capitals as they stand")
    .option("--follow", "also what comes from now on, until Ctrl-C")
    .action(async (stack: string, module: string, options: LogsCommandOptions) => {
      const target = openModule("logs", stack, module);
      const act = await load();
      const note = act.logsNote(target);
      if (note !== undefined) process.stderr.write(`${note}\n`);
      await untilInterrupted((signal) =>
        withClients(act, target, ({ logs }) =>
          act.logs(logs, target, options, {
            write: (text) => process.stdout.write(text),
            now: Date.now,
            signal,
          }),
        ),
      );
    });
}

function addExec(program: Command, load: Load): void {
  const words = "a shell or another command in a running task; its command comes after --";
  add(program, "exec", "exec <stack> <module> [command...]", words, {
    example: "ai-platform exec dev planning -- python3 -m planning.check",
    exits: "that of session-manager-plugin, which does not tell that of the command",
    needs: "session-manager-plugin on the PATH, and container.exec true in the stack file",
    json: false,
  })
    .option("--task <id>", "this task, by its id or how that begins; otherwise the newest")
    .action(async (stack: string, module: string, command: string[], { task }: { task?: string }) => {
      const target = openModule("exec", stack, module);
      const act = await load();
      const options = { command, ...(task === undefined ? {} : { task }) };
      process.exitCode = await withClients(act, target, ({ ecs }) => act.exec(ecs, target, options));
    });
}

function addScale(program: Command, load: Load): void {
  const words = "run so many tasks from now on; refused outside of scaling.min and scaling.max";
  add(program, "scale", "scale <stack> <module> <tasks>", words, {
    example: "ai-platform scale staging planning 3",
  }).action(async (stack: string, module: string, tasks: string, { json }: Json) => {
    const target = openModule("scale", stack, module);
    const count = parseTasks(tasks);
    const act = await load();
    const report = await withClients(act, target, (clients) => act.scale(clients, target, count));
    print(report, act.scaleShown(report), json);
  });
}

function addEvents(program: Command, load: Load): void {
  const words = "what ECS says: deployments, events, and why tasks stopped, newest first";
  add(program, "events", "events <stack> [module]", words, {
    example: "ai-platform events prod planning --since 3h",
  })
    .option("--since <time>", "how far back: 15m, 3h, 7d", parseSince, parseSince("24h"))
    .action(async (stack: string, module: string | undefined, { since, json }: Json & { since: number }) => {
      const target = module === undefined ? openTarget("events", stack) : openModule("events", stack, module);
      const modules = module === undefined ? target.services : [module];
      const from = new Date(Date.now() - since);
      const act = await load();
      const report = await withClients(act, target, ({ ecs }) => act.events(ecs, target, modules, from));
      print(report, act.eventsShown(report, from), json);
    });
}

function addCost(program: Command, load: Load): void {
  const cost = program.command("cost").description("what an environment costs");
  add(cost, "cost", "actual <stack>", "what was billed by module, beside the plan", {
    example: "ai-platform cost actual prod",
    needs: "activated cost allocation tags (docs/costs.md); each request to Cost Explorer costs 0.01 USD",
  }).action(async (stack: string, { json }: Json) => {
    const target = openTarget("cost actual", stack);
    const act = await load();
    const options = { now: new Date(), estimate: act.planEstimate };
    const report = await withClients(act, target, ({ costs }) => act.cost(costs, target, options));
    print(report, act.costShown(report), json);
  });
}

function addAdvise(program: Command, load: Load): void {
  add(program, "advise", "advise <stack>", "what the last 14 days say of sizes, schedules and idle modules", {
    example: "ai-platform advise dev --timezone Asia/Seoul",
    needs:
      "one request to Cost Explorer, 0.01 USD; where that is refused, the other advice comes all the same",
  })
    .option("--timezone <zone>", "of the schedules that are advised", parseZone, "UTC")
    .action(async (stack: string, { timezone, json }: Json & { timezone: string }) => {
      const target = openTarget("advise", stack);
      const act = await load();
      const report = await withClients(act, target, (clients) =>
        act.advise(clients, target, { timezone, now: new Date(), estimate: act.planEstimate }),
      );
      print(report, act.adviseShown(report), json);
    });
}

interface Teaching {
  readonly example: string;
  /** Exit statuses beside those that all commands have. */
  readonly exits?: string;
  readonly needs?: string;
  /** What `--json` means; false where it is none. Default: as JSON. */
  readonly json?: string | false;
}

function add(
  program: Command,
  name: OperateCommandName,
  usage: string,
  description: string,
  { example, exits, needs, json = "as JSON, for programs (docs/operators.md)" }: Teaching,
): Command {
  const command = program.command(usage).description(description);
  if (json !== false) command.option("--json", json);
  return command.addHelpText(
    "after",
    [
      "",
      `Example: ${example}`,
      `Exit status: ${exits ?? "0 done"}; 2 wrong input, or AWS cannot be asked; 1 a fault of this tool.`,
      ...(needs === undefined ? [] : [`Needs ${needs}.`]),
      `IAM: ${permissions[name].join(", ")}.`,
    ].join("\n"),
  );
}

/** Ctrl-C is a good end of what would go on for ever. */
async function untilInterrupted(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const end = new AbortController();
  const stop = () => {
    end.abort();
  };
  process.once("SIGINT", stop);
  try {
    await run(end.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}

async function withClients<Result>(
  act: Actions,
  { region }: Target,
  run: (clients: OperateClients) => Promise<Result>,
): Promise<Result> {
  const clients = act.operateClients(region);
  try {
    return await run(clients);
  } finally {
    clients.close();
  }
}

function print(report: object, shown: Shown, json: true | undefined): void {
  process.stdout.write(json === true ? jsonText(report) : shownText(shown));
}

function parseTasks(text: string): number {
  if (!/^\d{1,4}$/.test(text))
    throw new OperatorError(`scale takes a number of tasks, 0 or more; got ${text}.`);
  return Number(text);
}

function parseZone(zone: string): string {
  const fault = timezoneFault(zone);
  if (fault !== undefined) throw new InvalidArgumentError(fault.fix);
  return zone;
}
