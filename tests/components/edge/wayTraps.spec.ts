import { expect } from "chai";
import { PlatformTier, type PlatformTierArgs } from "../../../components/platform/PlatformTier";
import { timeoutChain } from "../../../infra/timeouts";
import {
  alarms,
  build,
  certificate,
  key,
  moduleConfig,
  network,
  platformConfig,
  scope,
} from "../../support/fixtures";
import { only } from "../../support/harness";
import { newModule, type ModuleArgs } from "../container/newModule";
import { apiOf, edge, type EdgeArgs, kinds, operationsOf } from "./newEdge";

const graphOf = async (change: EdgeArgs = {}) => (await edge(change)).graph;
const moduleOf = async (change: ModuleArgs = {}) => (await build(() => newModule("planning", change))).graph;
const platformOf = async (change: Partial<PlatformTierArgs> = {}) => {
  const own = { loadBalancers: [1], testedLoadBalancers: [] };
  const args = {
    scope: scope(),
    network: network(),
    logsKey: key("logs"),
    alarms: alarms(),
    ...own,
    ...change,
  };
  return (await build(() => new PlatformTier("platform", { ...platformConfig(), ...args }))).graph;
};

interface Rule {
  readonly conditions: readonly { readonly pathPattern: { readonly regexValues: readonly string[] } }[];
  readonly transforms: readonly {
    readonly urlRewriteConfig: { readonly rewrite: { readonly regex: string; readonly replace: string } };
  }[];
}

describe("traps on the way from the API to a module", () => {
  const ways: Readonly<Record<string, [sent: string, seen: string | undefined][]>> = {
    "/planning": [
      ["/live/planning/x", "/planning/x"],
      ["/planning/x", "/planning/x"],
      ["/live/planning", "/planning"],
      ["/planning", "/planning"],
      ["/live/planning/live/x", "/planning/live/x"],
      ["/planning/live/x", "/planning/live/x"],
      ["/live/planning?at=/live/x", "/planning?at=/live/x"],
      ["/live/planning/x%2Fy?a=1&b=2", "/planning/x%2Fy?a=1&b=2"],
      ["/live/planningx", undefined],
      ["/planningx", undefined],
      ["/lives/planning", undefined],
      ["/other/planning", undefined],
      ["/live/live/planning", undefined],
    ],
    "/v1.2/plans": [
      ["/live/v1.2/plans/7", "/v1.2/plans/7"],
      ["/v1x2/plans", undefined],
      ["/v1.2", undefined],
    ],
    "/": [
      ["/live", "/"],
      ["/live/", "/"],
      ["/live?a=1", "/?a=1"],
      ["/live/?a=/live/b", "/?a=/live/b"],
      ["/", "/"],
      ["/live/a/b", "/a/b"],
      ["/a/b", "/a/b"],
      ["/livestock", "/livestock"],
      ["/a/live/b", "/a/live/b"],
    ],
  };
  for (const [route, requests] of Object.entries(ways))
    it(`the stage name is prepended to the backend path: ${route} gets what its callers wrote`, async () => {
      const graph = await moduleOf({ routes: [route], kind: route === "/" ? "web" : "service" });
      const rule = only(graph, "aws:lb/listenerRule:ListenerRule").inputs as unknown as Rule;
      const [, { pathPattern }] = rule.conditions as [unknown, Rule["conditions"][0]];
      const [{ urlRewriteConfig }] = rule.transforms as [Rule["transforms"][0]];
      const { regex, replace } = urlRewriteConfig.rewrite;
      // The load balancer knows no groups with a question mark, that is no lookahead or lookbehind.
      for (const pattern of [...pathPattern.regexValues, regex]) expect(pattern).to.not.contain("(?");
      for (const [sent, seen] of requests) {
        const [path] = sent.split("?") as [string];
        const matched = pathPattern.regexValues.some((pattern) => new RegExp(pattern).test(path));
        expect(matched ? sent.replace(new RegExp(regex), replace) : undefined, sent).to.equal(seen);
      }
    });

  it("API and load balancer disagree on a path: none leads to a module that the API did not choose", async () => {
    for (const { path, method, integration } of operationsOf(apiOf(await graphOf()))) {
      if (integration.type === "mock") continue;
      const { requestParameters } = integration as unknown as { requestParameters: Record<string, string> };
      // In quotes it is text, which replaces what a client sends under that name.
      const module = requestParameters["integration.request.header.X-Edge-Module"];
      expect(module, `${method} ${path}`).to.match(/^'[a-z][a-z0-9-]*'$/);
    }
    const rule = only(await moduleOf(), "aws:lb/listenerRule:ListenerRule").inputs;
    expect(rule.conditions).to.deep.include({
      httpHeader: { httpHeaderName: "X-Edge-Module", values: ["planning"] },
    });
  });

  it("uri only sets Host and scheme, integrationTarget is the load balancer's ARN, not the listener's", async () => {
    for (const [change, origin] of [
      [{}, "http://modules.internal"],
      [{ certificate: certificate() }, "https://test.example.com"],
    ] as const)
      for (const { integration } of operationsOf(apiOf(await graphOf(change)))) {
        expect(new URL(String(integration.uri)).origin).to.equal(origin);
        expect(integration.integrationTarget).to.match(/:loadbalancer\/app\/alb\/[12]$/);
      }
  });

  it("reverting STREAM needs an explicit BUFFERED: every operation says its mode or is a mock", async () => {
    for (const change of Object.values(kinds))
      for (const { path, method, integration } of operationsOf(apiOf(await graphOf(change))))
        if (integration.type === "mock") expect(integration).to.not.have.property("responseTransferMode");
        else expect(integration.responseTransferMode, `${method} ${path}`).to.equal("STREAM");
  });

  it("target group must be attached to a listener before the service", async () => {
    const graph = await moduleOf();
    const rule = only(graph, "aws:lb/listenerRule:ListenerRule");
    expect(only(graph, "aws:ecs/service:Service").options.dependencies).to.include(rule.urn);
    expect(rule.inputs.actions).to.deep.equal([
      { type: "forward", targetGroupArn: only(graph, "aws:lb/targetGroup:TargetGroup").outputs.arn },
    ]);
  });

  it("sslPolicy default is of 2016: a listener with a certificate names a policy with TLS 1.3", async () => {
    const graph = await platformOf({ certificate: certificate(), loadBalancers: [1, 2] });
    for (const { inputs } of graph.ofType("aws:lb/listener:Listener"))
      expect(inputs).to.deep.include({
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      });
    expect(graph.ofType("aws:lb/listener:Listener")).to.have.length(2);
  });

  it("drop invalid header fields: every load balancer does", async () => {
    for (const { inputs } of (await platformOf({ loadBalancers: [1, 2] })).ofType(
      "aws:lb/loadBalancer:LoadBalancer",
    ))
      expect(inputs).to.include({ dropInvalidHeaderFields: true, desyncMitigationMode: "defensive" });
  });
});

describe("traps of time", () => {
  const seconds = [1, 120, 300, 301, 900];

  /** What stands at each hop for a module with answers of that length. */
  async function hopsOf(longestResponseSeconds: number) {
    const module = await moduleOf({ longestResponseSeconds });
    const api = apiOf(await graphOf({ modules: { planning: moduleConfig({ longestResponseSeconds }) } }));
    const task = only(module, "aws:ecs/taskDefinition:TaskDefinition").inputs.containerDefinitions;
    const [app] = JSON.parse(String(task)) as [
      { stopTimeout: number; environment: { name: string; value: string }[] },
    ];
    const service = only(module, "aws:ecs/service:Service").inputs.serviceConnectConfiguration as {
      services: [{ timeout: { idleTimeoutSeconds: number; perRequestTimeoutSeconds: number } }];
    };
    const variable = (name: string) => Number(app.environment.find((one) => one.name === name)!.value);
    const { idleTimeoutSeconds, perRequestTimeoutSeconds } = service.services[0].timeout;
    return {
      heartbeat: variable("HEARTBEAT_SECONDS"),
      keepAlive: variable("KEEP_ALIVE_SECONDS"),
      api: operationsOf(api).map(({ integration }) => integration.timeoutInMillis! / 1000),
      loadBalancerIdle: only(await platformOf(), "aws:lb/loadBalancer:LoadBalancer").inputs.idleTimeout,
      request: perRequestTimeoutSeconds,
      requestIdle: idleTimeoutSeconds,
      drain: only(module, "aws:lb/targetGroup:TargetGroup").inputs.deregistrationDelay,
      stop: app.stopTimeout,
    };
  }

  for (const longest of seconds)
    it(`T2: every hop has its own timeout, and all agree on answers of ${longest} s`, async () => {
      const { apiIdle, api, ...chain } = timeoutChain(longest);
      expect(await hopsOf(longest)).to.deep.equal({ ...chain, api: [api, api] });
      // Nothing on the way gives up before the API does, and a module that is silent is heard of in time.
      expect(chain.request).to.be.at.least(api);
      expect(chain.loadBalancerIdle).to.be.greaterThan(api);
      for (const idle of [apiIdle, chain.requestIdle, chain.loadBalancerIdle])
        expect(chain.heartbeat).to.be.lessThan(idle);
    });

  it("ALB idle timeout default of 60 s: no load balancer has it", async () => {
    const graph = await platformOf({ loadBalancers: [1, 2] });
    for (const { inputs } of graph.ofType("aws:lb/loadBalancer:LoadBalancer"))
      expect(inputs.idleTimeout).to.equal(910);
  });

  it("app keep-alive above the ALB's idle timeout", async () => {
    for (const longest of seconds) {
      const { keepAlive, loadBalancerIdle } = await hopsOf(longest);
      expect(keepAlive).to.be.greaterThan(loadBalancerIdle as number);
    }
  });

  it("Service Connect 15 s: no request between modules ends so soon", async () => {
    for (const longest of seconds) {
      const { request, requestIdle } = await hopsOf(longest);
      expect([request, requestIdle >= longest]).to.deep.equal([longest, true]);
    }
  });

  it("deregistrationDelay at least the longest stream", async () => {
    for (const longest of seconds) expect((await hopsOf(longest)).drain).to.be.at.least(longest);
  });
});
