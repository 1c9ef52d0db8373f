import type { ApiArgs, ApiRoute, Authorizer } from "../../../components/edge/openApi";

const elb = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app";

export const loadBalancers = { 1: `${elb}/one/1`, 2: `${elb}/two/2` } as const;

export const authorizers: Readonly<Record<Authorizer["kind"], Authorizer>> = {
  cognito: {
    kind: "cognito",
    userPoolArn: "arn:aws:cognito-idp:ap-northeast-2:123456789012:userpool/ap-northeast-2_a",
  },
  issuer: {
    kind: "issuer",
    invokeArn: "arn:aws:apigateway:ap-northeast-2:lambda:path/2015-03-31/functions/f/invocations",
    roleArn: "arn:aws:iam::123456789012:role/caller",
  },
};

/** A route behind the first load balancer, closed by the module's own scope. */
export function routeTo(path: string, change: Partial<ApiRoute> = {}): ApiRoute {
  return {
    path,
    module: "planning",
    scopes: ["planning.invoke"],
    longestResponseSeconds: 300,
    loadBalancerArn: loadBalancers[1],
    ...change,
  };
}

export function apiArgs(change: Partial<ApiArgs> = {}): ApiArgs {
  return {
    title: "ai-platform-test",
    routes: [routeTo("/planning")],
    authorizer: authorizers.cognito,
    vpcLinkId: "link-1",
    origin: "https://api.example.com",
    keys: false,
    allowedOrigin: undefined,
    ...change,
  };
}

/** Two versions of a module, which may stand behind different load balancers. */
const versions = (second: 1 | 2): ApiRoute[] => [
  routeTo("/v1/planning", { module: "planning-v1" }),
  routeTo("/v2/planning", {
    module: "planning-v2",
    scopes: ["planning.invoke", "plans"],
    longestResponseSeconds: 900,
    loadBalancerArn: loadBalancers[second],
  }),
];
const web = routeTo("/", { module: "web", scopes: [] });
const status = routeTo("/status", { module: "status", scopes: [], longestResponseSeconds: 1 });

const yesAndNo = [true, false] as const;

/** Every kind of API that a stack file can ask for, by name. */
export const everyKind: ReadonlyMap<string, ApiArgs> = new Map(
  Object.values(authorizers).flatMap((authorizer) =>
    yesAndNo.flatMap((keys) =>
      [undefined, "*", "https://app.example.com"].flatMap((allowedOrigin) =>
        yesAndNo.flatMap((front) =>
          yesAndNo.flatMap((open) =>
            ([1, 2] as const).map((second): [string, ApiArgs] => [
              [
                authorizer.kind,
                keys ? "with keys" : "without keys",
                `pages of ${allowedOrigin ?? "no other origin"}`,
                ...(front ? ["a front end"] : []),
                ...(open ? ["a public path"] : []),
                `${second} load balancer(s)`,
              ].join(", "),
              apiArgs({
                authorizer,
                keys,
                allowedOrigin,
                routes: [...versions(second), ...(front ? [web] : []), ...(open ? [status] : [])],
              }),
            ]),
          ),
        ),
      ),
    ),
  ),
);
