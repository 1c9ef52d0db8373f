import { ruleTable } from "./ruleTable";

const a = "ap-northeast-2a";
const c = "ap-northeast-2c";
const existing = {
  vpcId: "vpc-01234567",
  privateSubnetIds: ["subnet-00000000", "subnet-00000001"],
  isolatedSubnetIds: ["subnet-00000002", "subnet-00000003"],
};
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
      "network.existing": {
        ...existing,
        isolatedSubnetIds: [...existing.isolatedSubnetIds, "subnet-00000004"],
      },
    },
    right: { "network.availabilityZones": 2, "network.existing": existing },
  },
  {
    says: 'network.existing.isolatedSubnetIds must hold one subnet per zone (2); got ["subnet-00000002","subnet-00000003","subnet-00000004"]. Name one for each of network.availabilityZones, in the same order.',
    wrong: {
      "network.availabilityZones": [a, c],
      "network.existing": {
        ...existing,
        isolatedSubnetIds: [...existing.isolatedSubnetIds, "subnet-00000004"],
      },
    },
    right: { "network.availabilityZones": [a, c], "network.existing": existing },
  },
  {
    says: 'network.existing.privateSubnetIds must not name a subnet twice; got "subnet-00000000". Remove one.',
    wrong: { "network.existing": { ...existing, privateSubnetIds: ["subnet-00000000", "subnet-00000000"] } },
    right: { "network.existing": existing },
  },
  {
    says: 'network.interfaceEndpoints must be empty for an existing VPC; got ["sqs"]. Write [] and let the owner of the VPC make them.',
    wrong: { "network.existing": existing, "network.interfaceEndpoints": ["sqs"] },
    right: { "network.existing": existing, "network.interfaceEndpoints": [] },
  },
]);

const db = (key: string, value: unknown) => ({ [`data.mariadb.${key}`]: value });
const collection = (vectors: number) => ({
  "modules.planning.data.collections": { documents: { vectorSize: 1024, distance: "Cosine", vectors } },
  "modules.support.data.collections": false,
});

ruleTable("rules of the data tier", [
  {
    says: "data.mariadb.maxStorageGiB must be at least a tenth more than storageGiB (51); got 56. Write 57 or more.",
    wrong: { ...db("storageGiB", 51), ...db("maxStorageGiB", 56) },
    right: { ...db("storageGiB", 51), ...db("maxStorageGiB", 57) },
  },
  {
    says: 'data.mariadb.backupWindow must be at least 30 minutes long; got "18:00-18:29". Let it end later.',
    wrong: db("backupWindow", "18:00-18:29"),
    right: db("backupWindow", "18:00-18:30"),
  },
  {
    says: 'data.mariadb.backupWindow must be at least 30 minutes long; got "23:50-00:19". Let it end later.',
    wrong: db("backupWindow", "23:50-00:19"),
    right: db("backupWindow", "23:50-00:20"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must be at least 30 minutes long; got "sun:23:50-mon:00:10". Let it end later.',
    wrong: db("maintenanceWindow", "sun:23:50-mon:00:10"),
    right: db("maintenanceWindow", "sun:23:50-mon:00:20"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must not overlap backupWindow (18:00-19:00); got "tue:18:59-tue:19:30". Move one of them.',
    wrong: db("maintenanceWindow", "tue:18:59-tue:19:30"),
    right: db("maintenanceWindow", "tue:19:00-tue:19:30"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must not overlap backupWindow (18:00-19:00); got "wed:17:00-wed:18:01". Move one of them.',
    wrong: db("maintenanceWindow", "wed:17:00-wed:18:01"),
    right: db("maintenanceWindow", "wed:17:00-wed:18:00"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must not overlap backupWindow (23:30-00:30); got "mon:00:15-mon:01:00". Move one of them.',
    wrong: { ...db("backupWindow", "23:30-00:30"), ...db("maintenanceWindow", "mon:00:15-mon:01:00") },
    right: { ...db("backupWindow", "23:30-00:30"), ...db("maintenanceWindow", "mon:00:30-mon:01:00") },
  },
  ...["db.t4g.micro", "db.t3.small"].map((instanceClass) => ({
    says: `data.mariadb.performanceInsights is not offered on ${instanceClass}; got true. Write false, or take db.t4g.medium or larger.`,
    wrong: { ...db("instanceClass", instanceClass), ...db("performanceInsights", true) },
    right: { ...db("instanceClass", "db.t4g.medium"), ...db("performanceInsights", true) },
  })),
  {
    says: "data.qdrant.nodes must be 1, or 3 and more; got 2. Two nodes have no majority when one is lost; write 1 or 3.",
    wrong: { "data.qdrant.nodes": 2 },
    right: { "data.qdrant.nodes": 3 },
  },
  {
    says: [
      "data.qdrant.nodes must be 1, or 3 and more; got 2. Two nodes have no majority when one is lost; write 1 or 3.",
      'data.qdrant.instanceType must be one whose memory is known here; got "t3.micro". Use one of: t4g.small, t4g.medium, t4g.large, t4g.xlarge, t4g.2xlarge, m7g.medium, m7g.large, m7g.xlarge, m7g.2xlarge, m7g.4xlarge, c7g.medium, c7g.large, c7g.xlarge, c7g.2xlarge, c7g.4xlarge, r7g.medium, r7g.large, r7g.xlarge, r7g.2xlarge, r7g.4xlarge.',
    ],
    wrong: { "data.qdrant.nodes": 2, "data.qdrant.instanceType": "t3.micro" },
    right: { "data.qdrant.nodes": 1, "data.qdrant.instanceType": "t4g.large" },
  },
  {
    // 262144 vectors of 1024 dimensions are 1536 MiB, all that a t4g.small has beside the system.
    says: 'data.qdrant.instanceType must hold 1537 MiB of vectors per node and has 1536 MiB; got "t4g.small". Take a larger type, more nodes, or fewer vectors.',
    wrong: collection(262145),
    right: collection(262144),
  },
  {
    // Three nodes hold every vector twice: two thirds each.
    says: 'data.qdrant.instanceType must hold 1537 MiB of vectors per node and has 1536 MiB; got "t4g.small". Take a larger type, more nodes, or fewer vectors.',
    wrong: { ...collection(393217), "data.qdrant.nodes": 3 },
    right: { ...collection(393216), "data.qdrant.nodes": 3 },
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
