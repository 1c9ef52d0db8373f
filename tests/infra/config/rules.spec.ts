import { ruleTable } from "./ruleTable";

const a = "ap-northeast-2a";
const c = "ap-northeast-2c";
const existing = {
  vpcId: "vpc-01234567",
  privateSubnetIds: ["subnet-00000000", "subnet-00000001"],
  isolatedSubnetIds: ["subnet-00000002", "subnet-00000003"],
};
const open = { "network.egress.mode": "open" };
const module = { owner: "a@example.com", routes: ["/other"] };

ruleTable("rules of the network", [
  {
    says: 'network.cidr must be an IPv4 range without bits behind the prefix; got "10.20.1.0/16". Use a private range whose address ends where the prefix does, for example 10.20.0.0/16.',
    wrong: { "network.cidr": "10.20.1.0/16" },
    right: { "network.cidr": "10.20.0.0/16" },
  },
  {
    says: 'network.cidr must have a prefix of /16 to /22; got "10.0.0.0/15". /16 is the largest VPC; below /22 four zones do not fit.',
    wrong: { "network.cidr": "10.0.0.0/15" },
    right: { "network.cidr": "10.0.0.0/16" },
  },
  {
    says: 'network.cidr must have a prefix of /16 to /22; got "10.0.0.0/23". /16 is the largest VPC; below /22 four zones do not fit.',
    wrong: { "network.cidr": "10.0.0.0/23" },
    right: { "network.cidr": "10.0.0.0/22" },
  },
  {
    says: 'network.cidr must be private (RFC 1918); got "172.32.0.0/16". Use a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
    wrong: { "network.cidr": "172.32.0.0/16" },
    right: { "network.cidr": "172.31.0.0/16" },
  },
  {
    says: "network.availabilityZones must name the zones: 0 are known of eu-south-1; got 2. Write them as a list, for example [eu-south-1a, eu-south-1b].",
    wrong: { "aws:region": "eu-south-1" },
    right: { "aws:region": "eu-south-1", "network.availabilityZones": ["eu-south-1a", "eu-south-1b"] },
  },
  {
    says: "network.availabilityZones must name the zones: 3 are known of eu-west-1; got 4. Write them as a list, for example [eu-west-1a, eu-west-1b].",
    wrong: { "aws:region": "eu-west-1", "network.availabilityZones": 4 },
    right: { "aws:region": "eu-west-1", "network.availabilityZones": 3 },
  },
  {
    says: 'network.availabilityZones must be zones of ap-northeast-2; got "ap-northeast-1a". Use names that start with ap-northeast-2.',
    wrong: { "network.availabilityZones": [a, "ap-northeast-1a"] },
    right: { "network.availabilityZones": [a, c] },
  },
  {
    says: `network.availabilityZones must not name a zone twice; got ["${a}","${a}"]. Remove one.`,
    wrong: { "network.availabilityZones": [a, a] },
    right: { "network.availabilityZones": [a, c] },
  },
  {
    says: 'network.interfaceEndpoints must not name a service twice; got "sqs". Remove one.',
    wrong: { "network.interfaceEndpoints": ["sqs", "sts", "sqs"] },
    right: { "network.interfaceEndpoints": ["sqs", "sts"] },
  },
  {
    says: 'network.existing.privateSubnetIds must hold one subnet per zone (3); got ["subnet-00000000","subnet-00000001"]. Name one for each of network.availabilityZones, in the same order.',
    wrong: {
      "network.availabilityZones": 3,
      ...open,
      "network.existing": {
        ...existing,
        isolatedSubnetIds: [...existing.isolatedSubnetIds, "subnet-00000004"],
      },
    },
    right: { "network.availabilityZones": 2, "network.existing": existing, ...open },
  },
  {
    says: 'network.existing.isolatedSubnetIds must hold one subnet per zone (2); got ["subnet-00000002","subnet-00000003","subnet-00000004"]. Name one for each of network.availabilityZones, in the same order.',
    wrong: {
      "network.availabilityZones": [a, c],
      ...open,
      "network.existing": {
        ...existing,
        isolatedSubnetIds: [...existing.isolatedSubnetIds, "subnet-00000004"],
      },
    },
    right: { "network.availabilityZones": [a, c], "network.existing": existing, ...open },
  },
  {
    says: 'network.existing.privateSubnetIds must not name a subnet twice; got "subnet-00000000". Remove one.',
    wrong: {
      ...open,
      "network.existing": { ...existing, privateSubnetIds: ["subnet-00000000", "subnet-00000000"] },
    },
    right: { "network.existing": existing, ...open },
  },
  {
    says: 'network.interfaceEndpoints must be empty for an existing VPC; got ["sqs"]. Write [] and let the owner of the VPC make them.',
    wrong: { "network.existing": existing, ...open, "network.interfaceEndpoints": ["sqs"] },
    right: { "network.existing": existing, ...open, "network.interfaceEndpoints": [] },
  },
]);

ruleTable("rules between modules", [
  {
    says: 'modules.support.routes[0] must not overlap /planning of planning; got "/planning/support". Give each module paths of its own.',
    wrong: { "modules.support.routes": ["/planning/support"] },
    right: { "modules.support.routes": ["/planning-support"] },
  },
  {
    says: 'modules.support.routes[1] must not overlap /planning/deep of planning; got "/planning". Give each module paths of its own.',
    wrong: {
      "modules.planning.routes": ["/planning/deep"],
      "modules.support.routes": ["/support", "/planning"],
    },
    right: { "modules.planning.routes": ["/planning/deep"], "modules.support.routes": ["/support", "/plan"] },
  },
  {
    says: 'modules.support.routes[1] must not overlap /support of support; got "/support". Give each module paths of its own.',
    wrong: { "modules.support.routes": ["/support", "/support"] },
    right: { "modules.support.routes": ["/support", "/Support"] },
  },
  {
    says: "modules.support.listenerPriority must differ from that of planning; got 7. Set another number for the newer module.",
    wrong: { "modules.planning.listenerPriority": 7, "modules.support.listenerPriority": 7 },
    right: { "modules.planning.listenerPriority": 7, "modules.support.listenerPriority": 8 },
  },
  {
    // A /22 in two zones has 2 * (128 - 13) addresses for tasks; Qdrant's node takes two.
    says: "network.cidr must stay within 230: addresses in the private subnets, with every module at twice its most tasks during a deployment; got 232. Use a larger range (it replaces the VPC), or lower scaling.max.",
    wrong: {
      "network.cidr": "10.0.0.0/22",
      "edge.clients": {},
      modules: { one: { ...module, scaling: { max: 115 } } },
    },
    right: {
      "network.cidr": "10.0.0.0/22",
      "edge.clients": {},
      modules: { one: { ...module, scaling: { max: 114 } } },
    },
  },
]);
