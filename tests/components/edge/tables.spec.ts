import { expect } from "chai";
import { accessLogFormat } from "../../../components/edge/accessLog";
import { firewallRules } from "../../../components/edge/firewall";
import { methodSettings } from "../../../components/edge/throttling";
import { issuer, moduleConfig } from "../../support/fixtures";

describe("accessLogFormat", () => {
  const line = (subject: string, client: string) => ({
    requestId: "$context.requestId",
    extendedRequestId: "$context.extendedRequestId",
    time: "$context.requestTimeEpoch",
    subject,
    client,
    key: "$context.identity.apiKeyId",
    method: "$context.httpMethod",
    route: "$context.resourcePath",
    status: "$context.status",
    moduleStatus: "$context.integration.status",
    milliseconds: "$context.responseLatency",
    moduleMilliseconds: "$context.integration.latency",
    bytes: "$context.responseLength",
    refusedBy: "$context.error.responseType",
    firewall: "$context.waf.status",
  });

  it("is this line with Cognito", () => {
    expect(JSON.parse(accessLogFormat("cognito"))).to.deep.equal(
      line("$context.authorizer.claims.sub", "$context.authorizer.claims.client_id"),
    );
  });

  it("is this line with an issuer of one's own, whose users have pseudonyms", () => {
    expect(JSON.parse(accessLogFormat(issuer))).to.deep.equal(
      line("$context.authorizer.subject", "$context.authorizer.client"),
    );
  });

  for (const authentication of ["cognito", issuer] as const)
    it(`is one line of what no caller wrote (${typeof authentication === "string" ? "Cognito" : "issuer"})`, () => {
      const format = accessLogFormat(authentication);
      expect(format).to.not.contain("\n");
      // The path below the route, the address, the browser's name and the key itself are the caller's.
      expect(format).to.not.match(/context\.(path|identity\.(sourceIp|userAgent|user|caller|apiKey\b))/);
      expect(format).to.not.match(/\$(input|stageVariables)|claims\.(email|username|cognito)|principalId/);
    });
});

describe("methodSettings", () => {
  const all = { requestsPerSecond: 50, burst: 100 };
  const own = { requestsPerSecond: 1, burst: 2 };
  const methods = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];
  const common = { name: "all", methodPath: "*/*", throttle: all };
  const each = (name: string, methodPath: string) =>
    methods.map((method) => ({
      name: `${name}/${method}`,
      methodPath: `${methodPath}/${method}`,
      throttle: own,
    }));
  const cases: [string, Parameters<typeof methodSettings>[1], unknown[]][] = [
    ["no module", {}, [common]],
    ["modules without limits of their own", { planning: moduleConfig() }, [common]],
    [
      "a module with its own",
      { planning: moduleConfig(), plans: moduleConfig({ routes: ["/v2/plans"], throttle: own }) },
      [common, ...each("v2/plans", "~1v2~1plans"), ...each("v2/plans/{proxy+}", "~1v2~1plans~1{proxy+}")],
    ],
    [
      "a front end with its own",
      { web: moduleConfig({ kind: "web", routes: ["/"], throttle: own }) },
      [common, ...each("", "~1"), ...each("{proxy+}", "~1{proxy+}")],
    ],
    [
      "a module of two paths",
      { plans: moduleConfig({ routes: ["/a", { path: "/b", public: true }], throttle: own }) },
      [
        common,
        ...each("a", "~1a"),
        ...each("a/{proxy+}", "~1a~1{proxy+}"),
        ...each("b", "~1b"),
        ...each("b/{proxy+}", "~1b~1{proxy+}"),
      ],
    ],
  ];
  for (const [title, modules, expected] of cases)
    it(`are these for ${title}`, () => {
      expect(methodSettings(all, modules)).to.deep.equal(expected);
    });
});

describe("firewallRules", () => {
  const visibilityConfig = (metricName: string) => ({
    metricName,
    cloudwatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
  });
  const counted = (...names: string[]) => names.map((name) => ({ name, actionToUse: { count: {} } }));
  const groups: [string, unknown[]][] = [
    ["AWSManagedRulesAmazonIpReputationList", []],
    [
      "AWSManagedRulesKnownBadInputsRuleSet",
      counted("JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"),
    ],
    [
      "AWSManagedRulesCommonRuleSet",
      counted(
        "SizeRestrictions_BODY",
        "CrossSiteScripting_BODY",
        "EC2MetaDataSSRF_BODY",
        "GenericLFI_BODY",
        "GenericRFI_BODY",
      ),
    ],
  ];

  for (const [mode, overrideAction] of [
    ["count", { count: {} }],
    ["block", { none: {} }],
  ] as const)
    it(`block too many requests of one address, and ${mode} by AWS's rules`, () => {
      expect(firewallRules({ mode, requestsPerFiveMinutes: 2000 })).to.deep.equal([
        {
          name: "requests-per-address",
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 2000 },
          },
          visibilityConfig: visibilityConfig("requests-per-address"),
        },
        ...groups.map(([name, ruleActionOverrides], index) => ({
          name,
          priority: index + 1,
          overrideAction,
          statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ruleActionOverrides } },
          visibilityConfig: visibilityConfig(name),
        })),
      ]);
    });
});
