import { aiProviderNames, aiProviders } from "../../../infra/aiProviders";
import { reservedVariables } from "../../../infra/config/rules/module/containers";
import { filled } from "./interpolate";
import { neighbourEntry, neighbourOf } from "./neighbours";
import type { Around, Note, Part, Service } from "./part";
import { pairsIn } from "./read";
import { looksSecret } from "./secrets";

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
  const verdicts = pairsIn(service.environment).map(
    ([name, template]) => [name, verdictOn(name, template, around)] as const,
  );
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

function verdictOn(name: string, template: string | undefined, around: Around): Verdict {
  const aiProvider = aiProviderNames.find((one) => keyVariableOf(one) === name);
  if (aiProvider !== undefined)
    return {
      aiProvider,
      carried: `aiProviders: ${aiProvider}`,
      why: "a person writes the key into its secret: docs/runbooks/provider-keys.md",
    };
  if (/^AWS_(ACCESS|SECRET|SESSION|PROFILE)/.test(name))
    return { why: "the role of the task opens what the module may use; no key is needed" };
  if (reservedVariables.test(name)) return { why: "the platform sets it: docs/for-developers.md" };
  const { text, unknown } = filled(template ?? "");
  if (looksSecret(name, unknown.length > 0 || template === undefined ? "unknown" : text))
    return {
      why: "looks like a secret, and none stands in a stack file. Of an API: aiProviders: [{ api: { name, domain, secret: true } }] makes <NAME>_API_KEY; of a store, the platform has one for each module",
    };
  if (template === undefined || unknown.length > 0)
    return { why: "only whoever starts it knows the value: add it to environment by hand" };
  if (text === "") return { why: "is empty" };
  const neighbour = hostIn(text, Object.keys(around.services));
  if (neighbour !== undefined) return namesNeighbour(neighbour, around);
  if (/\/\/(localhost|127\.0\.0\.1|host\.docker\.internal)\b/.test(text))
    return { why: "is an address on one machine: add that of the environment to environment by hand" };
  if (!variableName.test(name))
    return { why: "names of variables have capital letters, digits and underscores" };
  if (text.length > longestValue)
    return { why: `is longer than ${longestValue} characters: read it from a file of the image` };
  return { value: text, carried: "environment", why: "" };
}

function namesNeighbour(neighbour: string, around: Around): Verdict {
  const { calls, part, why } = neighbourOf(neighbour, around);
  const carried = calls === undefined ? part && `data.${part}` : `calls: ${calls}`;
  return {
    neighbour,
    ...(carried === undefined ? {} : { carried }),
    why: `names the service ${neighbour}: ${why}`,
  };
}

/** The service whose name stands where a host does. */
function hostIn(text: string, services: readonly string[]): string | undefined {
  return services.find((service) => {
    const name = service.replace(/[^\w-]/g, "\\$&");
    return new RegExp(`(^|//|@)${name}(:\\d+)?($|[/,?])`).test(text);
  });
}

function keyVariableOf(name: (typeof aiProviderNames)[number]): string | undefined {
  const provider = aiProviders[name];
  return "keyVariable" in provider ? provider.keyVariable : undefined;
}
