import { providersOf } from "../../../../infra/aiProviders";
import { placeOf } from "../../../../infra/capacity";
import type { ModuleConfig } from "../../../../infra/config/schema/module";
import { hasService, isRouted } from "../../../../infra/moduleKinds";
import { routesOf } from "../../../../infra/routes";
import type { GraphNode } from "../../../../simulator/graph";
import { below, type Facts, isOutside, moduleOf, standsFor } from "../facts";
import { along, type Box, type Crowd, type Flow, type Part } from "../picture";
import type { Network } from "./network";
import { storesOf } from "./stores";

const component = "ai-platform:container:ContainerModule";

/** What runs, how calls get there, and whom it calls itself. */
export function modulesPart(facts: Facts, network: Network): Part {
  const { graph, config } = facts;
  const nodes = graph.ofType(component);
  const queues = below(facts, "aws:sqs/queue:Queue", component).filter(({ name }) => name.endsWith("-queue"));
  const calls = nodes.flatMap(({ name }) => callsOf(name, config.modules[name]!, queues, facts, network));
  return {
    boxes: [...nodes.map((node) => moduleBox(facts, node)), ...queues.map((node) => queueBox(facts, node))],
    flows: [
      ...calls,
      ...queues.flatMap((node) => {
        const name = moduleOf(facts, node)!;
        const taken = along([`queue:${name}`, `module:${name}`], "call", [name]);
        // A worker outside of AWS stands below everything.
        return taken.map((flow) =>
          isOutside(config.modules[name]!) ? flow : { ...flow, back: true as const },
        );
      }),
    ],
  };
}

function queueBox(facts: Facts, node: GraphNode): Box {
  const { words } = facts;
  const name = moduleOf(facts, node)!;
  return {
    id: `queue:${name}`,
    kind: "data",
    parent: "account",
    title: words.queue,
    lines: [words.messagesOf(name)],
    crowd: { id: "queues", title: words.queues, line: "" },
    ...standsFor(facts, [node]),
  };
}

function moduleBox(facts: Facts, node: GraphNode): Box {
  const { words, config } = facts;
  const module = config.modules[node.name]!;
  const { cpu, memoryMiB } = module.size;
  const [service] = below(facts, "aws:ecs/service:Service", component).filter(
    (one) => moduleOf(facts, one) === node.name,
  );
  const routes = routesOf(node.name, module).map(({ path }) => path);
  const jobs = Object.keys(module.jobs).length;
  const size = words.size(cpu / 1024, memoryMiB / 1024);
  const outside = isOutside(module);
  return {
    id: `module:${node.name}`,
    kind: "module",
    parent: outside ? "company-systems" : "private",
    title: node.name,
    lines: [
      hasService(module) ? words.tasks(module.scaling.min, module.scaling.max) : words.jobs(jobs),
      `${placeText(facts, module)} · ${size}`,
      ...(routes.length > 0 ? [routes.join(" ")] : []),
    ],
    note: noteOf(facts, node.name, module),
    zones: facts.zonesOf(subnetsOf(service)),
    ...standsFor(facts, [node]),
    ...(outside ? {} : { crowd: crowdOf(facts, node.name, module) }),
  };
}

function subnetsOf(service: GraphNode | undefined): unknown {
  return (service?.inputs.networkConfiguration as { readonly subnets?: unknown } | undefined)?.subnets ?? [];
}

function placeText({ words }: Facts, { capacity }: ModuleConfig): string {
  const place = placeOf(capacity);
  const where = place === "pool" ? words.place.pool(capacity.pool!) : words.place[place];
  return capacity.gpus === undefined ? where : `${where}, ${words.gpus(capacity.gpus)}`;
}

function noteOf(facts: Facts, name: string, module: ModuleConfig): string {
  const { words } = facts;
  const uses = usesOf(facts, name, module);
  return [
    ...(module.description === undefined ? [] : [module.description]),
    words.ownerIs(module.owner),
    ...(module.calls.length > 0 ? [words.calls([...module.calls].sort().join(", "))] : []),
    ...(uses.length > 0 ? [words.uses(uses.join(", "))] : []),
  ].join("\n");
}

/** Everything that it keeps and asks, in the words of their boxes. */
function usesOf(facts: Facts, name: string, module: ModuleConfig): string[] {
  return [
    ...storesOf(facts, name).map(({ title }) => title),
    ...providersOf(module)
      .filter(({ gateway }) => gateway === undefined)
      .map(({ name: provider }) => provider),
  ];
}

/** Where there are many, those stand together that are reached in the same way. */
function crowdOf(facts: Facts, name: string, module: ModuleConfig): Crowd {
  const { routed, internal, clock } = facts.words.modules;
  const calls = [...module.calls].sort().map((callee) => `→ ${callee}`);
  const line = [...usesOf(facts, name, module), ...calls].join(" · ");
  if (isRouted(module)) return { id: "modules:routed", title: routed, line };
  return module.kind === "worker" || module.kind === "job"
    ? { id: "modules:clock", title: clock, line }
    : { id: "modules:internal", title: internal, line };
}

/** A worker is not called: its caller leaves a message in the queue, from where the worker takes it. */
function callsOf(
  name: string,
  module: ModuleConfig,
  queues: readonly GraphNode[],
  facts: Facts,
  { wayTo }: Network,
): Flow[] {
  const workers = new Set(queues.map((node) => moduleOf(facts, node)));
  const own = `module:${name}`;
  return module.calls.flatMap((callee) => {
    if (!workers.has(callee)) return along([own, `module:${callee}`], "call", [name]);
    const way = isOutside(module) ? [] : wayTo("sqs");
    return along([own, ...way, `queue:${callee}`], "call", [name]);
  });
}
