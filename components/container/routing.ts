import { ListenerRule, TargetGroup } from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { listenerPriority } from "../../infra/listenerPriority";
import { stageName } from "../../infra/naming";
import { moduleHeader, pathPattern, routesOf } from "../../infra/routes";
import { timeoutChain } from "../../infra/timeouts";
import type { ContainerModuleArgs } from "./ContainerModule";

export interface Routing {
  readonly targetGroup: TargetGroup;
  readonly rule: ListenerRule;
}

/** Target group and listener rule. The rule is explicit, because releases other than rolling need its ARN. */
export function createRouting(
  name: string,
  args: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): Routing {
  const { health } = args;
  const targetGroup = new TargetGroup(
    name,
    {
      vpcId: args.network.vpcId,
      port: args.port,
      protocol: "HTTP",
      targetType: "ip",
      deregistrationDelay: timeoutChain(args.longestResponseSeconds).drain,
      // Answers of language models differ a hundredfold in length, so counting requests would be unfair.
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        path: health.path,
        interval: health.intervalSeconds,
        timeout: health.timeoutSeconds,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
        matcher: "200",
      },
      tags,
    },
    // It hangs on one load balancer at most, so on another one the module needs another, before this one goes.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
    { parent, replacementTrigger: args.loadBalancer },
  );
  const rule = new ListenerRule(
    name,
    {
      listenerArn: args.platform.loadBalancers[args.loadBalancer]!.listenerArn,
      priority: listenerPriority(name, args),
      conditions: [
        { httpHeader: { httpHeaderName: moduleHeader, values: [name] } },
        { pathPattern: { regexValues: routesOf(name, args).map(({ path }) => pathPattern(path)) } },
      ],
      // The module sees the path that its callers wrote, without the stage. AWS rewrites path and query as one text.
      transforms: [
        {
          type: "url-rewrite",
          urlRewriteConfig: { rewrite: { regex: `^/${stageName}(/([^?]*))?([?].*)?$`, replace: "/$2$3" } },
        },
      ],
      actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      tags,
    },
    { parent },
  );
  return { targetGroup, rule };
}
