import type { SecurityGroup } from "@pulumi/aws/ec2";
import type { Service } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { callVariable } from "../../infra/callVariables";
import { callWorkers } from "../../infra/iam/calls";
import type { Statement } from "../../infra/iam/statements";
import { answers } from "../../infra/moduleKinds";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { QueueRef } from "./queue";
import type { CalleeRef } from "./refs";
import { openWay } from "./securityGroup";
import { callPort } from "./serviceConnect";
import type { ServicePart } from "./servicePart";

/** What a module gets for the modules that it calls. */
export interface Calls extends ServicePart {
  /** Where they are, for its containers. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** For its own role. */
  readonly taskStatements: readonly pulumi.Output<readonly Statement[]>[];
}

/**
 * Opens the way to exactly the modules that are called. Both ends of it belong to the caller, so that a callee stays
 * as it is when a caller comes or goes.
 */
export function openCalls(
  name: string,
  { callees }: ContainerModuleArgs,
  group: SecurityGroup | undefined,
  parent: pulumi.Resource,
): Calls {
  const all = Object.entries(callees).sort(([a], [b]) => (a < b ? -1 : 1));
  const needs: pulumi.Resource[] = [];
  const queueArns: pulumi.Output<string>[] = [];
  for (const [callee, ref] of all) {
    if (ref.kind === "worker") {
      queueArns.push(ref.queueArn);
      continue;
    }
    needs.push(ref.service);
    const way = { from: group!, to: ref.securityGroupId, port: ref.port, fromName: name, toName: callee };
    // No name has two hyphens in a row, so no other pair of modules has this one.
    openWay(`${name}--${callee}`, way, parent);
  }
  return {
    args: {},
    needs,
    variables: Object.fromEntries(
      all.map(([callee, ref]) => [
        callVariable(callee, ref.kind),
        ref.kind === "worker" ? ref.queueUrl : ref.url,
      ]),
    ),
    // One statement for all: a policy has each Sid once.
    taskStatements:
      queueArns.length === 0 ? [] : [pulumi.all(queueArns).apply((arns) => [callWorkers(arns)])],
  };
}

interface CalleeParts {
  readonly group: SecurityGroup | undefined;
  readonly queue: QueueRef | undefined;
  readonly service: Service;
}

/** How others reach this module; undefined where they cannot. */
export function calleeRef(
  name: string,
  args: ContainerModuleArgs,
  { group, queue, service }: CalleeParts,
): CalleeRef | undefined {
  if (queue !== undefined) return { kind: "worker", queueUrl: queue.url, queueArn: queue.arn };
  if (group === undefined || !answers(args)) return undefined;
  const url = `${args.protocol}://${name}:${args.port}`;
  return { kind: "service", url, port: callPort(args), securityGroupId: group.id, service };
}
