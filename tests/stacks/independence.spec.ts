import { expect } from "chai";
import type { Graph, GraphNode } from "../../simulator/graph";
import { moduleOf } from "../support/belonging";
import {
  bytesOf,
  configOf,
  modulesOf,
  only,
  runEnvironment,
  type StackName,
  stacks,
} from "../support/harness";
import { askFor, doors, forgetScope } from "./doors";

type Given = Record<string, unknown>;
type Door = keyof typeof doors;

const newModule = {
  owner: "new@example.com",
  routes: ["/new"],
  aiProviders: ["openai"],
  data: { schema: true, bucket: true },
};

const belongsTo = (graph: Graph, node: GraphNode, modules: readonly string[]) =>
  modules.includes(moduleOf(graph, node) ?? "");

/** All but what belongs to the modules named. */
const without = (graph: Graph, ...modules: string[]): GraphNode[] =>
  graph.nodes.filter((node) => !belongsTo(graph, node, modules));

/** What belongs to the modules named. */
const own = (graph: Graph, ...modules: string[]): GraphNode[] =>
  graph.nodes.filter((node) => belongsTo(graph, node, modules));

/** Every difference between two graphs: `+ name`, `- name`, or `name property`. */
function changes(before: readonly GraphNode[], after: readonly GraphNode[]): string[] {
  const old = new Map(before.map((node) => [node.urn, node]));
  const title = ({ type, name }: GraphNode) => `${type.split(":")[2] ?? type} ${name}`;
  const changed = after.flatMap((node) => {
    const earlier = old.get(node.urn);
    old.delete(node.urn);
    if (earlier === undefined) return [`+ ${title(node)}`];
    return (["inputs", "outputs", "options"] as const).flatMap((part) => {
      const [was, is] = [earlier[part], node[part]] as Record<string, unknown>[];
      return Object.keys({ ...was, ...is })
        .filter((key) => JSON.stringify(was![key]) !== JSON.stringify(is![key]))
        .map((key) => `${title(node)} ${key}`);
    });
  });
  return [...new Set([...changed, ...[...old.values()].map((node) => `- ${title(node)}`)])].sort();
}

/** What of the edge follows a route that comes, goes or asks for something else. */
const api = ["Deployment edge triggers", "RestApi edge body"];
const knownScopes: Readonly<Record<Door, string[]>> = {
  Cognito: ["ResourceServer edge scopeIdentifiers", "ResourceServer edge scopes"],
  issuer: ["Function edge-authorizer environment"],
};
const allOf = (door: Door) => [...api, ...knownScopes[door]].sort();
const methods = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

/** A resource that names modules' own resources. */
const naming = (resource: string, property: string) => [
  `${resource} ${property}`,
  `${resource} dependencies`,
];

/** The records of who calls a bucket name every bucket. */
const recorded = (stack: StackName) =>
  configOf(stack).audit.trail ? naming("Trail audit-trail", "advancedEventSelectors") : [];

/** What shows, records, keeps quiet and stops all modules knows each by its name. */
function watching(stack: StackName): string[] {
  const { budget, observability } = configOf(stack);
  const { dashboards, quietTimes } = observability;
  return [
    ...recorded(stack),
    ...(dashboards ? naming("Dashboard observability", "dashboardBody") : []),
    ...Object.keys(quietTimes).flatMap((when) => naming(`AlarmMuteRule quiet-times-${when}`, "muteTargets")),
    ...(budget.stopAiCalls ? naming("BudgetAction budgets", "definition") : []),
  ];
}

describe("determinism", () => {
  for (const stack of stacks)
    it(`gives ${stack} byte for byte the same twice`, async () => {
      const first = await runEnvironment(configOf(stack));
      const second = await runEnvironment(configOf(stack));
      expect(bytesOf(second.nodes)).to.equal(bytesOf(first.nodes));
    });

  for (const [door, change] of Object.entries(doors))
    it(`does not depend on the order of modules and keys in the file (${door})`, async () => {
      const straight = await runEnvironment(configOf("dev", change));
      const reversed = await runEnvironment(
        configOf("dev", (given) => {
          change(given);
          const turn = (value: unknown): unknown =>
            typeof value === "object" && value !== null && !Array.isArray(value)
              ? Object.fromEntries(
                  Object.entries(value)
                    .reverse()
                    .map(([key, inner]) => [key, turn(inner)]),
                )
              : value;
          for (const section of ["modules", "edge"])
            given[`ai-platform:${section}`] = turn(given[`ai-platform:${section}`]);
        }),
      );
      expect(changes(straight.nodes, reversed.nodes)).to.deep.equal([]);
      expect(bytesOf(reversed.nodes)).to.equal(bytesOf(straight.nodes));
    });
});

/** An edit of the module planning, and what it changes of the edge and of what watches it. */
interface Edit {
  readonly what: string;
  readonly edit: (module: Record<string, unknown>) => void;
  readonly edge: (door: Door) => string[];
  readonly watched?: (stack: StackName) => string[];
}

const edits: readonly Edit[] = [
  { what: "size", edit: (m) => (m.size = { cpu: 2048, memoryMiB: 8192 }), edge: () => [] },
  { what: "scaling", edit: (m) => (m.scaling = { min: 3, max: 5 }), edge: () => [] },
  { what: "owner", edit: (m) => (m.owner = "other@example.com"), edge: () => [] },
  {
    what: "data",
    edit: (m) => (m.data = { schema: false, bucket: false, collections: false }),
    edge: () => [],
    watched: recorded,
  },
  { what: "the longest response", edit: (m) => (m.longestResponseSeconds = 900), edge: () => api },
  {
    what: "routes",
    edit: (m) => (m.routes = ["/planning", "/plans"]),
    // Its own scope opens the new path too, so that Cognito learns nothing new.
    edge: (door) => (door === "Cognito" ? api : allOf(door)),
  },
  {
    what: "scopes",
    edit: (m) => (m.routes = [{ path: "/planning", scopes: ["planning.invoke", "plans"] }]),
    // Cognito's scopes are checked by the API, those of an issuer by the function.
    edge: (door) => (door === "Cognito" ? allOf(door) : knownScopes[door]),
  },
  {
    what: "throttle",
    edit: (m) => (m.throttle = { requestsPerSecond: 1, burst: 1 }),
    edge: () =>
      ["", "/{proxy+}"]
        .flatMap((below) => methods.map((method) => `+ MethodSettings edge-planning${below}/${method}`))
        .sort(),
  },
];

describe("independence of modules", () => {
  for (const [door, behind] of [
    ["Cognito", stacks],
    ["issuer", ["dev"]],
  ] as const)
    for (const stack of behind) {
      const title = `${stack} with ${door}`;
      const run = (change: (given: Given) => void = () => undefined) =>
        runEnvironment(
          configOf(stack, (given) => {
            forgetScope(given, "manufacturing.invoke");
            doors[door](given);
            change(given);
          }),
        );
      let before_: Graph;
      before(async () => {
        before_ = await run();
      });

      it(`leaves all else of ${title} as it is when a module is added, but for what of the edge and of what watches names it`, async () => {
        const after = await run((given) => void (modulesOf(given)["aaa-new"] = newModule));
        expect(own(after, "aaa-new").length).to.be.greaterThan(20);
        expect(changes(before_.nodes, without(after, "aaa-new"))).to.deep.equal(
          [...allOf(door), ...watching(stack)].sort(),
        );
      });

      it(`leaves all else of ${title} as it is when a module is removed, but for what of the edge and of what watches named it`, async () => {
        const after = await run((given) => delete modulesOf(given).manufacturing);
        expect(after.nodes.length).to.be.lessThan(before_.nodes.length - 20);
        expect(changes(without(before_, "manufacturing"), after.nodes)).to.deep.equal(
          [...allOf(door), ...watching(stack)].sort(),
        );
      });

      it(`leaves all else of ${title} as it is when a module comes behind a second load balancer`, async () => {
        const added = { ...newModule, loadBalancer: 2 };
        const after = await run((given) => void (modulesOf(given)["aaa-new"] = added));
        expect(changes(before_.nodes, without(after, "aaa-new"))).to.deep.equal(
          [
            ...allOf(door),
            ...watching(stack),
            ...["+ Listener platform-2", "+ LoadBalancer platform-2"],
            ...["+ MetricAlarm platform-alb-2-errors", "+ MetricAlarm platform-alb-2-rejections"],
            ...["Deployment edge dependencies", "RestApi edge dependencies"],
          ].sort(),
        );
      });

      for (const { what, edit, edge, watched = () => [] } of edits)
        it(`leaves all else of ${title} as it is when ${what} of a module changes`, async () => {
          const after = await run((given) => edit(modulesOf(given).planning!));
          expect(bytesOf(after.nodes)).to.not.equal(bytesOf(before_.nodes));
          expect(changes(without(before_, "planning"), without(after, "planning"))).to.deep.equal(
            [...edge(door), ...watched(stack)].sort(),
          );
        });
    }
});

describe("two versions of a module", () => {
  const paths = (graph: Graph) => {
    const { body } = only(graph, "aws:apigateway/restApi:RestApi").inputs;
    return (JSON.parse(String(body)) as { paths: Record<string, unknown> }).paths;
  };
  for (const door of ["Cognito", "issuer"] as const)
    it(`retire apart: without /v1/planning, all of /v2/planning stays byte-identical (${door})`, async () => {
      const both = (given: Given) => {
        const modules = modulesOf(given);
        modules["planning-v2"] = { ...modules.planning!, routes: ["/v2/planning"] };
        modules.planning!.routes = ["/v1/planning"];
        askFor(given, "planning-v2.invoke");
        doors[door](given);
      };
      const before = await runEnvironment(configOf("dev", both));
      const after = await runEnvironment(
        configOf("dev", (given) => {
          both(given);
          delete modulesOf(given).planning;
        }),
      );
      const second = own(after, "planning-v2");
      expect(second.length).to.be.greaterThan(20);
      expect(bytesOf(second)).to.equal(bytesOf(own(before, "planning-v2")));
      expect(changes(without(before, "planning"), after.nodes)).to.deep.equal(allOf(door));
      const gone = ["/v1/planning", "/v1/planning/{proxy+}"];
      const was = paths(before);
      expect(was).to.include.all.keys(gone);
      expect(paths(after)).to.deep.equal(
        Object.fromEntries(Object.entries(was).filter(([path]) => !gone.includes(path))),
      );
    });
});

describe("releases", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const image = `123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/ai-platform/planning@${digest}`;

  it("change the task definition of their module and nothing else", async () => {
    const first = await runEnvironment(configOf("dev"));
    const released = await runEnvironment(configOf("dev"), {
      parameters: { "/ai-platform/dev/releases/planning": digest },
    });
    const changed = released.nodes.filter(
      (node, index) => bytesOf([node]) !== bytesOf([first.nodes[index]!]),
    );
    expect(changed.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([
      "aws:ecs/taskDefinition:TaskDefinition planning",
    ]);
    expect(String(changed[0]!.inputs.containerDefinitions)).to.contain(image);
  });

  it("of another environment are not taken", async () => {
    const graph = await runEnvironment(configOf("dev"), {
      parameters: { "/ai-platform/prod/releases/planning": digest },
    });
    expect(bytesOf(graph.nodes)).to.not.contain(digest);
  });
});
