import { arnOf, digits } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const serviceDiscoveryTypes: ResourceTypes = {
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": {
    outputs: ({ urn }, place) => {
      const id = `ns-${digits(urn, 16)}`;
      const arn = arnOf("servicediscovery", place, `namespace/${id}`);
      return { id, arn, hostedZone: `Z${digits(urn, 20).toUpperCase()}` };
    },
    replacedBy: ["name", "vpc"],
    name: {
      ...nameRule(253, /^[!-~]+$/, "NamespaceAlreadyExists"),
      uniqueIn: ["vpc"],
    },
    seconds: 45,
  },
  "aws:servicediscovery/service:Service": {
    outputs: ({ urn }, place) => {
      const id = `srv-${digits(urn, 16)}`;
      return { id, arn: arnOf("servicediscovery", place, `service/${id}`) };
    },
    replacedBy: ["dnsConfig", "healthCheckCustomConfig", "name", "namespaceId", "type"],
    name: {
      ...nameRule(127, /^(?!\.)(?:(?:^|\.)(?:\w[\w-]{0,61}\w|[A-Za-z0-9]))+$/, "ServiceAlreadyExists"),
      uniqueIn: ["dnsConfig.namespaceId"],
    },
    holds: ["aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"],
  },
};
