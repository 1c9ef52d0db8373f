import { fargateCpuUnits, fargateMemoryMiB } from "../../aws/fargateSizes";
import { quotas } from "../../aws/quotas";
import { fault, type Fault } from "../../faults";
import { stageName } from "../../naming";
import { answersEverything, pathPattern } from "../../routes";
import type { EnvironmentConfig } from "../schema/environment";
import type { ModuleConfig } from "../schema/module";

/** Names that the platform sets in every container; a module's own value would be lost or would hide it. */
const reservedVariables =
  /^(AWS_|ECS_|PORT$|DB_|QDRANT_|BUCKET$|MODULE$|ENVIRONMENT$|HEARTBEAT_SECONDS$|KEEP_ALIVE_SECONDS$)/;

/** What must hold within one module, and between it and the platform. */
export function moduleRules(name: string, module: ModuleConfig, { data, edge }: EnvironmentConfig): Fault[] {
  const at = (path: string, rule: string, got: unknown, fix: string) =>
    fault(`modules.${name}.${path}`, rule, got, fix);
  const faults = [
    ...nameFaults(name),
    ...routeFaults(module, edge.authentication, at),
    ...sizeFaults(module, at),
    ...scalingFaults(module, at),
    ...healthFaults(module, at),
    ...containerFaults(module, at),
  ];
  if (module.data.schema && !data.mariadb)
    faults.push(at("data.schema", "needs a database", true, "Turn data.mariadb on, or write schema: false."));
  if (module.data.collections && !data.qdrant)
    faults.push(
      at(
        "data.collections",
        "needs Qdrant",
        module.data.collections,
        "Turn data.qdrant on, or write collections: false.",
      ),
    );
  for (const [index, provider] of module.aiProviders.entries())
    if (module.aiProviders.indexOf(provider) !== index)
      faults.push(at(`aiProviders[${index}]`, "must not be named twice", provider, "Remove one."));
  return faults;
}

type At = (path: string, rule: string, got: unknown, fix: string) => Fault;

/** The nodes of Qdrant have these names in the cluster and in its namespace. */
const nodeNames = /^(data-)?qdrant-\d+$/;

function nameFaults(name: string): Fault[] {
  return nodeNames.test(name)
    ? [fault(`modules.${name}`, "has the name of a Qdrant node", undefined, "Choose another name.")]
    : [];
}

function routeFaults(
  { kind, routes, listenerPriority }: ModuleConfig,
  authentication: EnvironmentConfig["edge"]["authentication"],
  at: At,
): Fault[] {
  const open = "Leave out scopes for a public path, or public for a closed one.";
  const faults = routes.flatMap((route, index) => {
    const { path, scopes, public: isPublic } = typeof route === "string" ? { path: route } : route;
    const rules: (readonly [broken: boolean, rule: string, got: unknown, fix: string])[] = [
      [isPublic === true && scopes !== undefined, "must not be public and ask for scopes", scopes, open],
      [
        kind === "web" && (scopes !== undefined || isPublic === false),
        "must be public in a module of the kind web",
        scopes ?? isPublic,
        "A browser has no token before its first page; use kind: service, or move the path to a service.",
      ],
      [
        kind !== "web" && path === "/",
        "must not be / in a service",
        path,
        "Only a front end (kind: web) takes what is left.",
      ],
      [
        path.split("/")[1] === stageName,
        `must not begin with /${stageName}`,
        path,
        "The API itself writes that before a path; choose another.",
      ],
      [
        pathPattern(path).length > quotas.conditionValueLength,
        `must be shorter: the load balancer takes ${quotas.conditionValueLength} characters, a dot counted twice`,
        path,
        "Shorten it.",
      ],
      [
        authentication === "cognito" && (scopes ?? []).some((scope) => scope.includes("/")),
        "must not ask Cognito for a scope with a slash",
        scopes,
        "Leave out what stands before it; Cognito puts its own name there.",
      ],
    ];
    return rules
      .filter(([broken]) => broken)
      .map(([, rule, got, fix]) => at(`routes[${index}]`, rule, got, fix));
  });
  if (listenerPriority !== undefined && answersEverything({ routes }))
    faults.push(
      at(
        "listenerPriority",
        "must not be set where / is answered",
        listenerPriority,
        "It comes last; remove the key.",
      ),
    );
  return faults;
}

function sizeFaults({ size }: ModuleConfig, at: At): Fault[] {
  const memory = fargateMemoryMiB(size.cpu);
  if (memory.length === 0)
    return [
      at(
        "size.cpu",
        `must be one of ${fargateCpuUnits.join(", ")}`,
        size.cpu,
        "Fargate has no other sizes; 1024 units are one vCPU.",
      ),
    ];
  if (memory.includes(size.memoryMiB)) return [];
  const choice =
    memory.length <= 5
      ? memory.join(", ")
      : `${memory[0]} to ${memory.at(-1)} in steps of ${memory[1]! - memory[0]!}`;
  return [
    at(
      "size.memoryMiB",
      `must be ${choice} when cpu is ${size.cpu}`,
      size.memoryMiB,
      "Choose one of them, or another cpu.",
    ),
  ];
}

function scalingFaults({ scaling, capacity }: ModuleConfig, at: At): Fault[] {
  const faults: Fault[] = [];
  if (scaling.max < scaling.min)
    faults.push(
      at(
        "scaling.max",
        `must be at least scaling.min (${scaling.min})`,
        scaling.max,
        "Raise max or lower min.",
      ),
    );
  if (capacity.onDemandBase > scaling.max)
    faults.push(
      at(
        "capacity.onDemandBase",
        `must be at most scaling.max (${scaling.max})`,
        capacity.onDemandBase,
        "Lower it, or raise scaling.max.",
      ),
    );
  return faults;
}

function healthFaults({ health }: ModuleConfig, at: At): Fault[] {
  return health.timeoutSeconds < health.intervalSeconds
    ? []
    : [
        at(
          "health.timeoutSeconds",
          `must be less than health.intervalSeconds (${health.intervalSeconds})`,
          health.timeoutSeconds,
          "Lower it, or check less often.",
        ),
      ];
}

function containerFaults({ container, environment }: ModuleConfig, at: At): Fault[] {
  const faults = Object.keys(environment)
    .filter((variable) => reservedVariables.test(variable))
    .map((variable) =>
      at(
        `environment.${variable}`,
        "is a name that the platform sets",
        environment[variable],
        "Choose another name.",
      ),
    );
  // The task definition as a whole may have this much, and it holds more than the settings.
  const most = quotas.taskDefinitionBytes / 2;
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes > most)
    faults.push(
      at(
        "environment",
        `must have at most ${most} bytes as JSON`,
        bytes,
        "Keep large settings in the bucket.",
      ),
    );
  if (container.exec && container.readOnlyRootFilesystem)
    faults.push(
      at(
        "container.exec",
        "needs a writable root filesystem",
        true,
        "Write readOnlyRootFilesystem: false, or exec: false.",
      ),
    );
  return faults;
}
