import { ListenerRule, TargetGroup } from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { listenerPriority } from "../../infra/listenerPriority";
import { moduleTimeouts } from "../../infra/timeouts";
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
      deregistrationDelay: moduleTimeouts(args.longestResponseSeconds).drainSeconds,
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
    { parent },
  );
  const rule = new ListenerRule(
    name,
    {
      listenerArn: args.platform.loadBalancer.listenerArn,
      priority: listenerPriority(name, args.listenerPriority),
      conditions: [{ pathPattern: { values: args.routes.flatMap((route) => [route, `${route}/*`]) } }],
      actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      tags,
    },
    { parent },
  );
  return { targetGroup, rule };
}
