import { costs, node, type Fields } from "./cases";

describe("cost of the edge", () => {
  const api = (inputs: Fields = {}, name?: string) =>
    node("aws:apigateway/restApi:RestApi", inputs, {}, name);
  const [requests, out] = ["API requests (assumed)", "GB from the API to the Internet (assumed)"];

  costs("an API by its requests and answers", [api({ endpointConfiguration: { types: "REGIONAL" } })], {
    usd: { [requests]: 2 * 3.5, [out]: 10 * 0.126 },
    unverified: [requests],
  });
  costs("one of two APIs, which share the traffic", [api(), api({}, "other")], {
    usd: { [requests]: 3.5, [out]: 5 * 0.126 },
  });
  costs("no way out for a private API", [api({ endpointConfiguration: { types: "PRIVATE" } })], {
    usd: { [requests]: 2 * 3.5 },
  });

  const stage = (inputs: Fields) => node("aws:apigateway/stage:Stage", inputs);
  costs("nothing for a stage", [stage({ cacheClusterEnabled: false, xrayTracingEnabled: false })], {});
  costs("no guess at a cache", [stage({ cacheClusterEnabled: true })], {
    notPriced: ["no price for the cache of an API stage"],
  });
  costs("no guess at the traces of a stage", [stage({ xrayTracingEnabled: true })], {
    notPriced: ["no price for X-Ray traces"],
  });
  const settings = (inputs: Fields) =>
    node("aws:apigateway/methodSettings:MethodSettings", { methodPath: "*/*", settings: inputs });
  costs("nothing for limits and logs of methods", [settings({ loggingLevel: "ERROR" })], {});
  costs("no guess at metrics of methods", [settings({ metricsEnabled: true })], {
    notPriced: ["the price of detailed API metrics depends on the methods that are called"],
  });

  const firewall = (inputs: Fields, name?: string) => node("aws:wafv2/webAcl:WebAcl", inputs, {}, name);
  const managed = (name: string, vendorName = "AWS") => ({
    statement: { managedRuleGroupStatement: { name, vendorName } },
  });
  const rate = { statement: { rateBasedStatement: { limit: 1000 } } };
  const [acl, rules, seen] = ["web ACL", "web ACL rules", "requests seen by the firewall (assumed)"];
  const bare = { [acl]: 5, [seen]: 2 * 0.6 };
  costs(
    "a web ACL, its rules and its requests",
    [firewall({ rules: [rate, managed("AWSManagedRulesCommonRuleSet")] })],
    { usd: { ...bare, [rules]: 2 }, unverified: [] },
  );
  costs("one of two web ACLs, which share the requests", [firewall({}), firewall({}, "other")], {
    usd: { [acl]: 5, [seen]: 0.6 },
  });
  costs(
    "no guess at rule groups with a fee of their own",
    [firewall({ rules: [managed("AWSManagedRulesBotControlRuleSet"), managed("F5Rules", "F5")] })],
    {
      usd: { ...bare, [rules]: 2 },
      notPriced: [
        "no price for the rule group AWSManagedRulesBotControlRuleSet",
        "no price for the rule group F5Rules",
      ],
    },
  );
  costs(
    "no guess at rules in JSON and larger bodies",
    [firewall({ ruleJson: "[]", associationConfig: {} })],
    {
      usd: bare,
      notPriced: [
        "the rules of the web ACL are given as JSON, which is not read",
        "no price for the inspection of larger bodies",
      ],
    },
  );
  const logging = (arn: unknown) =>
    node("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", { logDestinationConfigs: [arn] });
  const delivery = { notPriced: ["no price for the delivery of firewall logs to S3 or Firehose"] };
  costs(
    "logs of the firewall at their log group",
    [logging("arn:aws:logs:ap-northeast-2:1:log-group:a")],
    {},
  );
  costs("no guess at firewall logs to a bucket", [logging("arn:aws:s3:::aws-waf-logs-a")], delivery);
  costs("no guess at firewall logs to somewhere", [logging(undefined)], delivery);

  const pool = (inputs: Fields, name?: string) => node("aws:cognito/userPool:UserPool", inputs, {}, name);
  const users = (tier: string) => `Cognito ${tier} users beyond the free ones (assumed)`;
  const tokens = "Cognito machine tokens (assumed)";
  costs("a user pool of the default tier", [pool({})], {
    usd: { [users("Essentials")]: 2_000 * 0.015, [tokens]: 2.25 },
    unverified: [users("Essentials"), tokens],
  });
  costs("a user pool of the tier Lite", [pool({ userPoolTier: "LITE" })], {
    usd: { [users("Lite")]: 2_000 * 0.0055, [tokens]: 2.25 },
  });
  costs("a user pool of the tier Plus, which has no free users", [pool({ userPoolTier: "PLUS" })], {
    usd: { [users("Plus")]: 12_000 * 0.02, [tokens]: 2.25 },
  });
  costs("no guess at another tier", [pool({ userPoolTier: "GOLD" })], {
    usd: { [tokens]: 2.25 },
    notPriced: ["no price for Cognito users of the tier GOLD"],
  });
  costs("nothing for few people and no machines", [pool({})], {
    assumptions: { monthlyActiveUsers: 10_000, machineTokensPerMonth: 0 },
  });
  costs("one of two user pools, which share the people", [pool({}), pool({}, "other")], {
    usd: { [users("Essentials")]: 1_000 * 0.015, [tokens]: 1.125 },
  });

  const authorizer = (inputs: Fields, name?: string) =>
    node("aws:lambda/function:Function", inputs, {}, name);
  const calls = "authorizer requests, one of ten of the API's (assumed)";
  const time = (architecture: string) => `authorizer ${architecture} GB-seconds, 50 ms a request (assumed)`;
  costs("an authorizer on ARM", [authorizer({ memorySize: 512, architectures: ["arm64"] }), api()], {
    usd: { [calls]: 0.2 * 0.2, [time("ARM")]: 200_000 * 0.05 * 0.5 * 0.0000133334 },
    unverified: [calls, time("ARM")],
  });
  costs("an authorizer as AWS makes it by default", [authorizer({}), api()], {
    usd: { [calls]: 0.2 * 0.2, [time("x86")]: 200_000 * 0.05 * 0.125 * 0.0000166667 },
  });
  costs("one of two authorizers", [authorizer({ memorySize: 1024 }), authorizer({}, "other"), api()], {
    usd: { [calls]: 0.1 * 0.2, [time("x86")]: 100_000 * 0.05 * 0.0000166667 },
  });
  costs("no guess at the traces of a function", [authorizer({ tracingConfig: { mode: "Active" } }), api()], {
    usd: { [calls]: 0.2 * 0.2, [time("x86")]: 200_000 * 0.05 * 0.125 * 0.0000166667 },
    notPriced: ["no price for X-Ray traces"],
  });
  costs("no guess at a function without an API", [authorizer({})], {
    notPriced: ["without an API nothing says how often the function runs"],
  });

  const free = [
    "aws:apigateway/account:Account",
    "aws:apigateway/apiKey:ApiKey",
    "aws:apigateway/basePathMapping:BasePathMapping",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/domainName:DomainName",
    "aws:apigateway/usagePlan:UsagePlan",
    "aws:apigateway/usagePlanKey:UsagePlanKey",
    "aws:apigatewayv2/vpcLink:VpcLink",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:cognito/resourceServer:ResourceServer",
    "aws:cognito/userPoolClient:UserPoolClient",
    "aws:cognito/userPoolDomain:UserPoolDomain",
    "aws:lambda/permission:Permission",
    "aws:route53/record:Record",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
  ];
  for (const type of free) costs(`nothing for ${type}`, [node(type)], {});

  const certificate = (inputs: Fields) => node("aws:acm/certificate:Certificate", inputs);
  costs("nothing for a certificate", [certificate({ domainName: "api.example.com" })], {});
  costs("no guess at a certificate to take away", [certificate({ options: { export: "ENABLED" } })], {
    notPriced: ["no price for a certificate that can be exported"],
  });
});
