import type { Command } from "commander";
import pc from "picocolors";
import { exitCodes, OperatorError } from "../operatorError";
import { languages, type Language } from "../page/languages";
import { findStack, type StackRef } from "../project";
import { markdownOf } from "../render/markdown";
import { textOf } from "../render/text";
import type { Section } from "../render/section";
import { isShared } from "../stackFiles";
import { type Asked, askedOf, type Questions } from "./asked";
import { comparisonSections } from "./compare";
import { differenceSections } from "./difference/sections";
import { makePlan, type Plan } from "./makePlan";
import { refusalsOf, type Refusable } from "./refusals";
import { reportOf } from "./report";
import { costs, headline, overview, quotas, tree } from "./sections";
import { makeSharedPlan, type SharedPlan } from "./sharedPlan";
import { sharedHeadline, sharedOverview, sharedReportOf } from "./sharedSections";
import { terminalWidth } from "../terminal/width";

interface PlanOptions extends Questions {
  readonly json?: true;
  readonly markdown?: true;
  readonly resources?: true;
  readonly costs?: true;
  readonly quotas?: true;
  readonly openapi?: true;
  readonly html?: true;
  readonly language?: Language;
  readonly beyondQuotas?: true;
}

export function addPlanCommand(program: Command): void {
  program
    .command("plan")
    .description(
      "run the program without AWS and show what an environment is and costs, or what the shared stack is",
    )
    .argument("<stack>", "dev, staging, prod, shared, or the path of a stack file")
    .option("--resources", "also the tree of all resources")
    .option("--costs", "also every line of the cost, and the assumptions (environments only)")
    .option("--quotas", "also every quota (environments only)")
    .option("--against <stack>", "also what differs from another environment (environments only)")
    .option(
      "--diff [revision]",
      "instead what a change to the stack file does, since the last commit or another revision of git (environments only)",
    )
    .option("--json", "as JSON, for programs (docs/plan-json.md)")
    .option(
      "--openapi",
      "only the API, as OpenAPI; what only AWS can name in it is made up (environments only)",
    )
    .option("--markdown", "as Markdown, for a pull request")
    .addOption(
      program
        .createOption("--html", "as one HTML page for people, with a picture (docs/plan-html.md)")
        .conflicts(["json", "markdown", "openapi"]),
    )
    .addOption(
      program.createOption("--language <language>", "of the page that --html makes").choices(languages),
    )
    .addHelpText(
      "after",
      "\nExit status: 0 planned, 2 the stack file has faults, breaks a mandatory rule or costs more than a budget, 1 a fault of this tool.",
    )
    .addOption(
      program.createOption("--beyond-quotas", "for benchmarks: plan what AWS would refuse").hideHelp(),
    )
    .action(async (stack: string, options: PlanOptions) => {
      const ref = findStack(stack, process.cwd());
      if (options.language !== undefined && !options.html)
        throw new OperatorError("--language is for the page of --html. Add --html, or leave --language out.");
      if (isShared(ref)) {
        const shared = await makeSharedPlan(ref);
        process.stdout.write(sharedText(shared, options));
        process.exitCode = exitCodeOf(shared);
        return;
      }
      const plan = await makePlan(ref, {
        ignoreQuotas: options.beyondQuotas === true,
      });
      process.stdout.write(await planText(plan, ref, options));
      process.exitCode = exitCodeOf(plan);
    });
}

/** A plan that an update would refuse is shown all the same, so that one sees why. */
export function exitCodeOf(plan: Refusable): number {
  return refusalsOf(plan).length > 0 ? exitCodes.fault : exitCodes.ok;
}

async function planText(plan: Plan, ref: StackRef, options: PlanOptions): Promise<string> {
  if (options.openapi) return openApiText(plan);
  const asked = await askedOf(plan, ref, options);
  if (options.html) return htmlText(plan, ref, options.language ?? "en", asked);
  const report = reportOf(plan);
  if (options.json) return `${JSON.stringify({ ...report, ...asked }, undefined, 2)}\n`;

  const { comparison, difference } = asked;
  const sections: Section[] = [
    ...(difference ? differenceSections(difference) : overview(report)),
    ...(options.quotas ? [quotas(report)] : []),
    ...(options.costs ? costs(report) : []),
    ...(options.resources ? [tree(report)] : []),
    ...(comparison ? comparisonSections(comparison) : []),
  ];
  return formatted(headline(report), sections, options);
}

/** Loaded only now: a plan for the terminal needs nothing of it. */
async function htmlText(plan: Plan, ref: StackRef, language: Language, asked: Asked): Promise<string> {
  const { pageOf } = await import("../page/index.js");
  return pageOf(plan, ref, { language, ...asked });
}

function formatted(line: string, sections: Section[], { markdown }: PlanOptions): string {
  return markdown
    ? `${markdownOf(line, sections)}\n`
    : `${pc.bold(line)}\n\n${textOf(sections, pc, terminalWidth())}\n`;
}

/** @throws OperatorError for what only an environment has. */
function sharedText(plan: SharedPlan, options: PlanOptions): string {
  const own = (["against", "costs", "diff", "html", "openapi", "quotas"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (own !== undefined)
    throw new OperatorError(
      `--${own} is for environments, and ${plan.stack} is the shared stack. Leave it out.`,
    );
  const report = sharedReportOf(plan);
  if (options.json) return `${JSON.stringify(report, undefined, 2)}\n`;
  return formatted(sharedHeadline(report), sharedOverview(report, options.resources === true), options);
}

/** The API as API Gateway is told it, for people: with line breaks. */
function openApiText({ graph }: Plan): string {
  const [api] = graph.ofType("aws:apigateway/restApi:RestApi");
  return `${JSON.stringify(JSON.parse(String(api!.inputs.body)), undefined, 2)}\n`;
}
