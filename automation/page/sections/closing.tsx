import { comparisonSections } from "../../plan/compare";
import type { Comparison } from "../../plan/compare";
import type { Difference } from "../../plan/difference/difference";
import { differenceSections } from "../../plan/difference/sections";
import { PlanTable } from "../table";
import type { SectionProps } from "./section";

/** What is otherwise in another environment. */
export function ComparisonSection({
  data: { report },
  words,
  comparison,
}: SectionProps & { readonly comparison: Comparison }) {
  return (
    <>
      <p>{words.comparison.lead(report.stack, comparison.against)}</p>
      {comparisonSections(comparison).map((section, at) => (
        <PlanTable id={`comparison-${at}`} section={section} />
      ))}
    </>
  );
}

/** What a change to the stack file does. */
export function DifferenceSection({ difference }: { readonly difference: Difference }) {
  return (
    <>
      {differenceSections(difference).map((section, at) => (
        <PlanTable id={`difference-${at}`} section={section} />
      ))}
    </>
  );
}

export function PrinciplesSection({ data: { principles: facts }, words: { principles } }: SectionProps) {
  const cards = [
    [principles.simple.title, principles.simple.text(facts.simple)],
    [principles.developers.title, principles.developers.text(facts.developers)],
    [principles.secure.title, principles.secure.text(facts.secure)],
    [principles.scale.title, principles.scale.text(facts.scale)],
    [principles.cost.title, principles.cost.text(facts.cost)],
  ] as const;
  return (
    <>
      <p>{principles.lead}</p>
      <ol class="principles">
        {cards.map(([title, text]) => (
          <li>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </>
  );
}

export function Decisions({ data, words: { decisions } }: SectionProps) {
  return (
    <details>
      <summary>{decisions.lead(data.decisions.length)}</summary>
      <ol class="decisions" lang="en">
        {data.decisions.map(({ number, title, decision, path }) => (
          <li>
            <h3>
              <span class="sub">{number}</span> {title}
            </h3>
            <p>{decision}</p>
            <code>{path}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}
