import type { ComponentChildren } from "preact";
import { cellText, type Section } from "../render/section";

export interface Column {
  readonly heading: string;
  readonly align?: "right";
}

export interface Row {
  readonly id?: string;
  /** The first one is the heading of the row. */
  readonly cells: readonly ComponentChildren[];
}

interface TableProps {
  /** Unique on the page: what scrolls is named by it. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly note?: string;
  /** Language of what stands in it, where that is not the page's. */
  readonly lang?: string;
}

/** A table that scrolls within itself, by keys as well, so that the page never does sideways. */
export function Table({ id, caption, columns, rows, note, lang }: TableProps) {
  const side = (at: number) => (columns[at]?.align === "right" ? "n" : undefined);
  return (
    <div class="block" lang={lang}>
      <div class="scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <table>
          <caption id={id}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ heading }, at) => (
                <th scope="col" class={side(at)}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr id={row.id}>
                {row.cells.map((cell, at) =>
                  // A row that goes on from the one above has no heading of its own.
                  at === 0 && cell !== "" ? (
                    <th scope="row" class={side(at)}>
                      {cell}
                    </th>
                  ) : (
                    <td class={side(at)}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note === undefined ? null : <p class="note">{note}</p>}
    </div>
  );
}

/** A table of the plan as it is for terminals, in the words that it has there. */
export function PlanTable({ id, section }: { readonly id: string; readonly section: Section }) {
  const { title, columns, rows, note } = section;
  return (
    <Table
      id={id}
      lang="en"
      caption={title}
      columns={columns.map(({ heading, align }) => ({
        // A column without a name is none for who cannot see.
        heading: heading === "" ? title : heading,
        ...(align === undefined ? {} : { align }),
      }))}
      rows={rows.map((cells) => ({
        cells: cells.map((cell) =>
          typeof cell === "string" ? cell : <strong class="alarm">{cellText(cell)}</strong>,
        ),
      }))}
      {...(note === undefined ? {} : { note })}
    />
  );
}

/** A share of a whole, beside its number; for the eye only. */
export function Bar({ share }: { readonly share: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <span class={share > 1 ? "bar over" : "bar"} aria-hidden="true">
      <span style={`width:${percent}%`} />
    </span>
  );
}

export type Tone = "good" | "fair" | "bad" | "plain";

/** A word with a colour, and a sign for who does not see it. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  const signs = { good: "●", fair: "◐", bad: "○", plain: "·" } as const;
  return (
    <span class={`badge ${tone}`}>
      <span aria-hidden="true">{signs[tone]} </span>
      {children}
    </span>
  );
}

/** Words of the plan that are English in every language. */
export function English({ children }: { readonly children: ComponentChildren }) {
  return <span lang="en">{children}</span>;
}

export const right = { align: "right" } as const;
