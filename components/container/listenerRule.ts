import { ListenerRule, type ListenerRuleArgs } from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { listenerPriority } from "../../infra/listenerPriority";
import { stageName } from "../../infra/naming";
import { moduleHeader, pathPattern, routesOf } from "../../infra/routes";
import type { ContainerModuleArgs } from "./ContainerModule";

type Where = Pick<ListenerRuleArgs, "listenerArn" | "priority" | "conditions">;

/** Where the module's requests come in, and which they are. */
export function productionRule(name: string, args: ContainerModuleArgs): Where {
  return {
    listenerArn: args.platform.loadBalancers[args.loadBalancer]!.listenerArn,
    priority: listenerPriority(name, args),
    conditions: [
      byModule(name),
      { pathPattern: { regexValues: routesOf(name, args).map(({ path }) => pathPattern(path)) } },
    ],
  };
}

/** At the test listener, whatever path is asked: what tells that a module is well need not be a route. */
export function testRule(name: string, args: ContainerModuleArgs, listenerArn: pulumi.Output<string>): Where {
  return { listenerArn, priority: listenerPriority(name, args), conditions: [byModule(name)] };
}

function byModule(name: string) {
  return { httpHeader: { httpHeaderName: moduleHeader, values: [name] } };
}

/**
 * What a rule that ECS owns forwards to can only be changed with the rule, also where a module comes from rolling
 * updates: its second target group must be in a rule. There is one rule of a priority, so that the old one goes first.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html
 */
export function replacedWith(
  target: pulumi.Input<string>,
): Pick<pulumi.CustomResourceOptions, "replacementTrigger" | "deleteBeforeReplace"> {
  return { replacementTrigger: target, deleteBeforeReplace: true };
}

export function createRule(
  name: string,
  own: Omit<ListenerRuleArgs, "transforms">,
  opts: pulumi.CustomResourceOptions,
): ListenerRule {
  return new ListenerRule(
    name,
    {
      ...own,
      // The module sees the path that its callers wrote, without the stage. AWS rewrites path and query as one text.
      transforms: [
        {
          type: "url-rewrite",
          urlRewriteConfig: { rewrite: { regex: `^/${stageName}(/([^?]*))?([?].*)?$`, replace: "/$2$3" } },
        },
      ],
    },
    opts,
  );
}
