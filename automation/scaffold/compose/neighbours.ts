import { callVariable } from "../../../infra/callVariables";
import { type Around, entryName, type Note, type Part, type Service } from "./part";
import { namesIn } from "./read";
import { storeOf } from "./stores";

/** What another service of the file is on the platform. */
interface Neighbour {
  readonly calls?: string;
  readonly part?: "schema" | "cache" | "bucket";
  readonly why: string;
}

export function neighbourOf(name: string, { services, modules, has }: Around): Neighbour {
  const store = storeOf(services[name]?.image);
  if (store?.part !== undefined && has[store.part])
    return { part: store.part, why: `${store.what} of the platform: ${store.instead}` };
  if (store?.part === "schema")
    return {
      why: "switch MariaDB on in every environment (ai-platform:data.mariadb), then data.schema: true",
    };
  if (store?.part === "cache")
    return {
      why: "switch the cache on in every environment (ai-platform:data.cache), then data.cache: true",
    };
  if (store !== undefined) return { why: store.instead };
  const module = entryName(name);
  if (module !== undefined && modules.includes(module))
    return { calls: module, why: `its address comes as ${callVariable(module, "service")}` };
  return { why: `${name} is no module of every environment: import it first, then name it in calls` };
}

export function neighboursPart(service: Service, around: Around): Part {
  const told = (["depends_on", "links"] as const).flatMap((key) =>
    namesIn(service[key]).map((named) => ({ key, name: named.split(":")[0]! })),
  );
  const notes = told.map(({ key, name }): Note => {
    const { calls, part, why } = neighbourOf(name, around);
    const carried = calls === undefined ? part && `data.${part}` : `calls: ${calls}`;
    return { key, what: name, ...(carried === undefined ? {} : { carried }), why };
  });
  return {
    entry: neighbourEntry(
      told.map(({ name }) => name),
      around,
    ),
    notes,
  };
}

/** What of the entry the named services ask for. */
export function neighbourEntry(names: readonly string[], around: Around): Part["entry"] {
  const neighbours = names.map((name) => neighbourOf(name, around));
  const calls = neighbours.flatMap((one) => one.calls ?? []);
  const parts = neighbours.flatMap(({ part }) => (part === undefined ? [] : [[part, true] as const]));
  return {
    ...(calls.length === 0 ? {} : { calls: [...new Set(calls)] }),
    ...(parts.length === 0 ? {} : { data: Object.fromEntries(parts) }),
  };
}
