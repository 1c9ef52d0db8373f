import { z } from "zod";
import {
  describedDeployment,
  describedRevision,
  describedService,
  hookIdOf,
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

/** Of all that can be updated only what this program asks for; hooks in another form belong to the engine. */
const updateService = operation(
  {
    cluster,
    service: z.string(),
    deploymentConfiguration: z.looseObject({ lifecycleHooks: z.array(z.never()) }),
  },
  (world, input) => {
    const service = servicesIn(world, input.cluster).find(({ arn }) => names(arn, input.service));
    if (!service) throw new ApiFault("ServiceNotFoundException", "Service not found.");
    world.removeHooks(service.name);
    return { service: describedService({ ...service, hooks: [] }, Date.now() / 1000) };
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
  ListTasks: listTasks,
  RunTask: runTask,
  StopTask: stopTask,
  UpdateService: updateService,
};
