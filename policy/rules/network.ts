import {
  breaks,
  isFalse,
  isTrue,
  listOf,
  notKnownYet,
  objectOf,
  objectsOf,
  type PolicyResource,
  type Properties,
} from "../resource";
import type { Problem, ResourceRule } from "../rule";

export const networkRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "no-open-ingress",
    demand: "No security group lets the whole Internet in.",
    relaxable: false,
    check: openIngress,
  },
  {
    kind: "resource",
    name: "no-public-address",
    demand: "Only NAT gateways, and what stands in the VPC's public subnets, have public addresses.",
    relaxable: false,
    check: (resource) => publicAddresses[resource.type]?.(resource) ?? [],
  },
  {
    kind: "resource",
    name: "modern-tls",
    demand:
      "A listener with TLS names a policy, and none of 2016; a domain of an API takes TLS 1.2 at least.",
    relaxable: false,
    types: ["aws:lb/listener:Listener", "aws:apigateway/domainName:DomainName"],
    check: ({ type, properties }) =>
      type === "aws:lb/listener:Listener" ? listenerTls(properties) : domainTls(properties),
  },
  {
    kind: "resource",
    name: "studio-inside",
    demand: "JupyterLab goes out by the VPC alone, and stops by itself when nothing runs in it.",
    relaxable: false,
    types: ["aws:sagemaker/domain:Domain"],
    check: ({ properties }) => [...studioNetwork(properties), ...studioIdle(properties)],
  },
  {
    kind: "resource",
    name: "metadata-by-token",
    demand: "Instances give their metadata, and with it their role, only for a token (IMDSv2).",
    relaxable: false,
    types: ["aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/instance:Instance"],
    check: ({ properties: { metadataOptions } }) =>
      metadataOptions !== notKnownYet &&
      breaks(objectOf(metadataOptions).httpTokens, (tokens) => tokens === "required")
        ? [
            {
              message: "Whoever makes the instance fetch a URL can read the keys of its role.",
              fix: "Set metadataOptions.httpTokens to required.",
            },
          ]
        : [],
  },
];

function listenerTls({ protocol, sslPolicy }: Properties): Problem[] {
  return problem(
    ["HTTPS", "TLS"].includes(String(protocol)) &&
      breaks(sslPolicy, (policy) => typeof policy === "string" && !policy.includes("2016")),
    "The listener takes TLS 1.0 and 1.1: without sslPolicy AWS uses one of 2016.",
    "Set sslPolicy to one that begins with ELBSecurityPolicy-TLS13.",
  );
}

function domainTls({ securityPolicy }: Properties): Problem[] {
  return problem(
    breaks(securityPolicy, (policy) => typeof policy === "string" && policy !== "TLS_1_0"),
    "The domain may take TLS 1.0.",
    "Set securityPolicy to TLS_1_2.",
  );
}

function studioNetwork({ appNetworkAccessType }: Properties): Problem[] {
  return problem(
    breaks(appNetworkAccessType, (type) => type === "VpcOnly"),
    "JupyterLab has a way to the Internet that is not the environment's.",
    "Set appNetworkAccessType to VpcOnly.",
  );
}

function studioIdle({ defaultUserSettings }: Properties): Problem[] {
  const { jupyterLabAppSettings } = objectOf(defaultUserSettings);
  const { idleSettings } = objectOf(objectOf(jupyterLabAppSettings).appLifecycleManagement);
  return problem(
    breaks(objectOf(idleSettings).lifecycleManagement, (state) => state === "ENABLED"),
    "A JupyterLab that somebody forgot runs, and is billed, for ever.",
    "Set idleSettings.lifecycleManagement to ENABLED.",
  );
}

const everywhere = (range: unknown) => typeof range === "string" && range.endsWith("/0");

function openIngress({ type, properties }: PolicyResource): Problem[] {
  const ranges = ingressRanges(type, properties).filter(everywhere);
  return [...new Set(ranges)].map((range) => ({
    message: `It lets ${String(range)} in.`,
    fix: "Name the security group that may call, or the VPC's own range.",
  }));
}

function ingressRanges(type: string, properties: Properties): readonly unknown[] {
  const blocks = ({ cidrBlocks, ipv6CidrBlocks }: Properties) => [
    ...listOf(cidrBlocks),
    ...listOf(ipv6CidrBlocks),
  ];
  switch (type) {
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
      return [properties.cidrIpv4, properties.cidrIpv6];
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return properties.type === "egress" ? [] : blocks(properties);
    case "aws:ec2/securityGroup:SecurityGroup":
    case "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup":
      return objectsOf(properties.ingress).flatMap(blocks);
    default:
      return [];
  }
}

const vpc = "awsx:ec2:Vpc";

/** By type, what would give it a public address. The network's own addresses are those of NAT gateways. */
const publicAddresses: Readonly<Record<string, (resource: PolicyResource) => readonly Problem[]>> = {
  "aws:ec2/eip:Eip": ({ lineage }) =>
    problem(
      !lineage.includes("ai-platform:network:NetworkTier"),
      "It is a public address of no NAT gateway.",
      "Remove it: what must be reached stands behind a load balancer.",
    ),
  "aws:ecs/service:Service": ({ properties }) =>
    problem(
      isTrue(objectOf(properties.networkConfiguration).assignPublicIp),
      "Its tasks get public addresses.",
      "Set networkConfiguration.assignPublicIp to false.",
    ),
  "aws:rds/instance:Instance": ({ properties }) =>
    problem(
      breaks(properties.publiclyAccessible, isFalse),
      "The database may get a public address.",
      "Set publiclyAccessible to false.",
    ),
  "aws:lb/loadBalancer:LoadBalancer": ({ properties }) =>
    problem(
      breaks(properties.internal, isTrue),
      "The load balancer faces the Internet.",
      "Set internal to true.",
    ),
  "aws:ec2/launchTemplate:LaunchTemplate": ({ properties }) =>
    problem(
      objectsOf(properties.networkInterfaces).some((one) => isTrue(one.associatePublicIpAddress)),
      "Its instances get public addresses.",
      "Leave out associatePublicIpAddress.",
    ),
  "aws:ec2/instance:Instance": ({ properties }) =>
    problem(
      isTrue(properties.associatePublicIpAddress),
      "The instance gets a public address.",
      "Leave out associatePublicIpAddress.",
    ),
  "aws:ec2/subnet:Subnet": ({ lineage, properties }) =>
    problem(
      isTrue(properties.mapPublicIpOnLaunch) &&
        !(lineage.includes(vpc) && objectOf(properties.tags).SubnetType === "Public"),
      "Whatever starts in the subnet gets a public address.",
      "Set mapPublicIpOnLaunch to false.",
    ),
};

function problem(broken: boolean, message: string, fix: string): Problem[] {
  return broken ? [{ message, fix }] : [];
}
