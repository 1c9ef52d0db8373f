import { drop, type Edit, set } from "./edit";
import {
  alarms,
  allowedNames,
  apiServedAnew,
  apiWithModule,
  create,
  plainModule,
  remove,
  replace,
  targetAlarms,
  update,
} from "./steps";

const stack = "dev";
/** A second load balancer, and what watches it. */
const secondLoadBalancer: readonly string[] = create(
  "lb/listener:Listener platform-2",
  "lb/loadBalancer:LoadBalancer platform-2",
  ...alarms("platform-alb-2", "errors", "rejections"),
);
const methods = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

/** What stands at the edge for one client. */
const client = (name: string): string[] => [
  `apigateway/apiKey:ApiKey edge-${name}`,
  `apigateway/usagePlan:UsagePlan edge-${name}`,
  `apigateway/usagePlanKey:UsagePlanKey edge-${name}`,
  `cognito/userPoolClient:UserPoolClient edge-${name}`,
];

/** What a client holds, and does not get back. */
const heldBy = (name: string): string[] => [
  `aws:apigateway/apiKey:ApiKey edge-${name}`,
  `aws:cognito/userPoolClient:UserPoolClient edge-${name}`,
];

/** A module and its scope go, so no client may ask for it any more. */
export const planningLeaves: Edit["edit"] = (file) => {
  drop("modules.planning")(file);
  set("edge.clients.back-office.scopes", ["manufacturing.invoke"])(file);
};

/** What modules say of their routes. */
export const apiEdits: readonly Edit[] = [
  {
    name: "a scope of a route",
    stack,
    by: "alone",
    edit: set("modules.planning.routes", [
      { path: "/planning", scopes: ["planning.invoke", "planning.admin"] },
    ]),
    expected: apiWithModule,
  },
  {
    name: "a route that is open to everybody",
    stack,
    by: "alone",
    edit: (file) => {
      set("modules.manufacturing.routes", [{ path: "/manufacturing", public: true }])(file);
      set("edge.clients.back-office.scopes", ["planning.invoke"])(file);
    },
    expected: [...apiWithModule, ...update("cognito/userPoolClient:UserPoolClient edge-back-office")],
  },
  {
    name: "limits of a module",
    stack,
    by: "alone",
    edit: set("modules.planning.throttle", { requestsPerSecond: 5, burst: 10 }),
    expected: create(
      ...["planning", "planning/{proxy+}"].flatMap((path) =>
        methods.map((method) => `apigateway/methodSettings:MethodSettings edge-${path}/${method}`),
      ),
    ),
  },
  {
    name: "a front end behind a second load balancer",
    stack,
    by: "alone",
    edit: set("modules.shop", {
      owner: "shop@example.com",
      kind: "web",
      routes: ["/"],
      loadBalancer: 2,
    }),
    // Nobody needs a token, so there is no new scope.
    expected: [...create(...plainModule("shop")), ...secondLoadBalancer, ...apiServedAnew],
  },
  {
    name: "a module that moves to a second load balancer",
    stack,
    by: "alone",
    edit: set("modules.planning.loadBalancer", 2),
    expected: [
      ...secondLoadBalancer,
      ...replace("lb/listenerRule:ListenerRule planning", "lb/targetGroup:TargetGroup planning"),
      ...update(
        ...alarms("planning", "release-errors"),
        ...targetAlarms("planning"),
        "ecs/service:Service planning",
      ),
      ...apiServedAnew,
    ],
  },
];

export const clientEdits: readonly Edit[] = [
  {
    name: "a client more",
    stack,
    by: "alone",
    edit: set("edge.clients.partner", {
      kind: "machine",
      scopes: ["support.invoke"],
      requestsPerSecond: 1,
      burst: 2,
      requestsPerDay: 100,
    }),
    expected: create(...client("partner")),
  },
  {
    name: "a client less",
    stack,
    by: "together",
    edit: drop("edge.clients.help-desk"),
    expected: remove(...client("help-desk")),
    gone: heldBy("help-desk"),
  },
  {
    name: "no client at all, so that nobody needs a key",
    stack,
    by: "alone",
    edit: set("edge.clients", {}),
    expected: [...remove(...client("back-office"), ...client("help-desk")), ...apiServedAnew],
    gone: [...heldBy("back-office"), ...heldBy("help-desk")].sort(),
  },
  {
    name: "other limits of a client",
    stack,
    by: "together",
    edit: set("edge.clients.back-office.requestsPerDay", 9000),
    expected: update("apigateway/usagePlan:UsagePlan edge-back-office"),
  },
  {
    name: "another scope of a client",
    stack,
    by: "together",
    edit: set("edge.clients.back-office.scopes", [
      "planning.invoke",
      "manufacturing.invoke",
      "support.invoke",
    ]),
    expected: update("cognito/userPoolClient:UserPoolClient edge-back-office"),
  },
  {
    name: "another page that people come back to",
    stack,
    by: "together",
    edit: set("edge.clients.help-desk.returnUrls", ["http://localhost:4000"]),
    expected: update("cognito/userPoolClient:UserPoolClient edge-help-desk"),
  },
];

/** What holds for every caller. */
export const doorEdits: readonly Edit[] = [
  {
    name: "limits of every method",
    stack,
    by: "together",
    edit: set("edge.throttle", { requestsPerSecond: 80, burst: 160 }),
    expected: update("apigateway/methodSettings:MethodSettings edge-all"),
  },
  {
    name: "a firewall that blocks",
    stack,
    by: "together",
    edit: set("edge.waf.mode", "block"),
    expected: update("wafv2/webAcl:WebAcl edge"),
  },
  {
    name: "another limit of the firewall",
    stack,
    by: "together",
    edit: set("edge.waf.requestsPerFiveMinutes", 500),
    expected: update(...alarms("edge-api", "blocks"), "wafv2/webAcl:WebAcl edge"),
  },
  {
    name: "pages of another origin",
    stack,
    by: "alone",
    edit: set("edge.cors", { origin: "https://app.example.com" }),
    expected: [...update("lb/listener:Listener platform"), ...apiServedAnew],
  },
  {
    name: "longer records of the API",
    stack,
    by: "together",
    edit: set("edge.logRetentionDays", 30),
    expected: update(
      "cloudwatch/logGroup:LogGroup edge-access",
      "cloudwatch/logGroup:LogGroup edge-firewall",
    ),
  },
  {
    name: "the role that the account gives API Gateway, made by somebody else",
    stack,
    by: "together",
    edit: set("account.apiGatewayLogs", false),
    expected: remove(
      "apigateway/account:Account account-api-logs",
      "iam/role:Role account-api-logs",
      "iam/rolePolicy:RolePolicy account-api-logs",
    ),
  },
  {
    name: "another issuer of tokens",
    stack,
    by: "alone",
    edit: (file) => {
      set("edge.authentication", { issuer: "https://id.example.com", audience: ["api"] })(file);
      drop("edge.clients.back-office.scopes")(file);
      drop("edge.clients.help-desk.scopes")(file);
      drop("edge.clients.help-desk.returnUrls")(file);
    },
    expected: [
      ...create(
        "cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy privacy-edge-authorizer",
        "cloudwatch/logGroup:LogGroup edge-authorizer",
        "cloudwatch/logMetricFilter:LogMetricFilter edge-authorizer",
        ...alarms("edge-authorizer", "failures", "throttles"),
        "iam/role:Role edge-authorizer",
        "iam/role:Role edge-calls-authorizer",
        "iam/rolePolicy:RolePolicy edge-authorizer",
        "iam/rolePolicy:RolePolicy edge-calls-authorizer",
        "kms/alias:Alias edge-subjects",
        "kms/key:Key edge-subjects",
        "lambda/function:Function edge-authorizer",
      ),
      ...remove(
        "cognito/resourceServer:ResourceServer edge",
        "cognito/userPool:UserPool edge",
        "cognito/userPoolClient:UserPoolClient edge-back-office",
        "cognito/userPoolClient:UserPoolClient edge-help-desk",
        "cognito/userPoolDomain:UserPoolDomain edge",
      ),
      ...update(allowedNames),
      ...apiServedAnew,
    ],
    // Keys are none of the issuer's, and stay.
    gone: [
      "aws:cognito/userPool:UserPool edge",
      "aws:cognito/userPoolClient:UserPoolClient edge-back-office",
      "aws:cognito/userPoolClient:UserPoolClient edge-help-desk",
    ],
  },
];

/** The name of the API, and how the way to the modules is encrypted. */
export const domainEdits: readonly Edit[] = [
  {
    name: "a domain",
    stack,
    by: "alone",
    edit: set("edge.domain", { name: "api.dev.example.com", hostedZoneId: "Z0123456789EXAMPLE" }),
    expected: [
      ...create(
        "acm/certificate:Certificate certificate",
        "acm/certificateValidation:CertificateValidation certificate",
        "ai-platform:certificate:DomainCertificate certificate",
        "apigateway/basePathMapping:BasePathMapping edge",
        "apigateway/domainName:DomainName edge",
        "route53/record:Record certificate-proof",
        "route53/record:Record edge",
      ),
      ...update(
        allowedNames,
        "lb/listener:Listener platform",
        "vpc/securityGroupEgressRule:SecurityGroupEgressRule edge-link-to-alb",
        "vpc/securityGroupIngressRule:SecurityGroupIngressRule edge-alb-from-link",
      ),
      ...apiServedAnew,
    ],
  },
  {
    name: "another domain",
    stack: "prod",
    by: "alone",
    edit: set("edge.domain.name", "ai.example.com"),
    // The new certificate is proved and in use before the old one goes.
    expected: [
      ...replace(
        "acm/certificate:Certificate certificate",
        "acm/certificateValidation:CertificateValidation certificate",
        "apigateway/basePathMapping:BasePathMapping edge",
        "apigateway/domainName:DomainName edge",
        "route53/record:Record certificate-proof",
        "route53/record:Record edge",
      ),
      ...update(allowedNames, "lb/listener:Listener platform"),
      ...apiServedAnew,
    ],
  },
  {
    name: "certificates of clients",
    stack: "prod",
    by: "together",
    edit: set("edge.mutualTls", { truststoreUri: "s3://example-trust/clients.pem", truststoreVersion: "v1" }),
    expected: update("apigateway/domainName:DomainName edge"),
  },
];
