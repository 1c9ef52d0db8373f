import type { types } from "@pulumi/aws";
import type { ServiceArgs } from "@pulumi/aws/ecs";
import { answers } from "../../infra/moduleKinds";
import { serviceTlsPort } from "../../infra/serviceTls";
import { timeoutChain } from "../../infra/timeouts";
import type { ContainerModuleArgs } from "./ContainerModule";

type Server = types.input.ecs.ServiceServiceConnectConfigurationService;

/**
 * The module under its own name in the namespace, where it answers; its group says who may call it. Whoever only
 * calls others joins without a name, and whoever does neither stays away, which saves the proxy beside each task.
 */
export function serviceConnect(name: string, args: ContainerModuleArgs): Partial<ServiceArgs> {
  const calls = Object.values(args.callees).some(({ kind }) => kind === "service");
  if (!answers(args) && !calls) return {};
  return {
    serviceConnectConfiguration: {
      enabled: true,
      namespace: args.platform.namespace.arn,
      ...(answers(args) ? { services: [server(name, args)] } : {}),
    },
  };
}

/** Where the tasks of a module take the calls of others. */
export function callPort({ platform, port }: Pick<ContainerModuleArgs, "platform" | "port">): number {
  return platform.serviceTls ? serviceTlsPort : port;
}

function server(name: string, args: ContainerModuleArgs): Server {
  const { request, requestIdle } = timeoutChain(args.longestResponseSeconds);
  return {
    portName: args.protocol,
    discoveryName: name,
    clientAlias: [{ port: args.port, dnsName: name }],
    timeout: {
      idleTimeoutSeconds: requestIdle,
      // The default ends every request after 15 seconds. Where there are no requests, AWS refuses the key.
      ...(args.protocol === "tcp" ? {} : { perRequestTimeoutSeconds: request }),
    },
    ...tls(args),
  };
}

/**
 * The proxy takes TLS on a port of its own, which alone is open to callers. On the module's port it would ask the load
 * balancer for TLS as well. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
 */
function tls({ platform: { serviceTls } }: ContainerModuleArgs): Pick<Server, "ingressPortOverride" | "tls"> {
  return serviceTls === undefined
    ? {}
    : {
        ingressPortOverride: serviceTlsPort,
        tls: {
          issuerCertAuthority: { awsPcaAuthorityArn: serviceTls.authorityArn },
          kmsKey: serviceTls.kmsKeyArn,
          roleArn: serviceTls.roleArn,
        },
      };
}
