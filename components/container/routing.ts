import { TargetGroup } from "@pulumi/aws/lb";
import type { SecurityGroup } from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { isRouted } from "../../infra/moduleKinds";
import { timeoutChain } from "../../infra/timeouts";
import { alternateName, shiftsTraffic } from "../../infra/trafficShift";
import { containerName } from "./containers";
import type { ContainerModuleArgs } from "./ContainerModule";
import { createRule, productionRule, replacedWith } from "./listenerRule";
import { createNetworkLoadBalancer } from "./networkLoadBalancer";
import type { ServicePart } from "./servicePart";
import { createTrafficShift } from "./trafficShift";

export interface Routing extends ServicePart {
  /** All that the tasks may stand in; more than one where a release moves between them. */
  readonly targetGroups: readonly TargetGroup[];
  /** How CloudWatch names the load balancer. */
  readonly loadBalancerSuffix: pulumi.Output<string>;
  /** For callers outside of AWS, where the module has a load balancer of its own. */
  readonly address?: pulumi.Output<string>;
}

/** What stands between the module and its callers from outside. The rule is explicit, because releases other than rolling need its ARN. */
export function createRouting(
  name: string,
  args: ContainerModuleArgs,
  group: SecurityGroup | undefined,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): Routing | undefined {
  if (args.protocol === "tcp") return createNetworkLoadBalancer(name, args, group, tags, parent);
  if (!isRouted(args)) return undefined;
  const loadBalancer = args.platform.loadBalancers[args.loadBalancer]!;
  const primary = createTargetGroup(name, args, {}, tags, parent);
  const target = { targetGroupArn: primary.arn, containerName, containerPort: args.port };
  const common = {
    loadBalancerSuffix: loadBalancer.arnSuffix,
    // The service may have a part of its own.
    args: { healthCheckGracePeriodSeconds: args.health.graceSeconds },
  };
  if (!shiftsTraffic(args.release)) {
    const actions = [{ type: "forward", targetGroupArn: primary.arn }];
    const rule = createRule(
      name,
      { ...productionRule(name, args), actions, tags },
      { parent, ...replacedWith("rolling") },
    );
    return {
      ...common,
      targetGroups: [primary],
      args: { ...common.args, loadBalancers: [target] },
      // A target group must have its rule before a service can name it.
      needs: [rule],
    };
  }
  const other = { name: alternateName(args.scope.environment, name, args) };
  const alternate = createTargetGroup(`${name}-alternate`, args, other, tags, parent);
  const shift = createTrafficShift(name, args, { primary, alternate }, tags, parent);
  return {
    ...common,
    targetGroups: [primary, alternate],
    args: {
      ...common.args,
      loadBalancers: [{ ...target, advancedConfiguration: shift.advancedConfiguration }],
    },
    needs: shift.rules,
  };
}

function createTargetGroup(
  name: string,
  args: ContainerModuleArgs,
  own: { readonly name?: string },
  tags: Record<string, string>,
  parent: pulumi.Resource,
): TargetGroup {
  const { health } = args;
  return new TargetGroup(
    name,
    {
      ...own,
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
}
