import { createHash } from "node:crypto";
import { Deployment, MethodSettings, RestApi, Stage } from "@pulumi/aws/apigateway";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { logGroupName, project, stageName } from "../../infra/naming";
import { byPath, routesOf, scopeInToken } from "../../infra/routes";
import { accessLogFormat } from "./accessLog";
import type { EdgeTierArgs } from "./EdgeTier";
import { type Authorizer, openApi } from "./openApi";
import { methodSettings } from "./throttling";

export interface Api {
  readonly restApi: RestApi;
  readonly stage: Stage;
  /** Has a line for each request. */
  readonly accessLog: LogGroup;
}

interface ApiParts {
  readonly authorizer: pulumi.Output<Authorizer>;
  readonly vpcLinkId: pulumi.Output<string>;
}

interface StageParts extends Pick<Api, "restApi" | "accessLog"> {
  readonly deployment: Deployment;
}

export function createApi(name: string, args: EdgeTierArgs, parts: ApiParts, parent: pulumi.Resource): Api {
  const { certificate, scope } = args;
  const body = bodyOf(args, parts);
  const restApi = new RestApi(
    name,
    {
      name: `${project}-${scope.environment}`,
      description: `Modules of ${scope.environment}`,
      body,
      // A setting that AWS does not know would be left out in silence.
      failOnWarnings: true,
      endpointConfiguration: { types: "REGIONAL" },
      // With a name of its own, the API has one door, at which certificates are asked for.
      disableExecuteApiEndpoint: certificate !== undefined,
    },
    { parent },
  );
  // A stage serves what was deployed; without this, no change of the API would ever be served.
  const deployment = new Deployment(
    name,
    {
      restApi: restApi.id,
      triggers: { body: body.apply((text) => createHash("sha256").update(text).digest("hex")) },
    },
    { parent },
  );
  const accessLog = createAccessLog(`${name}-access`, args, parent);
  const stage = createStage(name, args, { restApi, deployment, accessLog }, parent);
  createMethodSettings(name, args, { restApi, stage }, parent);
  return { restApi, stage, accessLog };
}

function bodyOf(args: EdgeTierArgs, parts: ApiParts): pulumi.Output<string> {
  const { authentication, certificate, modules, platform, scope, cors } = args;
  return pulumi
    .all([parts.authorizer, parts.vpcLinkId, pulumi.all(platform.loadBalancers)])
    .apply(([authorizer, vpcLinkId, loadBalancers]) => {
      const routes = Object.entries(modules).flatMap(([module, config]) =>
        routesOf(module, config).map((route) => ({
          ...route,
          module,
          scopes: route.scopes.map((one) => scopeInToken(authentication, one)),
          longestResponseSeconds: config.longestResponseSeconds,
          loadBalancerArn: loadBalancers[config.loadBalancer]!.arn,
        })),
      );
      return JSON.stringify(
        openApi({
          title: `${project}-${scope.environment}`,
          routes: routes.sort(byPath),
          authorizer,
          vpcLinkId,
          origin: certificate === undefined ? "http://modules.internal" : `https://${certificate.domain}`,
          keys: Object.keys(args.clients).length > 0,
          allowedOrigin: cors === false ? undefined : cors.origin,
        }),
      );
    });
}

function createAccessLog(name: string, args: EdgeTierArgs, parent: pulumi.Resource): LogGroup {
  return new LogGroup(
    name,
    {
      name: logGroupName(args.scope.environment, "edge", "access"),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: args.logsKey.arn,
    },
    { parent },
  );
}

function createStage(
  name: string,
  args: EdgeTierArgs,
  { restApi, deployment, accessLog }: StageParts,
  parent: pulumi.Resource,
): Stage {
  return new Stage(
    name,
    {
      restApi: restApi.id,
      deployment: deployment.id,
      stageName,
      accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat(args.authentication) },
    },
    // AWS refuses a stage with access logs while the account gives it no role to write them.
    { parent, dependsOn: args.account },
  );
}

function createMethodSettings(
  name: string,
  args: EdgeTierArgs,
  { restApi, stage }: Pick<Api, "restApi" | "stage">,
  parent: pulumi.Resource,
): void {
  for (const setting of methodSettings(args.throttle, args.modules))
    new MethodSettings(
      `${name}-${setting.name}`,
      {
        restApi: restApi.id,
        stageName: stage.stageName,
        methodPath: setting.methodPath,
        settings: {
          throttlingRateLimit: setting.throttle.requestsPerSecond,
          throttlingBurstLimit: setting.throttle.burst,
          // Those of the whole API are free; one set for each method is not.
          metricsEnabled: false,
          // Its own logs would hold whole requests, and with the trace the bodies: prompts and tokens.
          loggingLevel: "OFF",
          dataTraceEnabled: false,
        },
      },
      { parent },
    );
}
