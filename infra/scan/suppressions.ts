import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { type Fault, fault, faultText } from "../faults";

/** A finding of the outside scanner that somebody has decided to live with, and until when. */
export interface Suppression {
  /** The scanner's id: `CKV_AWS_117`. */
  readonly check: string;
  /** Pulumi's name of the resource, `dev:<name>` where it holds in one stack only; `*` stands for any part of it. */
  readonly resource: string;
  readonly reason: string;
  /** Whom to ask: a mail address. */
  readonly owner: string;
  /** The last day on which it holds: `2027-06-30`. */
  readonly ends: string;
}

/** Below the project's folder. */
export const suppressionsFile = "scan/suppressions.yaml";

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** One entry for all findings of a check would hide what comes next year. */
const anything = /^[*:\s]*$/;

const entrySchema = z.strictObject({
  check: z.string().regex(/^CKV2?_[A-Z]+_\d+$/, "must be an id of Checkov, such as CKV_AWS_117"),
  resources: z
    .array(
      z.string().refine((text) => !anything.test(text), "must name a resource; * alone is for all of them"),
    )
    .min(1, "must name a resource"),
  reason: z.string().regex(/\S+\s+\S+/, "must say why in a sentence"),
  owner: z.email("must be a mail address"),
  ends: z.string().refine((text) => day.test(text) && isOnCalendar(text), "must be a day such as 2027-06-30"),
});

/** Whether the calendar has the day: no date of JavaScript refuses 31 February, it goes on to March. */
function isOnCalendar(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** All that is wrong with scan/suppressions.yaml; the message is the whole text for the operator. */
export class SuppressionFaults extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(
      [`${suppressionsFile} has ${faults.length} fault(s):`, ...faults.map((f) => `  ${faultText(f)}`)].join(
        "\n",
      ),
    );
    this.name = "SuppressionFaults";
  }
}

/**
 * The project's own; none where there is no file.
 * @throws SuppressionFaults with all that is wrong in it.
 */
export function readSuppressions(): readonly Suppression[] {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, suppressionsFile);
    if (existsSync(path)) return parseSuppressions(readFileSync(path, "utf8"));
  }
  return [];
}

/** @throws SuppressionFaults */
export function parseSuppressions(text: string): readonly Suppression[] {
  const document = parseDocument(text);
  if (document.errors.length > 0)
    throw new SuppressionFaults(
      document.errors.map(({ message }) => fault("", `is not YAML: ${message}`, undefined, "Mend it.")),
    );
  const { data = [], error } = z.array(entrySchema).safeParse(document.toJS() ?? [], { reportInput: true });
  const suppressions = data.flatMap(({ resources, ...rest }) =>
    resources.map((resource) => ({ ...rest, resource })),
  );
  const faults = [...(error?.issues ?? []).map(faultOf), ...repeated(suppressions)];
  if (faults.length > 0) throw new SuppressionFaults(faults);
  return suppressions;
}

function faultOf({ path, message, input }: z.core.$ZodIssue): Fault {
  const rule = message.startsWith("must ") ? message : `is not right: ${message}`;
  return fault(path, rule, input, "Each has check, resources, reason, owner and ends (docs/scan.md).");
}

/** Two for one thing would have two ends. */
function repeated(suppressions: readonly Suppression[]): Fault[] {
  const names = suppressions.map(({ check, resource }) => `${check} ${resource}`);
  return names
    .filter((name, index) => names.indexOf(name) < index)
    .map((name) => fault("", "must name a check and a resource together once", name, "Keep one of the two."));
}
