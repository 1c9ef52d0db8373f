import { parseDocument } from "yaml";
import { isObject, type RawObject } from "../../../infra/config/raw";
import { suggestion } from "../../../infra/config/nearest";
import { OperatorError } from "../../operatorError";

/** The services of a Compose file, each as it stands there. */
export type Services = Readonly<Record<string, RawObject>>;

/** @throws OperatorError for what is no Compose file, or names files that it is made of. */
export function readServices(text: string, path: string): Services {
  const document = parseDocument(text, { merge: true, logLevel: "error" });
  const [wrong] = document.errors;
  if (wrong !== undefined) {
    const line = text.slice(0, wrong.pos[0]).split("\n").length;
    throw new OperatorError(
      `${path} line ${line} is not YAML: ${wrong.message.split(/ at line |\n/)[0]!}. Correct it, or look with: docker compose config`,
    );
  }
  const content = contentOf(document);
  const services = isObject(content) ? content.services : undefined;
  if (!isObject(services) || !Object.values(services).every(isObject))
    throw new OperatorError(
      `${path} has no services, or one without any key. Name the Compose file of a project; one made of several is put together by: docker compose config --no-interpolate`,
    );
  return services as Services;
}

/** The name of the one to import. */
export function chosen(services: Services, name: string | undefined, path: string): string {
  const names = Object.keys(services);
  if (name !== undefined && Object.hasOwn(services, name)) return name;
  if (name !== undefined)
    throw new OperatorError(`${path} has no service ${name}. ${suggestion(name, names)}`);
  if (names.length === 1) return names[0]!;
  throw new OperatorError(
    `${path} has ${names.length} services, and one becomes a module at a time: ${names.join(", ")}. Name one of them behind the file.`,
  );
}

/** Undefined where aliases cannot be resolved, or go round in a loop. */
function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    const content = document.toJS({ maxAliasCount: 100 }) as unknown;
    // Throws on a loop.
    JSON.stringify(content);
    return content;
  } catch {
    return undefined;
  }
}

/** `[a, b]`, or the keys of `{ a: …, b: … }`, as Compose has it in several places. */
export function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return isObject(value) ? Object.keys(value) : [];
}

/** `[A=1, B]` or `{ A: 1, B: }`; what has no value is undefined. */
export function pairsIn(value: unknown): (readonly [name: string, value: string | undefined])[] {
  if (isObject(value)) return Object.entries(value).map(([name, one]) => [name, scalar(one)] as const);
  if (!Array.isArray(value)) return [];
  return value.map((line) => {
    const [name = "", ...rest] = String(line).split("=");
    return [name.trim(), rest.length === 0 ? undefined : rest.join("=")] as const;
  });
}

function scalar(value: unknown): string | undefined {
  return value === null || value === undefined || typeof value === "object" ? undefined : wordOf(value);
}

/** A text, number or truth value as text; empty for anything else. */
export function wordOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
