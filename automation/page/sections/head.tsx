import { money } from "../../render/section";
import type { ModuleReport } from "../../plan/report";
import { mandatoryIn } from "../../plan/policy";
import type { PartLoss } from "../../plan/zoneLoss";
import { Bar } from "../table";
import type { Words } from "../words/en";
import { tiersByCost } from "./cost";
import { moduleTasks } from "./runs";
import type { SectionProps } from "./section";
import { partName } from "./zones";

/** Who this is, and its numbers. */
export function Head({ data: { report, zones }, words }: SectionProps) {
  const { head } = words;
  const { cost, policy } = report;
  const budget = cost.budgets.find(({ module }) => module === undefined);
  return (
    <header class="head">
      <p class="kicker">
        {head.profile} {report.profile} · {report.region}
      </p>
      <h1>{report.stack}</h1>
      <p class="lead">{words.lead(report.stack)}</p>
      <dl class="numbers">
        <div>
          <dt>{head.usd}</dt>
          <dd>{money(cost.monthlyUsd)}</dd>
          {budget === undefined ? (
            <dd class="sub">{head.noBudget}</dd>
          ) : (
            <dd class="sub">
              <Bar share={budget.monthlyUsd / budget.budgetUsd} />
              {head.budget(budget.budgetUsd)}
            </dd>
          )}
        </div>
        <div>
          <dt>{head.resources}</dt>
          <dd>{report.resources.total}</dd>
        </div>
        <div>
          <dt>{head.zones}</dt>
          <dd>{zones.length}</dd>
          <dd class="sub">
            {zones.map((zone) => (
              <>
                <span>{zone}</span>{" "}
              </>
            ))}
          </dd>
        </div>
        <div>
          <dt>{head.findings}</dt>
          <dd>{policy.findings.length}</dd>
          <dd class="sub">
            {head.rules(policy.rules, policy.findings.length, mandatoryIn(policy.findings).length)}
          </dd>
        </div>
      </dl>
    </header>
  );
}

/** The four questions, each with its answer and the way to more. */
export function Glance({ data, words }: SectionProps) {
  const { glance, headings } = words;
  const { report, reach, losses } = data;
  const { min, max } = moduleTasks(report);
  const { monthlyUsd: usd, mostMonthlyUsd: most } = report.cost;
  const dearest = tiersByCost(report)
    .slice(0, namedTiers)
    .map(({ tier, monthlyUsd }) => `${tier} ${money(monthlyUsd)}`);
  const open = reach.door.routes.filter((route) => route.public).length;
  const answers = [
    ["runs", glance.runs(report.resources.modules.length, min, max, namesOf(report.resources.modules))],
    ["cost", glance.cost({ usd, most, tiers: dearest.join(", ") })],
    ["reach", `${glance.reach(reach.door.routes.length, open)} ${glance.out[reach.egress.mode]}`],
    ["zones", zoneAnswer(losses, words)],
  ] as const;
  return (
    <section aria-labelledby="glance" class="glance">
      <h2 id="glance">{glance.title}</h2>
      <ul>
        {answers.map(([id, answer]) => (
          <li>
            <h3>
              <a href={`#${id}`}>{headings[id]}</a>
            </h3>
            <p>{answer}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const namedTiers = 3;

/** More modules than this are a crowd, which the table tells of. */
const namedModules = 6;

function namesOf(modules: readonly ModuleReport[]): string {
  if (modules.length > namedModules) return "";
  const told = ({ module, description }: ModuleReport) =>
    description === undefined ? module : `${module} (${description})`;
  return modules.map(told).join(", ");
}

/** How many modules go on, and by name what they wait for and what is down. */
export function zoneAnswer(losses: readonly PartLoss[], words: Words): string {
  const { glance } = words;
  const modules = losses.filter(({ part }) => part === "module");
  const among = (outcome: PartLoss["outcome"]) => modules.filter((loss) => loss.outcome === outcome).length;
  const parts = (outcome: PartLoss["outcome"]) =>
    losses
      .filter((loss) => loss.part !== "module" && loss.outcome === outcome)
      .map((loss) => partName(loss, words))
      .join(", ");
  const [switching, down] = [parts("restarts"), parts("down")];
  return [
    glance.zones(among("goes-on"), among("restarts"), modules.length),
    ...(switching === "" ? [] : [glance.switching(switching)]),
    ...(down === "" ? [] : [glance.down(down)]),
  ].join(" ");
}
