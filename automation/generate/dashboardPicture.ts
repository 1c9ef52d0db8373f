import { join } from "node:path";
import { columns, type PlacedWidget } from "../../infra/dashboards/widgets";
import { makePlan } from "../plan/makePlan";
import { escapeMarkup } from "./escapeMarkup";

/** Pixels of a column and of a row of the grid. */
const cell = { width: 44, height: 32 };
const gap = 6;
const listed = 7;

/**
 * Where each graph of a dashboard stands and what it draws, as an SVG: how CloudWatch would lay it out, without the
 * numbers that only AWS has.
 */
export async function dashboardPictures(
  folder: string,
  stack: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { graph } = await makePlan({ stack, path: join(folder, `Pulumi.${stack}.yaml`) });
  const bodies = new Map(
    graph
      .ofType("aws:cloudwatch/dashboard:Dashboard")
      .map(({ name, inputs }) => [name, String(inputs.dashboardBody)]),
  );
  return Object.fromEntries(
    names.map((name) => [`docs/dashboards/${name}.svg`, picture(name, bodies.get(name)!)]),
  );
}

function picture(name: string, body: string): string {
  const { widgets } = JSON.parse(body) as { readonly widgets: readonly PlacedWidget[] };
  const width = columns * cell.width;
  const height = Math.max(...widgets.map((widget) => widget.y + widget.height)) * cell.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Layout of the dashboard ${name}">`,
    "<style>text{font:12px system-ui,'DejaVu Sans',sans-serif;fill:#33404d}.t{font-weight:700;fill:#0f1b2a}.h{font-size:20px;font-weight:700;fill:#0f1b2a}.w{fill:#fff;stroke:#c6ccd2}</style>",
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    ...widgets.flatMap(drawn),
    "</svg>",
    "",
  ].join("\n");
}

function drawn({ type, x, y, width, height, properties }: PlacedWidget): string[] {
  const left = x * cell.width + gap;
  const top = y * cell.height + gap;
  const line = (index: number, words: string, kind = "") =>
    `<text x="${left + 12}" y="${top + 22 + index * 18}"${kind === "" ? "" : ` class="${kind}"`}>${escapeMarkup(words)}</text>`;
  if (type === "text") {
    const [title = "", , rest = ""] = String(properties.markdown).split("\n");
    return [line(0, title.replace(/^# /, ""), "h"), line(1, rest)];
  }
  return [
    `<rect class="w" x="${left}" y="${top}" width="${width * cell.width - 2 * gap}" height="${height * cell.height - 2 * gap}" rx="6"/>`,
    line(0, String(properties.title), "t"),
    ...contents(properties).map((words, index) => line(index + 1, words)),
  ];
}

function contents({ metrics, query }: PlacedWidget["properties"]): string[] {
  if (metrics === undefined) return [String(query).replace(/^SOURCE '([^']*)'.*/, "newest lines of $1")];
  const lines = (metrics as readonly (readonly unknown[])[]).map((line) => {
    const { label, expression } = line.at(-1) as { readonly label: string; readonly expression?: string };
    return label === "" ? `each ${/MetricName="(\w+)"/.exec(expression!)![1]!}` : label;
  });
  const more = lines.length > listed ? [`and ${lines.length - listed} more`] : [];
  return [...lines.slice(0, listed), ...more].map((words) => `– ${words}`);
}
