import { DescribeServiceRevisionsCommand, type ECSClient, type Service } from "@aws-sdk/client-ecs";
import { explained } from "./explain";

/** The target groups in which the revisions of a service stand; two while a release is under way. */
export async function targetGroupsOf(
  client: ECSClient,
  { currentServiceRevisions = [] }: Service,
  abortSignal: AbortSignal,
): Promise<readonly string[]> {
  const serviceRevisionArns = currentServiceRevisions.flatMap(({ arn }) => (arn === undefined ? [] : [arn]));
  if (serviceRevisionArns.length === 0) return [];
  const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns });
  const { serviceRevisions = [] } = await explained(client.send(command, { abortSignal }));
  const groups = serviceRevisions
    .flatMap(({ resolvedConfiguration }) => resolvedConfiguration?.loadBalancers ?? [])
    .flatMap(({ targetGroupArn }) => (targetGroupArn === undefined ? [] : [targetGroupArn]));
  return [...new Set(groups)];
}
