import type { ComponentChildren } from "preact";
import { driversOf } from "../../plan/drivers";
import type { Report } from "../../plan/report";
import { money } from "../../render/section";
import type { EnvironmentSummary } from "../environments";
import { grouped } from "../numbers";
import { Badge, Bar, English, right, Table } from "../table";
import type { Words } from "../words/en";
import type { SectionProps } from "./section";

/** How many of the largest amounts are shown; `plan --costs` has all of them. */
const shownDrivers = 12;

export function Cost(props: SectionProps) {
  const { data, words } = props;
  const { pricesRead, notPriced } = data.report.cost;
  return (
    <>
      <p>
        {words.cost.lead(pricesRead)}{" "}
        {notPriced.length === 0
          ? ""
          : words.cost.unpriced([...new Set(notPriced.map(({ name }) => name))].join(", "))}
      </p>
      <Tiers {...props} />
      <Drivers {...props} />
      <Modules {...props} />
      <Budgets {...props} />
      <Environments {...props} />
      <Assumptions {...props} />
    </>
  );
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const percent = (part: number) => `${Math.round(part * 100)}%`;

function Share({ of, whole }: { readonly of: number; readonly whole: number }) {
  const part = share(of, whole);
  return (
    <span class="share">
      <Bar share={part} /> {percent(part)}
    </span>
  );
}

/** The dearest first. */
export function tiersByCost({ resources: { tiers } }: Report): Report["resources"]["tiers"] {
  return [...tiers].sort((a, b) => b.monthlyUsd - a.monthlyUsd || (a.tier < b.tier ? -1 : 1));
}

function Tiers({ data: { report }, words: { cost } }: SectionProps) {
  return (
    <Table
      id="tiers"
      caption={cost.tiers}
      columns={[
        { heading: cost.tier },
        { heading: cost.resources, ...right },
        { heading: cost.usd, ...right },
        { heading: cost.share },
      ]}
      rows={tiersByCost(report).map(({ tier, resources, monthlyUsd }) => ({
        cells: [
          <a href={`#tier-${tier}`}>{tier}</a>,
          resources,
          money(monthlyUsd),
          <Share of={monthlyUsd} whole={report.cost.monthlyUsd} />,
        ],
      }))}
    />
  );
}

function Drivers({ data: { report }, words: { cost } }: SectionProps) {
  const drivers = driversOf(report).slice(0, shownDrivers);
  return (
    <Table
      id="drivers"
      caption={cost.drivers(drivers.length)}
      columns={[{ heading: cost.what }, { heading: cost.usd, ...right }, { heading: cost.changedBy }]}
      rows={drivers.map(({ item, monthlyUsd, field }) => ({
        cells: [<English>{item}</English>, money(monthlyUsd), field === "" ? "–" : <code>{field}</code>],
      }))}
    />
  );
}

function Modules({ data: { report }, words: { cost, runs } }: SectionProps) {
  const modules = [...report.resources.modules].sort(
    (a, b) => b.monthlyUsd - a.monthlyUsd || (a.module < b.module ? -1 : 1),
  );
  return (
    <Table
      id="costs-of-modules"
      caption={cost.modules}
      columns={[
        { heading: runs.module },
        { heading: cost.resources, ...right },
        { heading: cost.usd, ...right },
        { heading: cost.share },
      ]}
      rows={modules.map(({ module, resources, monthlyUsd }) => ({
        cells: [
          <a href={`#module-${module}`}>{module}</a>,
          resources,
          money(monthlyUsd),
          <Share of={monthlyUsd} whole={report.cost.monthlyUsd} />,
        ],
      }))}
    />
  );
}

function Budgets({ data: { report }, words: { cost } }: SectionProps) {
  const { budgets } = report.cost;
  if (budgets.length === 0) return null;
  return (
    <Table
      id="budgets"
      caption={cost.budgets}
      columns={[
        { heading: cost.budgetOf },
        { heading: cost.usd, ...right },
        { heading: cost.budget, ...right },
        { heading: cost.used },
      ]}
      rows={budgets.map(({ module, monthlyUsd, budgetUsd }) => ({
        cells: [
          module ?? cost.environment,
          money(monthlyUsd),
          money(budgetUsd),
          <Share of={monthlyUsd} whole={budgetUsd} />,
        ],
      }))}
    />
  );
}

type Planned = Extract<EnvironmentSummary, { readonly profile: string }>;

/** The cell of each fact of an environment. */
function facts({ cost }: Words): Record<keyof Words["cost"]["facts"], (of: Planned) => ComponentChildren> {
  return {
    profile: ({ profile }) => profile,
    zones: ({ zones }) => zones,
    nat: ({ natGateways }) => cost.nat[natGateways],
    modules: ({ modules }) => modules,
    tasks: ({ tasks }) => `${tasks.min}–${tasks.max}`,
    mariadb: ({ mariadb }) =>
      mariadb ? `${mariadb.instanceClass}, ${mariadb.multiAz ? cost.standby : cost.oneZone}` : cost.none,
    qdrant: ({ qdrant }) => (qdrant ? `${qdrant.nodes} × ${qdrant.instanceType}` : cost.none),
    egress: ({ egress }) => <code>{egress}</code>,
    firewall: ({ firewall }) => <code>{firewall}</code>,
    deletion: ({ deletion }) => cost.deletion[deletion],
    findings: ({ findings }) => findings,
    resources: ({ resources }) => resources,
    monthlyUsd: ({ monthlyUsd }) => <strong>{money(monthlyUsd)}</strong>,
    budgetUsd: ({ budgetUsd }) => (budgetUsd === false ? cost.none : money(budgetUsd)),
  };
}

function Environments({ data: { environments }, words }: SectionProps) {
  const { cost } = words;
  const names = Object.keys(cost.facts) as (keyof typeof cost.facts)[];
  const cells = facts(words);
  return (
    <Table
      id="environments"
      caption={cost.environments}
      columns={[{ heading: cost.fact }, ...environments.map(({ stack }) => ({ heading: stack, ...right }))]}
      rows={names.map((name, at) => ({
        cells: [
          cost.facts[name],
          ...environments.map((one) =>
            "faults" in one ? (
              at === 0 ? (
                <Badge tone="bad">{cost.faults(one.faults)}</Badge>
              ) : (
                cost.none
              )
            ) : (
              cells[name](one)
            ),
          ),
        ],
      }))}
    />
  );
}

function Assumptions({ data: { report }, words: { cost } }: SectionProps) {
  return (
    <details>
      <summary>{cost.assumptions}</summary>
      <Table
        id="assumptions"
        caption={cost.assumptions}
        columns={[{ heading: cost.field }, { heading: cost.value, ...right }]}
        rows={Object.entries(report.cost.assumptions).map(([name, value]) => ({
          cells: [<code>costs.{name}</code>, grouped(value)],
        }))}
      />
    </details>
  );
}
