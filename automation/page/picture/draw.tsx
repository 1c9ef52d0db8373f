import type { JSX } from "preact";
import { cardOf, inset, lineHeight, lineSize, titleSize, zoneGap, zoneSize } from "./card";
import type { Layout, PlacedBox, PlacedFlow, Point } from "./layout";
import { legendOf, legendRow } from "./legend";
import { fitted } from "./measure";
import { type Box, type Flow, flowKinds } from "./picture";
import { own, style } from "./style";
import type { PictureWords } from "./words";

export interface Drawing {
  readonly layout: Layout;
  readonly words: PictureWords;
  readonly title: string;
  /** Titles by id of box, of boxes that are not drawn as well. */
  readonly titles: ReadonlyMap<string, string>;
  /** Whether boxes lead to places of a page around the picture. */
  readonly linked: boolean;
}

const round = 6;
const margin = 16;

export function Svg({ layout, words, title, titles, linked }: Drawing): JSX.Element {
  const legend = legendOf(words, layout.width - 2 * margin);
  const { width } = layout;
  const height = layout.height + legend.rows * legendRow + margin;
  const places = layout.boxes.filter(({ holds }) => holds);
  const things = layout.boxes.filter(({ holds }) => !holds);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class={own}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      // An image has no links for those who hear it.
      role={linked ? "group" : "img"}
      aria-labelledby={`${own}-title ${own}-desc`}
    >
      <title id={`${own}-title`}>{title}</title>
      <desc id={`${own}-desc`}>{words.description}</desc>
      <style>{style}</style>
      <defs>
        {flowKinds.map((kind) => (
          <Tip kind={kind} />
        ))}
      </defs>
      <rect class="paper" width={width} height={height} rx={10} />
      {places.map((placed) => (
        <Place placed={placed} />
      ))}
      {layout.flows.map((placed) => (
        <Line placed={placed} words={words} titles={titles} />
      ))}
      {places.map((placed) => (
        <Head placed={placed} words={words} />
      ))}
      {things.map((placed) => (
        <Thing placed={placed} words={words} linked={linked} />
      ))}
      <g transform={`translate(${margin} ${layout.height})`}>
        {legend.items.map(({ x, row, what, text }) => (
          <g transform={`translate(${x} ${row * legendRow})`}>
            <LegendMark what={what} />
            <text x={34} y={14}>
              {text}
            </text>
          </g>
        ))}
      </g>
    </svg>
  );
}

function Tip({ kind }: { readonly kind: string }): JSX.Element {
  return (
    <marker
      id={`${own}-tip-${kind}`}
      class={kind}
      viewBox="0 0 8 8"
      refX={7}
      refY={4}
      markerWidth={8}
      markerHeight={8}
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path class="tip" d="M0 0.6L8 4L0 7.4z" />
    </marker>
  );
}

function Place({ placed: { box, x, y, width, height } }: { readonly placed: PlacedBox }): JSX.Element {
  return <rect class={box.kind} x={x} y={y} width={width} height={height} rx={8} />;
}

function Head({ placed, words }: { readonly placed: PlacedBox; readonly words: PictureWords }): JSX.Element {
  const { box, x, y, width } = placed;
  return (
    <g>
      <text class="name" x={x + 12} y={y + 20}>
        {box.title}
      </text>
      <Zones zones={box.zones ?? []} right={x + width - 12} y={y + 9} words={words} />
    </g>
  );
}

interface ThingProps {
  readonly placed: PlacedBox;
  readonly words: PictureWords;
  readonly linked: boolean;
}

function Thing({ placed, words, linked }: ThingProps): JSX.Element {
  const { box, x, y, width, height } = placed;
  const card = cardOf(box);
  const drawn = (
    <>
      <title>{noteOf(box, words)}</title>
      <rect class="card" x={x} y={y} width={width} height={height} rx={round} />
      <path class={`mark ${box.kind}`} d={markPath(x, y, height)} />
      <text class="title" x={x + inset.left} y={y + inset.top + titleSize - 2}>
        {card.title}
      </text>
      {card.lines.map((line, index) => (
        <text x={x + inset.left} y={y + inset.top + titleSize + 2 + (index + 1) * lineHeight - 3}>
          {fitted(line, lineSize, width - inset.left - inset.right)}
        </text>
      ))}
      <Zones zones={box.zones ?? []} right={x + width - inset.right} y={y + 8} words={words} />
    </>
  );
  return linked && box.target !== undefined ? <a href={`#${box.target}`}>{drawn}</a> : <g>{drawn}</g>;
}

/** The stripe of colour within the left edge of a card, round as it is. */
function markPath(x: number, y: number, height: number): string {
  const inner = height - 2 * round;
  return `M${x + round} ${y}a${round} ${round} 0 0 0 ${-round} ${round}v${inner}a${round} ${round} 0 0 0 ${round} ${round}z`;
}

interface ZonesProps {
  readonly zones: readonly string[];
  readonly right: number;
  readonly y: number;
  readonly words: PictureWords;
}

function Zones({ zones, right, y, words }: ZonesProps): JSX.Element | null {
  if (zones.length === 0) return null;
  const left = right - zones.length * (zoneSize + zoneGap) + zoneGap;
  return (
    <g>
      <title>{words.zones(zones.join(", "))}</title>
      {zones.map((letter, index) => (
        <ZoneMark x={left + index * (zoneSize + zoneGap)} y={y} letter={letter} />
      ))}
    </g>
  );
}

function ZoneMark(at: Point & { readonly letter: string }): JSX.Element {
  return (
    <>
      <rect class="zone" x={at.x} y={at.y} width={zoneSize} height={zoneSize} rx={3} />
      <text class="letter" x={at.x + zoneSize / 2} y={at.y + zoneSize / 2 + 3}>
        {at.letter}
      </text>
    </>
  );
}

interface LineProps {
  readonly placed: PlacedFlow;
  readonly words: PictureWords;
  readonly titles: ReadonlyMap<string, string>;
}

function Line({ placed: { flow, points }, words, titles }: LineProps): JSX.Element {
  return (
    <g>
      <title>{flowNote(flow, words, titles)}</title>
      <path
        class={`flow ${flow.kind}`}
        d={roundedPath(points)}
        marker-end={`url(#${own}-tip-${flow.kind})`}
      />
    </g>
  );
}

function flowNote({ from, to, kind, modules }: Flow, words: PictureWords, titles: Drawing["titles"]): string {
  const ends = `${titles.get(from)} → ${titles.get(to)}`;
  const whose = modules.length > 0 ? modules.join(", ") : words.legend[kind];
  return `${ends}\n${whose}`;
}

function noteOf({ title, lines, note, zones = [] }: Box, words: PictureWords): string {
  return [
    title,
    ...lines,
    ...(note === undefined || note === "" ? [] : [note]),
    ...(zones.length > 0 ? [words.zones(zones.join(", "))] : []),
  ].join("\n");
}

/** Corners are rounded, as far as the pieces between them are long enough. */
function roundedPath(points: readonly Point[]): string {
  const text = ({ x, y }: Point) => `${short(x)} ${short(y)}`;
  const corners = points.slice(1, -1).map((corner, index) => {
    const before = towards(corner, points[index]!);
    const after = towards(corner, points[index + 2]!);
    return `L${text(before)}Q${text(corner)} ${text(after)}`;
  });
  return `M${text(points[0]!)}${corners.join("")}L${text(points.at(-1)!)}`;
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(round, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

const short = (value: number) => Math.round(value * 10) / 10;

function LegendMark({ what }: { readonly what: string }): JSX.Element {
  if (what === "boundary") return <rect class="boundary" x={0} y={3} width={28} height={14} rx={4} />;
  if (what === "zone") return <ZoneMark x={8} y={4} letter="a" />;
  return <path class={`flow ${what}`} d="M0 10H26" marker-end={`url(#${own}-tip-${what})`} />;
}
