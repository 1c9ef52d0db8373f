import { parseCidr } from "../aws/cidr";
import { quotas } from "../aws/quotas";
import { taskAddresses } from "../aws/subnets";
import { authorizerSettings } from "../authorizerSettings";
import { loadOf } from "../loadBalancers";
import { answers, hasNetworkLoadBalancer, hasService, isRouted } from "../moduleKinds";
import { routesOf, scopesOf } from "../routes";
import { mostTasks } from "../scaling";
import type { EnvironmentConfig } from "./schema/environment";
import type { ModuleConfig } from "./schema/module";

/** How much of a limit of AWS an environment takes. */
export interface QuotaUse {
  readonly name: string;
  /** Field of the stack file that changes it. */
  readonly path: string;
  readonly used: number;
  readonly limit: number;
  /** What to do when it is passed. */
  readonly remedy: string;
}

export function quotaUse(config: EnvironmentConfig): QuotaUse[] {
  const { modules, network, data, workbench } = config;
  const all = Object.values(modules);
  const zones = zoneCount(network.availabilityZones);
  const sound = parseCidr(network.cidr) !== undefined && !network.existing;
  return [
    ...loadBalancerUse(modules),
    ...edgeUse(config),
    ...callerUse(modules),
    ...(sound
      ? [
          {
            name: "addresses in the private subnets, with every module at twice its most tasks during a deployment",
            path: "network.cidr",
            used:
              all.reduce((sum, module) => sum + addressesOf(module), 0) +
              (data.qdrant ? 2 * data.qdrant.nodes : 0) +
              workbenchAddresses(Object.keys(workbench.teams).length),
            limit: taskAddresses(network.cidr, zones),
            remedy: "Use a larger range (it replaces the VPC), or lower scaling.max.",
          },
        ]
      : []),
  ];
}

/** Tasks of a job come beside those of a service, and the company's own servers have their own addresses. */
function addressesOf(module: ModuleConfig): number {
  if (module.capacity.kind === "external") return 0;
  const started = Object.values(module.jobs).reduce((sum, { tasks }) => sum + tasks, 0);
  return (hasService(module) ? 2 * mostTasks(module.scaling) : 0) + started;
}

/**
 * Four for each user, and two for the file system of all.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html
 */
function workbenchAddresses(teams: number): number {
  return teams === 0 ? 0 : 4 * teams + 2;
}

/** What a module takes hangs on its release; the first number with room for any module is told. */
function loadBalancerUse(modules: EnvironmentConfig["modules"]): QuotaUse[] {
  const load = loadOf(modules);
  const limit = Math.min(quotas.targetGroupsPerLoadBalancer, quotas.rulesPerLoadBalancer);
  const free = Array.from({ length: quotas.loadBalancers }, (_, index) => index + 1).find(
    (number) => (load.get(number) ?? 0) + 2 <= limit,
  );
  return [...load].map(([number, used]) => ({
    name: `target groups on load balancer ${number} (a release that shifts traffic takes two)`,
    path: "modules.<name>.loadBalancer",
    used,
    limit,
    remedy:
      free === undefined
        ? "Move modules to a second environment."
        : `Write loadBalancer: ${free} for the newest modules; no other moves.`,
  }));
}

/** Each caller has a rule in the group of the one that it calls; the most called one is told. */
function callerUse(modules: EnvironmentConfig["modules"]): QuotaUse[] {
  const all = Object.entries(modules);
  const uses = all.map(([name, module]) => {
    const callers = answers(module) ? all.filter(([, { calls }]) => calls.includes(name)).length : 0;
    return { name, callers, used: callers + (isRouted(module) || hasNetworkLoadBalancer(module) ? 1 : 0) };
  });
  const [most] = uses.filter(({ callers }) => callers > 0).sort((a, b) => b.used - a.used);
  if (most === undefined) return [];
  return [
    {
      name: `rules of the security group of ${most.name}, for its callers and its load balancer`,
      path: "modules.<name>.calls",
      used: most.used,
      limit: quotas.rulesPerSecurityGroup,
      remedy: "Let some of them call it through the queue of a worker.",
    },
  ];
}

function edgeUse({ modules, edge }: EnvironmentConfig): QuotaUse[] {
  const routes = Object.entries(modules).flatMap(([name, module]) => routesOf(name, module));
  return [
    {
      name: "path nodes of the API",
      path: "modules.<name>.routes",
      used: nodesOf(routes.map(({ path }) => path)),
      limit: quotas.resourcesPerRestApi,
      remedy: "Let paths begin alike, or move modules to a second environment.",
    },
    edge.authentication === "cognito"
      ? {
          name: "scopes of the user pool's resource server",
          path: "modules.<name>.routes",
          used: scopesOf(modules).length,
          limit: quotas.scopesPerResourceServer,
          remedy: "Let routes share scopes.",
        }
      : {
          name: "bytes of the authorizer's environment",
          path: "modules.<name>.routes",
          used: keyBytes + bytesOf(authorizerSettings(edge.authentication, modules)),
          limit: quotas.functionEnvironmentBytes,
          remedy: "Use shorter paths and scopes, or fewer routes.",
        },
  ];
}

/** What the name of the key of pseudonyms takes in that environment: its variable and its ARN. */
const keyBytes = 120;

function bytesOf(variables: Readonly<Record<string, string>>): number {
  return Object.entries(variables).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
}

/** Every segment is a node below the one before it, and each path has one more for all below it. */
function nodesOf(paths: readonly string[]): number {
  const nodes = new Set(["/"]);
  for (const path of paths) {
    const segments = path.split("/").filter((segment) => segment !== "");
    segments.forEach((_, index) => nodes.add(`/${segments.slice(0, index + 1).join("/")}`));
    nodes.add(`${path}/{proxy+}`);
  }
  return nodes.size;
}

export function zoneCount(zones: EnvironmentConfig["network"]["availabilityZones"]): number {
  return typeof zones === "number" ? zones : zones.length;
}
