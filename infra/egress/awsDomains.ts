import { parseCidr } from "../aws/cidr";
import { placeOf } from "../capacity";
import type { EnvironmentConfig } from "../config/schema/environment";
import { project } from "../naming";

/** A name that may be asked for. */
export interface AllowedDomain {
  /** A host, or `*.` and what all of its hosts end with; the name behind `*.` is not among them. */
  readonly domain: string;
  /** Who needs it, in words. */
  readonly why: string;
  /** True where the name leads to an address of the VPC, so that nothing leaves for it. */
  readonly inside?: true;
}

/**
 * Each service by itself: `*.<region>.amazonaws.com` would be the APIs and load balancers of anybody with an account.
 * A bucket is a host as well; the policy of the S3 gateway says whose buckets they are.
 */
const services: Readonly<Record<string, string>> = {
  "api.ecr": "images",
  "*.dkr.ecr": "images",
  s3: "buckets, layers of images, packages of Amazon Linux",
  "*.s3": "buckets, layers of images, packages of Amazon Linux",
  "s3.dualstack": "packages of Amazon Linux",
  "*.s3.dualstack": "packages of Amazon Linux",
  "cognito-idp": "keys of tokens",
  ecs: "functions and agents",
  events: "functions",
  "guardduty-data": "the agent of GuardDuty",
  kms: "keys",
  logs: "logs",
  monitoring: "metrics",
  secretsmanager: "secrets",
  sqs: "queues",
  ssm: "parameters",
  ssmmessages: "sessions",
  sts: "roles",
  xray: "traces",
};

/**
 * Hosts among which ECS gives one to an agent, unless the endpoints of ECS stand in the VPC; DNS Firewall takes no
 * pattern within a label. AWS says that they are numbered, and not how far.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
const agentHosts = 50;

/** What the platform itself asks AWS for, and the names of its own servers. */
export function awsDomains(config: EnvironmentConfig): AllowedDomain[] {
  const { region } = config.aws;
  const of = (service: string, why: string) => ({ domain: `${service}.${region}.amazonaws.com`, why });
  return [
    ...Object.entries(services).map(([service, why]) => of(service, why)),
    ...(hasInstances(config)
      ? agentDomains(region).concat(of("ec2", "volumes"), of("ec2messages", "agents"), {
          // Amazon Linux and Bottlerocket ask for it beside the clock of the host.
          domain: "time.aws.com",
          why: "clocks of instances",
        })
      : []),
    ...(Object.keys(config.workbench.teams).length > 0
      ? [of("api.sagemaker", "the workbench"), of("runtime.sagemaker", "the workbench")]
      : []),
    ...insideDomains(config),
  ];
}

/** Servers of the company ask their own resolver. */
function hasInstances({ data, platform, modules }: EnvironmentConfig): boolean {
  const managed = Object.values(modules).some(({ capacity }) => placeOf(capacity) === "managed-instances");
  return data.qdrant !== false || Object.keys(platform.pools).length > 0 || managed;
}

function agentDomains(region: string): AllowedDomain[] {
  const numbers = ["", ...Array.from({ length: agentHosts }, (_, index) => `-${index + 1}`)];
  const why = "agents of ECS on instances";
  return [
    ...["ecs-a", "ecs-t"].flatMap((kind) =>
      numbers.map((number) => ({ domain: `${kind}${number}.${region}.amazonaws.com`, why })),
    ),
    { domain: `ecs-sc.${region}.api.aws`, why },
  ];
}

function insideDomains({
  name,
  aws: { region },
  network,
  data,
  workbench,
}: EnvironmentConfig): AllowedDomain[] {
  const inside = (why: string, ...domains: readonly string[]) =>
    domains.map((domain) => ({ domain, why, inside: true }) as const);
  const namespace = `${name}.${project}.internal`;
  return [
    ...inside("modules and Qdrant", namespace, `*.${namespace}`),
    ...inside("load balancers", `*.${region}.elb.amazonaws.com`, `*.elb.${region}.amazonaws.com`),
    ...inside(
      "names of addresses in the VPC",
      "*.compute.internal",
      "*.ec2.internal",
      reverseZone(network.cidr),
    ),
    ...(data.mariadb ? inside("MariaDB", `*.${region}.rds.amazonaws.com`) : []),
    ...(data.cache ? inside("the cache", "*.cache.amazonaws.com") : []),
    ...(Object.keys(workbench.teams).length > 0
      ? inside("files of the workbench", `*.efs.${region}.amazonaws.com`)
      : []),
  ];
}

/** Of the /16 in which the VPC lies; a stack file with another range has faults already. */
function reverseZone(cidr: string): string {
  const base = parseCidr(cidr)?.base ?? 0;
  return `*.${Math.floor(base / 2 ** 16) % 256}.${Math.floor(base / 2 ** 24)}.in-addr.arpa`;
}
