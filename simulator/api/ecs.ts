import { z } from "zod";
import {
  describedDeployment,
  describedRevision,
  describedService,
  hookIdOf,
  listedDeployment,
  nameIn,
  serviceDeploymentArn,
  serviceRevisionArn,
  tasksOf,
} from "./ecsShapes";
import { runTask, standaloneTasks, stopTask } from "./ecsTasks";
import { ApiFault, notSimulated, operation, type Operations, pageOf } from "./protocol";
import type { ApiService, ApiWorld } from "./world";

const cluster = z.string().default("default");

/** A cluster is known by its services; ECS would also find an empty one. */
function servicesIn(world: ApiWorld, nameOrArn: string): readonly ApiService[] {
  const found = world.services().filter(({ clusterArn }) => names(clusterArn, nameOrArn));
  if (found.length === 0) throw new ApiFault("ClusterNotFoundException", "Cluster not found.");
  return found;
}

function names(arn: string, nameOrArn: string): boolean {
  return nameOrArn.startsWith("arn:") ? arn === nameOrArn : nameIn(arn) === nameOrArn;
}

function atMost(most: number, list: readonly string[], what: string): void {
  if (list.length === 0) throw new ApiFault("InvalidParameterException", `${what} cannot be empty.`);
  if (list.length > most)
    throw new ApiFault("InvalidParameterException", `${what} cannot have more than ${most} elements.`);
}

function missing(world: ApiWorld, kind: string, path: string): object {
  const arn = path.startsWith("arn:") ? path : `arn:aws:ecs:${world.region}:${world.account}:${kind}/${path}`;
  return { arn, reason: "MISSING" };
}

const describeServices = operation({ cluster, services: z.array(z.string()) }, (world, input) => {
  atMost(10, input.services, "Services");
  const there = servicesIn(world, input.cluster);
  const now = Date.now() / 1000;
  const asked = input.services.map((name) => ({ name, service: there.find(({ arn }) => names(arn, name)) }));
  return {
    failures: asked.flatMap(({ name, service }) => (service ? [] : [missing(world, "service", name)])),
    services: asked.flatMap(({ service }) => (service ? [describedService(service, now)] : [])),
  };
});

const listTasks = operation(
  {
    cluster,
    serviceName: z.string().optional(),
    desiredStatus: z.enum(["RUNNING", "STOPPED"]).default("RUNNING"),
    maxResults: z.int().min(1).max(100).default(100),
    nextToken: z.string().optional(),
  },
  (world, { cluster, serviceName, desiredStatus, maxResults, nextToken }) => {
    const there = servicesIn(world, cluster);
    const asked =
      serviceName === undefined ? there : there.filter((service) => names(service.arn, serviceName));
    if (asked.length === 0) throw new ApiFault("ServiceNotFoundException", "Service not found.");
    const tasks = asked
      .flatMap((service) => tasksOf(world, service))
      .filter((task) => task.desiredStatus === desiredStatus);
    const { items, next } = pageOf(tasks, maxResults, nextToken);
    return { taskArns: items.map(({ arn }) => arn), nextToken: next };
  },
);

const describeTasks = operation({ cluster, tasks: z.array(z.string()) }, (world, input) => {
  atMost(100, input.tasks, "Tasks");
  const own = standaloneTasks(world, input.cluster, (arn) => input.tasks.some((name) => names(arn, name)));
  const there =
    own.length === input.tasks.length
      ? own
      : [...own, ...servicesIn(world, input.cluster).flatMap((service) => tasksOf(world, service))];
  const asked = input.tasks.map((name) => ({ name, task: there.find(({ arn }) => names(arn, name)) }));
  return {
    failures: asked.flatMap(({ name, task }) =>
      task
        ? []
        : [missing(world, "task", name.startsWith("arn:") ? name : `${nameIn(input.cluster)}/${name}`)],
    ),
    tasks: asked.flatMap(({ task }) => (task ? [task.described] : [])),
  };
});

const describeServiceDeployments = operation(
  { serviceDeploymentArns: z.array(z.string()).min(1).max(20) },
  (world, { serviceDeploymentArns }) => ({
    failures: [],
    serviceDeployments: world
      .services()
      .filter((service) => serviceDeploymentArns.includes(serviceDeploymentArn(service)))
      .map(describedDeployment),
  }),
);

const describeServiceRevisions = operation(
  { serviceRevisionArns: z.array(z.string()).min(1).max(20) },
  (world, { serviceRevisionArns }) => ({
    failures: [],
    serviceRevisions: world
      .services()
      .filter((service) => serviceRevisionArns.includes(serviceRevisionArn(service)))
      .map(describedRevision),
  }),
);

const describeTaskDefinition = operation({ taskDefinition: z.string() }, (world, { taskDefinition }) => {
  if (!taskDefinition.startsWith("arn:")) throw notSimulated("a task definition by its family");
  const containerDefinitions = world.containers(taskDefinition);
  if (containerDefinitions === undefined)
    throw new ApiFault("ClientException", "Unable to describe task definition.");
  return { taskDefinition: { taskDefinitionArn: taskDefinition, containerDefinitions } };
});

const deregisterTaskDefinition = operation(
  { taskDefinition: z.string() },
  (world, { taskDefinition: taskDefinitionArn }) => {
    if (world.containers(taskDefinitionArn) === undefined)
      throw new ApiFault("ClientException", "The specified task definition does not exist.");
    world.deregister(taskDefinitionArn);
    return { taskDefinition: { taskDefinitionArn, status: "INACTIVE" } };
  },
);

const continueServiceDeployment = operation(
  {
    serviceDeploymentArn: z.string(),
    hookId: z.string(),
    action: z.enum(["CONTINUE", "ROLLBACK"]).default("CONTINUE"),
  },
  (world, { serviceDeploymentArn: arn, hookId, action }) => {
    const service = world.services().find((one) => serviceDeploymentArn(one) === arn);
    if (!service)
      throw new ApiFault("ServiceDeploymentNotFoundException", "The service deployment was not found.");
    if (service.rollout.state !== "paused" || hookIdOf(service) !== hookId)
      throw new ApiFault("InvalidParameterException", "The lifecycle hook does not await an action.");
    world.continueDeployment(service.name, action);
    return { serviceDeploymentArn: arn };
  },
);

/** Of all that can be updated only what the tools ask for; hooks in another form belong to the engine. */
const updateService = operation(
  {
    cluster,
    service: z.string(),
    deploymentConfiguration: z.looseObject({ lifecycleHooks: z.array(z.never()) }).optional(),
    desiredCount: z.int().min(0).optional(),
  },
  (world, { cluster, service: name, deploymentConfiguration, desiredCount }) => {
    const service = servicesIn(world, cluster).find(({ arn }) => names(arn, name));
    if (!service) throw new ApiFault("ServiceNotFoundException", "Service not found.");
    if (desiredCount !== undefined) world.scale(service.name, desiredCount);
    if (deploymentConfiguration !== undefined) world.removeHooks(service.name);
    const updated = {
      ...service,
      ...(deploymentConfiguration === undefined ? {} : { hooks: [] }),
      desiredCount: desiredCount ?? service.desiredCount,
    };
    return { service: describedService(updated, Date.now() / 1000) };
  },
);

/** There is no history: the newest deployment alone, which began when somebody asks. */
const listServiceDeployments = operation(
  {
    cluster,
    service: z.string(),
    createdAt: z.strictObject({ after: z.number() }),
    maxResults: z.int().min(1).max(100).default(20),
    nextToken: z.string().optional(),
  },
  (world, { cluster, service: name, createdAt: { after }, maxResults, nextToken }) => {
    const service = servicesIn(world, cluster).find(({ arn }) => names(arn, name));
    if (!service) throw new ApiFault("ServiceNotFoundException", "Service not found.");
    const createdAt = Math.floor(Date.now() / 1000);
    const { items, next } = pageOf(createdAt > after ? [service] : [], maxResults, nextToken);
    return {
      nextToken: next,
      serviceDeployments: items.map((one) => ({ ...listedDeployment(one), createdAt })),
    };
  },
);

/** A session that nothing stands behind. */
const executeCommand = operation(
  {
    cluster,
    task: z.string(),
    container: z.string().optional(),
    command: z.string().min(1),
    interactive: z.literal(true),
  },
  (world, { cluster, task: name, container }) => {
    const service = servicesIn(world, cluster).find((one) =>
      tasksOf(world, one).some(({ arn, desiredStatus }) => names(arn, name) && desiredStatus === "RUNNING"),
    );
    if (!service) throw new ApiFault("InvalidParameterException", "The referenced task was not found.");
    if (!service.exec)
      throw new ApiFault(
        "InvalidParameterException",
        "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.",
      );
    const { arn: taskArn } = tasksOf(world, service).find(({ arn }) => names(arn, name))!;
    const sessionId = `ecs-execute-command-${nameIn(taskArn).slice(0, 17)}`;
    return {
      clusterArn: service.clusterArn,
      containerArn: `${taskArn.replace(":task/", ":container/")}/${sessionId}`,
      containerName: container,
      interactive: true,
      session: {
        sessionId,
        streamUrl: `wss://ssmmessages.${world.region}.amazonaws.com/v1/data-channel/${sessionId}`,
        tokenValue: "simulated",
      },
      taskArn,
    };
  },
);

export const ecsOperations: Operations = {
  ContinueServiceDeployment: continueServiceDeployment,
  DeregisterTaskDefinition: deregisterTaskDefinition,
  DescribeServiceDeployments: describeServiceDeployments,
  DescribeServiceRevisions: describeServiceRevisions,
  DescribeServices: describeServices,
  DescribeTaskDefinition: describeTaskDefinition,
  DescribeTasks: describeTasks,
  ExecuteCommand: executeCommand,
  ListServiceDeployments: listServiceDeployments,
  ListTasks: listTasks,
  RunTask: runTask,
  StopTask: stopTask,
  UpdateService: updateService,
};
