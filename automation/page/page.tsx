import { Cost } from "./sections/cost";
import { ComparisonSection, Decisions, DifferenceSection, PrinciplesSection } from "./sections/closing";
import { Glance, Head } from "./sections/head";
import { Limits } from "./sections/limits";
import { PostureSection } from "./sections/posture";
import { ReachSection } from "./sections/reach";
import { Resources } from "./sections/resources";
import { Runs } from "./sections/runs";
import type { PageSection, SectionProps } from "./sections/section";
import { Zones } from "./sections/zones";
import { style } from "./style";

interface PageProps extends SectionProps {
  /** The architecture, as an `<svg>`. */
  readonly picture: string;
}

/** The whole document. */
export function Page(props: PageProps) {
  const { data, words } = props;
  const { stack } = data.report;
  const sections = sectionsOf(props);
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{words.title(stack)}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Head {...props} />
        <div class="columns">
          <nav aria-labelledby="contents">
            <h2 id="contents">{words.contents}</h2>
            <ol>
              {sections.map(({ id, heading }) => (
                <li>
                  <a href={`#${id}`}>{heading}</a>
                </li>
              ))}
            </ol>
          </nav>
          <main id="content" tabIndex={-1}>
            <Glance {...props} />
            {sections.map(({ id, heading, body }) => (
              <section id={id} aria-labelledby={`${id}-heading`}>
                <h2 id={`${id}-heading`}>{heading}</h2>
                {body}
              </section>
            ))}
          </main>
        </div>
        <footer>
          <p>{words.foot(stack)}</p>
        </footer>
      </body>
    </html>
  );
}

/** What the page tells, in the order in which a stranger asks. */
function sectionsOf(props: PageProps): PageSection[] {
  const { data, words, picture } = props;
  const { headings } = words;
  const { comparison, difference } = data;
  return [
    ...(difference === undefined
      ? []
      : [
          {
            id: "difference",
            heading: headings.difference,
            body: <DifferenceSection difference={difference} />,
          },
        ]),
    { id: "picture", heading: headings.picture, body: <Picture svg={picture} label={headings.picture} /> },
    { id: "runs", heading: headings.runs, body: <Runs {...props} /> },
    { id: "reach", heading: headings.reach, body: <ReachSection {...props} /> },
    { id: "zones", heading: headings.zones, body: <Zones {...props} /> },
    { id: "cost", heading: headings.cost, body: <Cost {...props} /> },
    { id: "posture", heading: headings.posture, body: <PostureSection {...props} /> },
    { id: "limits", heading: headings.limits, body: <Limits {...props} /> },
    ...(comparison === undefined
      ? []
      : [
          {
            id: "comparison",
            heading: headings.comparison,
            body: <ComparisonSection {...props} comparison={comparison} />,
          },
        ]),
    { id: "principles", heading: headings.principles, body: <PrinciplesSection {...props} /> },
    ...(data.decisions.length === 0
      ? []
      : [{ id: "decisions", heading: headings.decisions, body: <Decisions {...props} /> }]),
    { id: "resources", heading: headings.resources, body: <Resources {...props} /> },
  ];
}

/** Wide as it is, it scrolls within itself. */
function Picture({ svg, label }: { readonly svg: string; readonly label: string }) {
  return (
    <div
      class="picture"
      role="group"
      aria-label={label}
      tabIndex={0}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
