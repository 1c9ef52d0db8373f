import { isObject } from "../../infra/config/raw";
import { type Defaults, defaultsOfEntryAt, type SchemaNode } from "./jsonSchema";

/** One field of a stack file. */
export interface Field {
  /** `*` for a name that the operator chooses. */
  readonly path: readonly string[];
  readonly node: SchemaNode;
  /** What it starts from in each profile. */
  readonly defaults: Defaults;
}

/** All fields below a place, in the order of the schema. */
export function fieldsOf(path: readonly string[], node: SchemaNode, defaults: Defaults): Field[] {
  const body = objectOf(node);
  return Object.entries(body?.properties ?? {}).flatMap(([key, child]) => {
    const at = [...path, key];
    const values = defaults.map((one) => (isObject(one) ? one[key] : undefined));
    const inner = objectOf(child);
    return [
      ...(inner?.properties === undefined || child.anyOf
        ? [{ path: at, node: child, defaults: values }]
        : []),
      ...(inner === undefined ? [] : [...fieldsOf(at, inner, values), ...entryFieldsOf(at, inner)]),
    ];
  });
}

/** What an entry of a set can say that the operator names the entries of. */
export function entryFieldsOf(
  path: readonly string[],
  { properties, additionalProperties: entry }: SchemaNode,
): Field[] {
  if (properties !== undefined || typeof entry !== "object" || !entry.properties) return [];
  return fieldsOf([...path, "*"], entry, defaultsOfEntryAt(path));
}

/** The object among the alternatives, if there is one. */
function objectOf(node: SchemaNode): SchemaNode | undefined {
  return [node, ...(node.anyOf ?? [])].find(({ type }) => type === "object");
}

/** What may stand there, in words. */
export function kindOf(node: SchemaNode): string {
  if (node.anyOf) return node.anyOf.map(kindOf).join(" or ");
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return node.enum.map(String).join(", ");
  if (node.type === "integer" || node.type === "number") return `${node.minimum} to ${node.maximum}`;
  if (node.type === "array") return `list of ${kindOf(node.items ?? {})}`;
  if (node.type === "object") return "keys";
  return node.type === "boolean" ? "true or false" : "text";
}

/** Without the defaults, which have columns of their own on a page. */
export function meaningOf({ description = "" }: SchemaNode): string {
  return description.replace(/ ?Default: .*$/, "");
}

/** A row of a Markdown table. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

export function pathText(path: readonly string[]): string {
  return `\`${path.map((key) => (key === "*" ? "<name>" : key)).join(".")}\``;
}
