import { isExternal, providersOf } from "../../../../infra/aiProviders";
import type { GraphNode } from "../../../../simulator/graph";
import { below, type Facts, isOutside, moduleOf, standsFor } from "../facts";
import { along, type Box, type Flow, merged, type Part } from "../picture";
import type { Network } from "./network";

/** AI services, of AWS and on the internet, with the way of each module to them. */
export function providersPart(facts: Facts, { wayTo }: Network): Part {
  const { config, words } = facts;
  const boxes = new Map<string, Box>();
  const flows: Flow[] = [];
  for (const name of Object.keys(config.modules).sort()) {
    const module = config.modules[name]!;
    for (const provider of providersOf(module)) {
      const { models, endpoints } = provider;
      const service = models ? "bedrock-runtime" : endpoints ? "sagemaker.runtime" : undefined;
      if (service === undefined && !isExternal(provider)) continue;
      const id = service === undefined ? `provider:${provider.name}` : provider.name;
      const before = boxes.get(id);
      boxes.set(id, {
        id,
        kind: "ai",
        parent: service === undefined ? "called" : "ai",
        title: titles[provider.name] ?? provider.name,
        lines: service === undefined ? provider.domains : [],
        note: [...(before?.note?.split(", ") ?? []), name].join(", "),
        urns: [],
        ...(service === undefined ? { crowd: { id: "providers", title: words.providers, line: "" } } : {}),
      });
      const way = isOutside(module) ? [] : wayTo(service);
      flows.push(...along([`module:${name}`, ...way, id], "ai", [name]));
    }
  }
  return { boxes: [...boxes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), flows: merged(flows) };
}

/** As the companies write themselves. */
const titles: Readonly<Record<string, string>> = {
  anthropic: "Anthropic",
  "azure-openai": "Azure OpenAI",
  bedrock: "Amazon Bedrock",
  cohere: "Cohere",
  google: "Google Gemini",
  mistral: "Mistral AI",
  openai: "OpenAI",
  sagemaker: "Amazon SageMaker",
};

/** The load balancers, and who calls through them. */
export function balancersPart(facts: Facts): Part {
  const { graph, words } = facts;
  const balancers = graph.ofType("aws:lb/loadBalancer:LoadBalancer");
  const flows: Flow[] = [];
  const boxes = balancers.map((node): Box => {
    const module = moduleOf(facts, node);
    const rules = rulesOf(facts, node);
    const id = `balancer:${node.name}`;
    const called = module === undefined ? rules.map((rule) => moduleOf(facts, rule)!) : [module];
    const from = module === undefined ? "api" : "company-callers";
    flows.push(
      ...along([from, id], "request"),
      ...called.flatMap((name) => along([id, `module:${name}`], "request", [name])),
    );
    return {
      id,
      kind: "network",
      parent: "private",
      title: module === undefined ? words.loadBalancer : words.networkLoadBalancer,
      lines: [
        module === undefined
          ? `${words.privateLink}, ${words.paths(rules.length)}`
          : words.port(facts.config.modules[module]!.port),
      ],
      zones: facts.zonesOf(node.inputs.subnets),
      ...standsFor(facts, [node]),
    };
  });
  return { boxes, flows };
}

/** A rule names its listener, and that its load balancer. */
function rulesOf({ graph }: Facts, balancer: GraphNode): GraphNode[] {
  const listeners = graph
    .ofType("aws:lb/listener:Listener")
    .filter(({ inputs }) => inputs.loadBalancerArn === balancer.outputs.arn)
    .map(({ outputs }) => outputs.arn);
  const all = graph
    .ofType("aws:lb/listenerRule:ListenerRule")
    .filter(({ inputs }) => listeners.includes(inputs.listenerArn));
  const modules = new Set<string | undefined>();
  return all.filter((rule) => {
    const { name } = graph.lineage(rule).at(-1)!;
    const first = !modules.has(name);
    modules.add(name);
    return first;
  });
}

/** The company's own network: who calls from there, what stands there, and which modules run there. */
export function companyPart(facts: Facts): Part {
  const { config, words } = facts;
  const modules = Object.entries(config.modules);
  const balancers = below(facts, "aws:lb/loadBalancer:LoadBalancer", "ai-platform:container:ContainerModule");
  const ranges = balancers.flatMap((node) => config.modules[moduleOf(facts, node)!]!.allowedCidrs);
  const systems = modules.flatMap(([name, { outbound }]) => outbound.map((system) => ({ name, ...system })));
  const boundary = (id: string): Box => ({
    id,
    kind: "boundary",
    title: words.company,
    lines: [],
    urns: [],
  });
  const callers: Box = {
    id: "company-callers",
    kind: "outside",
    parent: "company",
    title: words.companyCallers,
    lines: [...new Set(ranges)],
    urns: [],
  };
  const boxes = new Map(
    systems.map(({ cidr, port, description }): [string, Box] => {
      const id = `system:${cidr}:${port}`;
      const lines = [`${cidr}, ${words.port(port)}`];
      return [id, { id, kind: "outside", parent: "company-systems", title: description, lines, urns: [] }];
    }),
  );
  const hosts = modules.some(([, module]) => isOutside(module));
  return {
    boxes: [
      ...(ranges.length > 0 ? [boundary("company"), callers] : []),
      ...(systems.length > 0 || hosts ? [boundary("company-systems")] : []),
      ...boxes.values(),
    ],
    flows: systems.flatMap(({ name, cidr, port }) =>
      along([`module:${name}`, `system:${cidr}:${port}`], "call", [name]),
    ),
  };
}
