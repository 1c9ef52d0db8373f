import { aiProviderNames, aiProviders } from "../../../infra/aiProviders";
import { reservedVariables } from "../../../infra/config/rules/module/containers";
import { filled } from "./interpolate";
import { neighbourEntry, neighbourOf } from "./neighbours";
import type { Around, Note, Part, Service } from "./part";
import { pairsIn } from "./read";
import { looksSecret } from "./secrets";
import { storeOf } from "./stores";

/** What becomes of one variable. */
interface Verdict {
  readonly carried?: string;
  readonly why: string;
  /** For `environment`. */
  readonly value?: string;
  readonly aiProvider?: string;
  /** Another service that the value names. */
  readonly neighbour?: string;
}

/** As the schema has the names of variables, and how long it lets a value be. */
const variableName = /^[A-Z][A-Z0-9_]{0,99}$/;
const longestValue = 4096;

export function environmentPart(service: Service, around: Around): Part {
  const pairs = pairsIn(service.environment);
  const prefixes = storePrefixes(pairs, around);
  const verdicts = pairs.map(([name, template]) => {
    const host = hostIn(name, template, around) ?? storeBeside(name, prefixes);
    const own = host !== undefined && around.services[host] === service;
    return [
      name,
      verdictOn({ name, template, ...(host === undefined ? {} : { host, own }) }, around),
    ] as const;
  });
  const plain = verdicts.flatMap(([name, { value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const providers = verdicts.flatMap(([, { aiProvider }]) => aiProvider ?? []);
  const neighbours = verdicts.flatMap(([, { neighbour }]) => neighbour ?? []);
  return {
    entry: {
      ...(plain.length === 0 ? {} : { environment: Object.fromEntries(plain) }),
      ...(providers.length === 0 ? {} : { aiProviders: [...new Set(providers)] }),
      ...neighbourEntry(neighbours, around),
    },
    notes: grouped(verdicts),
  };
}

/** A line for each reason, with all the variables that it holds for. */
function grouped(verdicts: readonly (readonly [name: string, verdict: Verdict])[]): Note[] {
  const groups = new Map<string, { names: string[]; verdict: Verdict }>();
  for (const [name, verdict] of verdicts) {
    const key = `${verdict.carried ?? ""}\n${verdict.why}`;
    const group = groups.get(key) ?? { names: [], verdict };
    groups.set(key, { ...group, names: [...group.names, name] });
  }
  return [...groups.values()].map(({ names, verdict: { carried, why } }) => ({
    key: "environment",
    what: names.join(", "),
    ...(carried === undefined ? {} : { carried }),
    why,
  }));
}

interface Variable {
  readonly name: string;
  /** Absent where only whoever starts it knows the value. */
  readonly template: string | undefined;
  /** The service that it is about. */
  readonly host?: string;
  /** Whether that is the very one that has the variable. */
  readonly own?: boolean;
}

function verdictOn({ name, template, host, own = false }: Variable, around: Around): Verdict {
  const aiProvider = aiProviderNames.find((one) => keyVariableOf(one) === name);
  if (aiProvider !== undefined)
    return {
      aiProvider,
      carried: `aiProviders: ${aiProvider}`,
      why: "a person writes the key into its secret: docs/runbooks/provider-keys.md",
    };
  if (/^AWS_(ACCESS|SECRET|SESSION|PROFILE)/.test(name))
    return { why: "the role of the task opens what the module may use; no key is needed" };
  const { text, unknown } = filled(template ?? "");
  const named = host === undefined || own ? undefined : namesNeighbour(host, around);
  if (reservedVariables.test(name))
    return { ...named, why: "the platform sets it, or keeps the name: docs/for-developers.md" };
  if (looksSecret(name, unknown.length > 0 || template === undefined ? "unknown" : text))
    return named?.carried === undefined ? secret : named;
  if (named !== undefined) return named;
  if (template === undefined || unknown.length > 0)
    return { why: "only whoever starts it knows the value: add it to environment by hand" };
  if (text === "") return { why: "is empty" };
  if (own || /\/\/(localhost|127\.0\.0\.1|host\.docker\.internal)\b/.test(text))
    return { why: "is an address on one machine: add that of the environment to environment by hand" };
  if (!variableName.test(name))
    return { why: "names of variables have capital letters, digits and underscores" };
  if (text.length > longestValue)
    return { why: `is longer than ${longestValue} characters: read it from a file of the image` };
  return { value: text, carried: "environment", why: "" };
}

const secret: Verdict = {
  why: "looks like a secret, and none stands in a stack file. Of an API: aiProviders: [{ api: { name, domain, secret: true } }] makes <NAME>_API_KEY; of a store, the platform has one for each module",
};

function namesNeighbour(neighbour: string, around: Around): Verdict {
  const { calls, part, why } = neighbourOf(neighbour, around);
  const carried = calls === undefined ? part && `data.${part}` : `calls: ${calls}`;
  return {
    neighbour,
    ...(carried === undefined ? {} : { carried }),
    why: `is about the service ${neighbour}: ${why}`,
  };
}

/** How variables are called whose whole value is a host; elsewhere a name may be a user's or a kind's. */
const hostVariable =
  /(HOST(NAME|S)?|ADDR(ESS(ES)?)?|SERVERS?|SEEDS?|BROKERS?|UR[IL]S?|ENDPOINTS?|NODES?|PEERS?)$/i;

/** The service whose name stands where a host does. */
function hostIn(variable: string, template: string | undefined, { services }: Around): string | undefined {
  const { text } = filled(template ?? "");
  return Object.keys(services).find((service) => {
    const name = service.replace(/[^\w-]/g, "\\$&");
    const address = new RegExp(`(//|@)${name}(:\\d*)?($|[/,?])|(^|,)${name}:\\d+($|[/,?])`);
    const alone = new RegExp(`(^|,)${name}($|,)`);
    return address.test(text) || (hostVariable.test(variable) && alone.test(text));
  });
}

/** How the names of all variables begin that are about a store, `MYSQL_` of `MYSQL_HOST`, and whose they are. */
function storePrefixes(
  pairs: ReturnType<typeof pairsIn>,
  around: Around,
): (readonly [prefix: string, store: string])[] {
  return pairs.flatMap(([name, template]) => {
    const host = hostIn(name, template, around);
    const prefix = name.replace(hostVariable, "");
    const isStore = host !== undefined && storeOf(around.services[host]?.image) !== undefined;
    return isStore && prefix !== "" && prefix !== name ? [[prefix, host] as const] : [];
  });
}

/** Ends of names of what the platform has of its own for its stores: a user of the file's would be unknown to them. */
const ofStore = /^(USER(NAME)?|DATABASE|DB(NAME)?|NAME|PORT|BUCKET|REGION|(TLS|SSL)(_\w+)?)$/;

function storeBeside(name: string, prefixes: ReturnType<typeof storePrefixes>): string | undefined {
  return prefixes.find(([prefix]) => name.startsWith(prefix) && ofStore.test(name.slice(prefix.length)))?.[1];
}

function keyVariableOf(name: (typeof aiProviderNames)[number]): string | undefined {
  const provider = aiProviders[name];
  return "keyVariable" in provider ? provider.keyVariable : undefined;
}
