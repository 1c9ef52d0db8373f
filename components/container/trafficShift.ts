import type { ListenerRule, TargetGroup } from "@pulumi/aws/lb";
import type { types } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { shiftTraffic } from "../../infra/iam/releases";
import { createRole } from "../../infra/iam/role";
import { ecsTrust } from "../../infra/iam/trust";
import { isSmokeTested } from "../../infra/trafficShift";
import type { ContainerModuleArgs } from "./ContainerModule";
import { createRule, productionRule, replacedWith, testRule } from "./listenerRule";

export interface TrafficShift {
  readonly advancedConfiguration: types.input.ecs.ServiceLoadBalancerAdvancedConfiguration;
  readonly rules: readonly ListenerRule[];
}

interface TargetGroups {
  readonly primary: TargetGroup;
  readonly alternate: TargetGroup;
}

/**
 * What ECS needs to move the traffic between two revisions. It swaps the target groups with every release, so that
 * what the rules say of them is ECS's own from the first one on; Pulumi would send everybody to the empty one.
 * https://github.com/terraform-aws-modules/terraform-aws-alb/issues/409
 */
export function createTrafficShift(
  name: string,
  args: ContainerModuleArgs,
  groups: TargetGroups,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): TrafficShift {
  const { test } = args.platform.loadBalancers[args.loadBalancer]!;
  const arns = pulumi.all([groups.primary.arn, groups.alternate.arn]);
  const common = { actions: [beginning(groups)], tags };
  const opts = {
    parent,
    ignoreChanges: ["actions"],
    // Other target groups must get into the rules all the same.
    ...replacedWith(arns.apply((all) => all.join(" "))),
  };
  const production = createRule(name, { ...productionRule(name, args), ...common }, opts);
  const tested = isSmokeTested(args)
    ? createRule(`${name}-test`, { ...testRule(name, args, test!.listenerArn), ...common }, opts)
    : undefined;
  const rules = tested === undefined ? [production] : [production, tested];
  const role = createRole(
    `${name}-traffic`,
    {
      description: `Moves the traffic of ${name} between two revisions`,
      trust: ecsTrust(),
      tags,
      statements: [
        pulumi
          .all([arns, pulumi.all(rules.map(({ arn }) => arn))])
          .apply(([targetGroupArns, ruleArns]) => shiftTraffic({ targetGroupArns, ruleArns })),
      ],
    },
    args.scope,
    { parent },
  );
  return {
    advancedConfiguration: {
      alternateTargetGroupArn: groups.alternate.arn,
      productionListenerRule: production.arn,
      roleArn: role.arn,
      ...(tested && { testListenerRule: tested.arn }),
    },
    rules,
  };
}

/** A target group that no rule names belongs to no load balancer, and then no service can have it. */
function beginning({ primary, alternate }: TargetGroups) {
  return {
    type: "forward",
    forward: {
      targetGroups: [
        { arn: primary.arn, weight: 100 },
        { arn: alternate.arn, weight: 0 },
      ],
    },
  };
}
