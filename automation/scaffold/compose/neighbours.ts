import { callVariable } from "../../../infra/callVariables";
import { isObject } from "../../../infra/config/raw";
import { type Around, entryName, type Note, type Part, type Service } from "./part";
import { namesIn, type Services } from "./read";
import { storeOf } from "./stores";

/** What another service of the file is on the platform. */
interface Neighbour {
  readonly calls?: string;
  readonly part?: "schema" | "cache" | "bucket";
  readonly why: string;
}

/** What there is for work that has an end. */
const job = "kind: job, which runs on a schedule or by deploy run-task: docs/running.md";

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
  if (services[name] !== undefined && runsOnce(name, services))
    return { why: `${name} runs once and ends, and no module waits for that: ${job}` };
  const module = entryName(name);
  if (module !== undefined && modules.includes(module))
    return { calls: module, why: `its address comes as ${callVariable(module, "service")}` };
  if (services[name] === undefined)
    return {
      why: `${name} is no service of this file: put it together with those that it includes by docker compose config --no-interpolate`,
    };
  return { why: `${name} is no module of every environment: import it first, then name it in calls` };
}

/** Of a service for whose end others wait, or that is not started again. */
function onceNotes(service: Service, { services }: Around): Note[] {
  const name = Object.keys(services).find((one) => services[one] === service);
  const once = service.restart === "no" || (name !== undefined && runsOnce(name, services));
  if (!once) return [];
  return [
    { key: "restart", what: "no", why: `a module that ends is started again; for what runs once: ${job}` },
  ];
}

function runsOnce(name: string, services: Services): boolean {
  return Object.values(services).some(({ depends_on: needs }) => {
    const need = isObject(needs) ? needs[name] : undefined;
    return isObject(need) && need.condition === "service_completed_successfully";
  });
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
    notes: [...notes, ...onceNotes(service, around)],
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
