import { isObject } from "../../../infra/config/raw";
import { filled } from "./interpolate";
import type { Around, Note, Part, Service } from "./part";
import { pairsIn, wordOf } from "./read";
import { carriesSecret } from "./secrets";
import { wholeSeconds } from "./size";

/** What the load balancer takes for `intervalSeconds`, `timeoutSeconds` and `graceSeconds`. */
const bounds = { interval: [5, 300], timeout: [2, 120], grace: [0, 3600] } as const;
const usualIntervalSeconds = 15;

/** Below this only root may listen. */
const firstFreePort = 1024;

/** Where a service listens, as another key than `ports` has it. */
interface Hint {
  readonly key: string;
  readonly port: number;
}

export function portsPart(service: Service, { module }: Around): Part {
  const published = listed(service.ports);
  const key = service.ports !== undefined ? "ports" : "expose";
  const all = [...published, ...listed(service.expose)];
  const listens = [...new Set(all.flatMap(({ udp, port }) => (udp ? [] : (port ?? []))))];
  const wanted: readonly Hint[] = [
    { key: "environment", port: Number(environmentPort(service)) },
    { key: "healthcheck", port: healthUrl(service)?.port ?? 0 },
  ];
  const hints = wanted.filter((hint) => isPort(hint.port));
  const hinted = listens.find((one) => hints.some((hint) => hint.port === one));
  const port = hinted ?? listens[0] ?? hints[0]?.port;
  const others = listens.filter((one) => one !== port);
  const free = port !== undefined && port >= firstFreePort;
  const open = published.some(({ udp }) => !udp);
  return {
    entry: { ...(free ? { port } : {}), routes: [`/${module}`] },
    notes: [
      portNote(
        listens.length === 0 && hints.length > 0 ? hints[0]!.key : key,
        port,
        all.some((one) => !one.udp && one.port === undefined),
      ),
      {
        key,
        what: open ? "published" : "not published",
        carried: `routes: /${module}`,
        why: open
          ? "the module gets the whole path, so it answers below it"
          : "for callers with a token; --routes none as soon as another module names it in calls",
      },
      ...(others.length > 0 ? [{ key, what: others.join(", "), why: "a module listens on one port" }] : []),
      ...(all.some(({ udp }) => udp) ? [{ key, what: "UDP", why: "a module speaks TCP" }] : []),
    ],
  };
}

function portNote(key: string, port: number | undefined, variable: boolean): Note {
  if (port === undefined && variable)
    return {
      key,
      what: "a variable",
      why: "only whoever starts it knows the value: write port by hand, or let it listen on PORT, which is 8080",
    };
  if (port === undefined) return { key, what: "none", why: "it has to listen on PORT, which is 8080" };
  if (port < firstFreePort)
    return {
      key,
      what: String(port),
      why: "only root may listen there: let it listen on PORT, which is 8080",
    };
  return { key, what: String(port), carried: `port: ${port}`, why: "PORT tells it the same" };
}

export function healthPart(service: Service, { graceSeconds }: Around): Part {
  const { healthcheck } = service;
  if (!isObject(healthcheck)) return { entry: {}, notes: [] };
  const words = testWords(healthcheck.test);
  if (healthcheck.disable === true || words[0] === "NONE")
    return {
      entry: {},
      notes: [
        {
          key: "healthcheck",
          what: "none",
          why: "every module with paths is asked at health.path (/health)",
        },
      ],
    };
  const times = timesOf(healthcheck, graceSeconds);
  const url = healthUrl(service);
  const check: Check = url === undefined ? commandCheck(words) : pathCheck(url.path);
  const { entry, ...note } = check;
  const health = { ...entry, ...times };
  return {
    entry: Object.keys(health).length === 0 ? {} : { health },
    notes: [
      ...(words.length === 0 ? [] : [note]),
      ...Object.entries(times).map(([name, value]) => ({
        key: "healthcheck",
        what: name.replace("Seconds", ""),
        carried: `health.${name}: ${value}`,
        why: "within what the load balancer takes",
      })),
      ...(healthcheck.retries === undefined
        ? []
        : [{ key: "healthcheck", what: "retries", why: "the platform has one number for all modules" }]),
    ],
  };
}

/** What a check becomes. */
type Check = Note & { readonly entry: Part["entry"] };

function pathCheck(path: string): Check {
  const why = "the load balancer asks there, from outside of the container";
  return { key: "healthcheck", what: "address", carried: `health.path: ${path}`, why, entry: { path } };
}

function commandCheck(words: readonly string[]): Check {
  const [kind, ...rest] = words;
  const command = kind === "CMD-SHELL" ? ["sh", "-c", ...rest] : rest;
  const note = { key: "healthcheck", what: "command" };
  const unknown = words.some((word) => filled(word).unknown.length > 0);
  if (command.length === 0 || unknown || carriesSecret(words))
    return { ...note, why: "has a variable or a secret in it: write health.command by hand", entry: {} };
  return {
    ...note,
    carried: "health.command",
    why: "runs in the container besides, so the image must contain it",
    entry: { command: command.map((word) => filled(word).text) },
  };
}

function timesOf(healthcheck: Readonly<Record<string, unknown>>, graceSeconds: number) {
  const at = (name: string) => {
    const value = healthcheck[name];
    return value === undefined ? undefined : wholeSeconds(filled(wordOf(value)).text);
  };
  const within = (value: number | undefined, [least, most]: readonly [number, number]) =>
    value === undefined ? undefined : Math.min(most, Math.max(least, value));
  const intervalSeconds = within(at("interval"), bounds.interval);
  const timeout = within(at("timeout"), bounds.timeout);
  const grace = within(at("start_period"), bounds.grace);
  return {
    ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
    ...(timeout === undefined
      ? {}
      : { timeoutSeconds: Math.min(timeout, (intervalSeconds ?? usualIntervalSeconds) - 1) }),
    // The platform counts from when AWS starts the task, so a short time is no time.
    ...(grace === undefined || grace <= graceSeconds ? {} : { graceSeconds: grace }),
  };
}

function healthUrl({ healthcheck }: Service): { readonly port?: number; readonly path: string } | undefined {
  const words = isObject(healthcheck) ? testWords(healthcheck.test) : [];
  const text = words.map((word) => filled(word).text).join(" ");
  const found =
    /(?:https?:\/\/|\b(?:curl|wget)\b.*\s)(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d*))?(\/[\w./-]*)?/.exec(
      text,
    );
  if (found === null) return undefined;
  return { ...(found[1] ? { port: Number(found[1]) } : {}), path: found[2] ?? "/" };
}

function testWords(test: unknown): string[] {
  if (Array.isArray(test)) return test.map(String);
  return typeof test === "string" ? ["CMD-SHELL", test] : [];
}

function environmentPort({ environment }: Service): string {
  const [, value = ""] = pairsIn(environment).find(([name]) => name === "PORT") ?? [];
  return filled(value).text;
}

/** Where the container listens. */
interface Listening {
  /** Absent for a variable without a default. */
  readonly port?: number;
  readonly udp: boolean;
}

function listed(value: unknown): Listening[] {
  return Array.isArray(value) ? value.map(listening) : [];
}

function listening(entry: unknown): Listening {
  const { target, protocol } = isObject(entry) ? entry : { target: entry, protocol: undefined };
  const { text } = filled(wordOf(target));
  const [address = "", transport = protocol] = text.split("/");
  const port = Number(address.split(":").at(-1)!.split("-")[0]);
  return { ...(isPort(port) ? { port } : {}), udp: transport === "udp" };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536;
}
