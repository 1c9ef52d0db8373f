/** A dashboard is 24 columns wide. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const columns = 24;

export interface Widget {
  readonly type: "log" | "metric" | "text";
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Widgets side by side, as wide as each other. */
export interface Row {
  readonly height: number;
  readonly widgets: readonly Widget[];
}

/** Rows from the top, each over the whole width; what cannot be divided goes to the last of a row. */
export function layOut(rows: readonly Row[]): PlacedWidget[] {
  let y = 0;
  return rows
    .filter(({ widgets }) => widgets.length > 0)
    .flatMap(({ height, widgets }) => {
      const width = Math.floor(columns / widgets.length);
      const placed = widgets.map((widget, index) => {
        const last = index === widgets.length - 1;
        return { ...widget, x: index * width, y, width: last ? columns - index * width : width, height };
      });
      y += height;
      return placed;
    });
}

/** Dimensions by name. */
export type Dimensions = Readonly<Record<string, string>>;

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly stat: "Average" | "Maximum" | "Minimum" | "SampleCount" | "Sum" | "p50" | "p95";
  readonly label: string;
}

export interface Search {
  /** Search expression: whatever there is of it at that moment. */
  readonly search: string;
  readonly label: string;
}

export interface Graph {
  readonly title: string;
  readonly region: string;
  readonly lines: readonly (Metric | Search)[];
  /** A line to stay below or above, with what it means. */
  readonly mark?: { readonly value: number; readonly label: string };
  readonly unit?: string;
}

/** Seconds of one point. */
const period = 60;

export function graph({ title, region, lines, mark, unit }: Graph): Widget {
  return {
    type: "metric",
    properties: {
      title,
      region,
      view: "timeSeries",
      period,
      metrics: lines.map(lineOf),
      yAxis: { left: { min: 0, ...(unit === undefined ? {} : { label: unit, showUnits: false }) } },
      ...(mark === undefined ? {} : { annotations: { horizontal: [mark] } }),
    },
  };
}

function lineOf(line: Metric | Search, index: number): readonly unknown[] {
  if ("search" in line) return [{ id: `s${index}`, expression: line.search, label: line.label }];
  const dimensions = Object.entries(line.dimensions).flat();
  return [line.namespace, line.name, ...dimensions, { stat: line.stat, label: line.label }];
}

export function text(markdown: string): Widget {
  return { type: "text", properties: { markdown, background: "transparent" } };
}

/** The newest lines of a log group that a filter of Logs Insights lets through. */
export function logLines(title: string, region: string, logGroup: string, filter: string): Widget {
  return {
    type: "log",
    properties: {
      title,
      region,
      view: "table",
      query: `SOURCE '${logGroup}' | fields @timestamp, @message | filter ${filter} | sort @timestamp desc | limit 20`,
    },
  };
}

/** As CloudWatch takes it. */
export function dashboardBody(rows: readonly Row[]): string {
  return JSON.stringify({ start: "-PT3H", widgets: layOut(rows) });
}
