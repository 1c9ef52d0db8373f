import { type Command, InvalidArgumentError } from "commander";
import { addModule, type ChangeOptions, removeModule } from "./actions";
import { askModule, type Given, listOf, processTerminal } from "./ask";
import { entryOf } from "./entry";
import { importService } from "./import";
import { deliveryEntry, environmentRefs, moduleNames } from "./stackEdit";

interface WritingOptions {
  readonly stacks?: readonly string[];
  readonly yes?: true;
  readonly dryRun?: true;
}

interface NewOptions extends WritingOptions {
  readonly owner?: string;
  readonly routes?: readonly string[];
  readonly cpu?: number;
  readonly memory?: number;
  readonly min?: number;
  readonly max?: number;
  readonly schema?: true;
  readonly bucket?: true;
  readonly ai?: readonly string[];
  readonly calls?: readonly string[];
  readonly repository?: string;
}

interface ImportCommandOptions extends WritingOptions {
  readonly name?: string;
  readonly owner?: string;
  readonly routes?: readonly string[];
  readonly repository?: string;
}

/** What changes stack files, so that nobody has to write YAML by hand. */
export function addScaffoldCommands(program: Command): void {
  addNew(program);
  addRemove(program);
  addImport(program);
}

const repository = [
  "--repository <owner/name>",
  "also give it a pipeline, in the file of the shared stack",
] as const;
const owner = ["--owner <mail>", "mail address of the team that answers for the module"] as const;

function addNew(program: Command): void {
  const command = program
    .command("new")
    .description("write something new into the stack files")
    .command("module [name]")
    .description("write a module's entry into the stack files; asks for what the options do not say")
    .option(...owner)
    .option("--routes <paths>", "paths that it answers, by commas, or none", listOf)
    .option("--cpu <units>", "CPU units of a task; 1024 are one vCPU", whole)
    .option("--memory <MiB>", "memory of a task", whole)
    .option("--min <tasks>", "tasks at least", whole)
    .option("--max <tasks>", "tasks at most", whole)
    .option("--schema", "a MariaDB schema of its own")
    .option("--bucket", "an S3 bucket of its own")
    .option("--ai <providers>", "AI services that it calls: openai,bedrock", listOf)
    .option("--calls <modules>", "modules that it calls: planning,support", listOf)
    .option(...repository);
  writing(
    command,
    "ai-platform new module forecast --owner forecast-team@example.com --routes /forecast --ai bedrock --yes",
  ).action(async (name: string | undefined, options: NewOptions) => {
    const change = changeOptions(options);
    const refs = environmentRefs(change.cwd, change.stacks);
    const existing = [...new Set(refs.flatMap(moduleNames))].sort();
    const only = options.yes === true;
    const decided = only || options.dryRun === true;
    const answers = await askModule(givenBy(name, options), existing, change.terminal, { only, decided });
    const delivery = options.repository;
    await addModule(
      {
        name: answers.name,
        owner: answers.owner,
        entry: entryOf(answers),
        ...(delivery === undefined ? {} : { delivery: deliveryEntry(answers.owner, delivery) }),
      },
      change,
    );
  });
}

function addRemove(program: Command): void {
  const command = program
    .command("remove")
    .description("take something out of the stack files")
    .command("module <name>")
    .description("take a module's entry out of the stack files, and show what goes and what stays");
  writing(command, "ai-platform remove module forecast --stacks dev").action(
    async (name: string, options: WritingOptions) => {
      await removeModule(name, changeOptions(options));
    },
  );
}

function addImport(program: Command): void {
  const command = program
    .command("import <compose-file> [service]")
    .description(
      "turn a service of a Docker Compose file into a module, and say what it could not carry over",
    )
    .option("--name <module>", "name of the module; the service's otherwise")
    .option(...owner)
    .option("--routes <paths>", "paths that it answers, by commas, or none; /<name> otherwise", listOf)
    .option(...repository);
  writing(
    command,
    "ai-platform import ../shop/compose.yaml backend --owner shop-team@example.com --dry-run",
  ).action(async (path: string, service: string | undefined, options: ImportCommandOptions) => {
    await importService({
      ...changeOptions(options),
      path,
      given: givenBy(options.name, options),
      ...(service === undefined ? {} : { service }),
      ...(options.repository === undefined ? {} : { repository: options.repository }),
    });
  });
}

function writing(command: Command, example: string): Command {
  return command
    .option("--stacks <environments>", "only these, by commas; all of the project otherwise", listOf)
    .option("--yes", "write without asking")
    .option("--dry-run", "show everything and write nothing")
    .addHelpText(
      "after",
      [
        "",
        `Example: ${example}`,
        "Exit status: 0 written, or nothing was to be written; 2 wrong input, or a stack file would have a fault, and nothing is written; 1 a fault of this tool.",
        "AWS is neither asked nor changed: deploy up does that.",
      ].join("\n"),
    );
}

function changeOptions({ stacks, yes, dryRun }: WritingOptions): ChangeOptions {
  return {
    cwd: process.cwd(),
    terminal: processTerminal(),
    print: (text) => process.stdout.write(text),
    ...(stacks === undefined ? {} : { stacks }),
    ...(yes === undefined ? {} : { yes }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
}

function givenBy(name: string | undefined, options: NewOptions): Given {
  const { cpu, memory, min, max, schema, bucket, ai, calls } = options;
  return {
    ...(name === undefined ? {} : { name }),
    ...(options.owner === undefined ? {} : { owner: options.owner }),
    ...(options.routes === undefined ? {} : { routes: options.routes }),
    ...(cpu === undefined && memory === undefined ? {} : { size: present({ cpu, memoryMiB: memory }) }),
    ...(min === undefined && max === undefined ? {} : { scaling: present({ min, max }) }),
    ...(schema === undefined ? {} : { schema }),
    ...(bucket === undefined ? {} : { bucket }),
    ...(ai === undefined ? {} : { aiProviders: ai }),
    ...(calls === undefined ? {} : { calls }),
  };
}

function present(numbers: Readonly<Record<string, number | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(numbers).filter((pair): pair is [string, number] => pair[1] !== undefined),
  );
}

function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError(`Say a whole number; got ${text}.`);
  return Number(text);
}
