import { type AiProvider, aiProviders, providersOf } from "../../../aiProviders";
import type { Fault } from "../../../faults";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";
import { reservedVariables } from "./containers";

type Entry = ModuleConfig["aiProviders"][number];

/** Which AI services a module calls, and whether all that follows from them can be. */
export function aiProviderFaults(module: ModuleConfig, at: At): Fault[] {
  const faults = module.aiProviders.flatMap((entry, index) =>
    entryFaults(entry, `aiProviders[${index}]`, at),
  );
  // An entry that says nothing has no name to compare.
  return faults.length > 0 ? faults : togetherFaults(providersOf(module), module, at);
}

function entryFaults(entry: Entry, path: string, at: At): Fault[] {
  if (typeof entry === "string") return [];
  const keys = Object.keys(entry);
  if (keys.length !== 1)
    return [
      at(
        path,
        "must have exactly one of bedrock, sagemaker and api",
        entry,
        "Write an entry of its own for each.",
      ),
    ];
  const { bedrock, sagemaker, api } = entry;
  return [
    ...twice(bedrock?.models, `${path}.bedrock.models`, at),
    ...twice(sagemaker?.endpoints, `${path}.sagemaker.endpoints`, at),
    ...(api && known.includes(api.name)
      ? [
          at(
            `${path}.api.name`,
            "must not be the name of a provider that the platform knows",
            api.name,
            `Write ${api.name} alone, or choose another name.`,
          ),
        ]
      : []),
  ];
}

const known: readonly string[] = [...Object.keys(aiProviders), "sagemaker"];

function twice(names: readonly string[] = [], path: string, at: At): Fault[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [at(`${path}[${index}]`, "must not be named twice", name, "Remove one.")],
  );
}

function togetherFaults(
  providers: readonly AiProvider[],
  { aiProviders: entries }: ModuleConfig,
  at: At,
): Fault[] {
  const setBy = new Map<string, string>();
  return providers.flatMap(({ name, gateway, keyVariable = gateway?.tokenVariable }, index) => {
    const path = `aiProviders[${index}]`;
    if (providers.findIndex((other) => other.name === name) !== index)
      return [at(path, "must not be named twice", entries[index], "Remove one.")];
    if (keyVariable === undefined) return [];
    const rival = setBy.get(keyVariable);
    setBy.set(keyVariable, name);
    const rule = reservedVariables.test(keyVariable)
      ? `must not have its key in ${keyVariable}, a name that the platform sets`
      : rival && `must not have its key in ${keyVariable}, which has the key of ${rival}`;
    return rule === undefined ? [] : [at(path, rule, name, "Give the API another name.")];
  });
}

/** Metric filters read what CloudWatch has of the module's log, and only of providers that it names. */
export function aiUsageFaults({ aiProviders: entries, aiUsage, logRouter }: ModuleConfig, at: At): Fault[] {
  const limits = (["tokensPerHour", "usdPerDay"] as const).filter((limit) => aiUsage[limit] !== undefined);
  return limits.flatMap((limit) => {
    const fault = (rule: string, fix: string) => [at(`aiUsage.${limit}`, rule, aiUsage[limit], fix)];
    if (entries.length === 0)
      return fault("needs aiProviders", "Name the services that the module calls, or remove the key.");
    return logRouter === false
      ? []
      : fault(
          "needs the module's log in CloudWatch",
          "Write logRouter: false, or watch the calls where the log goes.",
        );
  });
}
