import { DescribeTaskDefinitionCommand, type ECSClient } from "@aws-sdk/client-ecs";
import { repositoryName } from "../../../infra/naming";
import { containerNames } from "../../../infra/taskContainers";
import { explained } from "./explain";

/** The digest of a module's own image in a task definition; undefined where that is the bootstrap image. */
export async function digestIn(
  client: ECSClient,
  taskDefinition: string,
  module: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition });
  const answer = await explained(client.send(command, { abortSignal }));
  const { containerDefinitions = [] } = answer.taskDefinition ?? {};
  const image = containerDefinitions.find(({ name }) => name === containerNames.application)?.image ?? "";
  const [repository = "", digest] = image.split("@");
  return repository.endsWith(`/${repositoryName(module)}`) ? digest : undefined;
}
