import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  DescribeTasksCommand,
  type DesiredStatus,
  type ECSClient,
  paginateListTasks,
  type Service,
  type Task,
} from "@aws-sdk/client-ecs";
import { OperatorError } from "../operatorError";
import { ask } from "./ask";
import type { Target } from "./target";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const servicesInCall = 10;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const tasksInCall = 100;

/** The services of modules by the module's name; one that is deleted or was never made is left out. */
export async function describeServices(
  client: ECSClient,
  target: Target,
  modules: readonly string[],
): Promise<ReadonlyMap<string, Service>> {
  const { cluster } = target;
  const answers = await Promise.all(
    inGroups(modules, servicesInCall).map((services) =>
      inCluster(
        target,
        ask("ecs:DescribeServices", client.send(new DescribeServicesCommand({ cluster, services }))),
      ),
    ),
  );
  const found = answers.flatMap(({ services = [] }) => services);
  const active = found.filter(({ status }) => status === "ACTIVE");
  return new Map(active.map((service) => [service.serviceName!, service]));
}

/** @throws OperatorError when AWS has no service of that module. */
export async function describeService(client: ECSClient, target: Target, module: string): Promise<Service> {
  const service = (await describeServices(client, target, [module])).get(module);
  if (service !== undefined) return service;
  throw new OperatorError(
    `${target.cluster} has no service ${module} in ${target.region}. Make it by: npx ai-platform deploy up ${target.stack}`,
  );
}

/** The tasks of one service, or of the whole cluster; ECS forgets those that stopped within about an hour. */
export async function describeTasks(
  client: ECSClient,
  target: Target,
  of: { readonly service?: string; readonly status?: DesiredStatus } = {},
): Promise<readonly Task[]> {
  const { cluster } = target;
  const { service: serviceName, status: desiredStatus = "RUNNING" } = of;
  const input = { cluster, desiredStatus, ...(serviceName === undefined ? {} : { serviceName }) };
  const list = async () => {
    const arns: string[] = [];
    for await (const { taskArns = [] } of paginateListTasks({ client }, input)) arns.push(...taskArns);
    return arns;
  };
  const arns = await inCluster(target, ask("ecs:ListTasks", list()));
  const answers = await Promise.all(
    inGroups(arns, tasksInCall).map((tasks) =>
      ask("ecs:DescribeTasks", client.send(new DescribeTasksCommand({ cluster, tasks }))),
    ),
  );
  return answers.flatMap(({ tasks = [] }) => tasks);
}

/** The module whose service a task belongs to; undefined for a task on its own. */
export function moduleOf({ group }: Task): string | undefined {
  return group?.startsWith("service:") === true ? group.slice("service:".length) : undefined;
}

/** The last part of an ARN. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** Without the cluster there is no environment, or the credentials are those of another account. */
async function inCluster<Answer>(
  { stack, cluster, region }: Target,
  answer: Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ClusterNotFoundException)) throw error;
    throw new OperatorError(
      `the account of these credentials has no cluster ${cluster} in ${region}. Check with \`aws sts get-caller-identity\` that it is the account of ${stack}, or make the environment by: npx ai-platform deploy up ${stack}`,
      { cause: error },
    );
  }
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
