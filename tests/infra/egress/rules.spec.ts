import { ruleTable } from "../config/ruleTable";

const ranges = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    cidr: `192.168.${index}.0/24`,
    port: 1521,
    description: "DB",
  }));
const modules = Object.fromEntries(
  Array.from({ length: 26 }, (_, index) => [
    `modules.more-${index}`,
    {
      owner: "a@example.com",
      kind: "worker",
      outbound: ranges(20).map((range) => ({ ...range, port: 1521 + index })),
    },
  ]),
);
const existing = {
  vpcId: "vpc-01234567",
  privateSubnetIds: ["subnet-00000000", "subnet-00000001"],
  isolatedSubnetIds: ["subnet-00000002", "subnet-00000003"],
};

ruleTable("rules of the way out", [
  {
    says: 'network.egress.mode must be open for an existing VPC; got "alert". Write open: a firewall is for all in a VPC, so its owner makes it.',
    wrong: { "network.existing": existing },
    right: { "network.existing": existing, "network.egress.mode": "open" },
  },
  {
    says: 'network.egress.domains must not name a domain twice; got "example.com". Remove one.',
    wrong: { "network.egress.domains": ["example.com", "*.example.com", "example.com"] },
    right: { "network.egress.domains": ["example.com", "*.example.com"] },
  },
  {
    trap: "the capacity of a rule group cannot be changed",
    says: "network.egress.mode must be block where modules have more than 500 ranges in outbound; got 520. Write block, or larger ranges.",
    wrong: { "network.egress.mode": "strict", ...modules },
    right: { "network.egress.mode": "block", ...modules },
  },
]);
