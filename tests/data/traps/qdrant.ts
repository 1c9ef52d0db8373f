import { expect } from "chai";
import { upgradeFault } from "../../../infra/qdrantUpgrade";
import { only } from "../../support/harness";
import { type Built, containersOf, each, refused, refusedAll, type Trap } from "./trap";

const volume = "aws:ebs/volume:Volume";
const nodes = ({ whole }: Built) => containersOf(whole, "data-qdrant");
const setting = (built: Built, name: string) =>
  new Set(nodes(built).map(({ environment }) => environment.find((one) => one.name === name)?.value));
const collections = (built: Built, graph: "whole" | "small") =>
  built[graph]
    .ofType("aws:lambda/invocation:Invocation")
    .map(({ inputs }) => JSON.parse(String(inputs.input)) as { qdrant?: { collections: object } })
    .flatMap(
      ({ qdrant }) => Object.values(qdrant?.collections ?? {}) as { shards: number; replicas: number }[],
    );

export const qdrantTraps: readonly Trap[] = [
  [
    "a network file system, which breaks Qdrant's files",
    ({ whole }) => {
      const tasks = whole
        .ofType("aws:ecs/taskDefinition:TaskDefinition")
        .filter(({ name }) => name.startsWith("data-qdrant"));
      for (const { inputs } of tasks) {
        expect(JSON.stringify(inputs.volumes)).not.to.match(/efs|fsx|s3/i);
        for (const one of inputs.volumes as object[]) expect(one).to.have.property("hostPath");
      }
      expect(whole.nodes.filter(({ type }) => type.startsWith("aws:efs/"))).to.deep.equal([]);
    },
  ],
  [
    "the port between nodes, which asks for no key, open to others",
    ({ whole }) => {
      const server = only(whole, "aws:ec2/securityGroup:SecurityGroup", "data-qdrant-server").outputs.id;
      const open = ["Ingress", "Egress"]
        .flatMap((way) => whole.ofType(`aws:vpc/securityGroup${way}Rule:SecurityGroup${way}Rule`))
        .filter(({ inputs }) => [inputs.securityGroupId, inputs.referencedSecurityGroupId].includes(server))
        .filter(({ inputs }) => Number(inputs.fromPort) <= 6335 && Number(inputs.toPort) >= 6335);
      expect(open).to.have.length(2);
      for (const { inputs } of open)
        expect(inputs.referencedSecurityGroupId).to.equal(inputs.securityGroupId);
    },
  ],
  [
    "calls from any page of any site (CORS), which is Qdrant's default",
    (built) => expect(setting(built, "QDRANT__SERVICE__ENABLE_CORS")).to.deep.equal(new Set(["false"])),
  ],
  [
    "snapshots from any address, which Qdrant would fetch from inside",
    (built) =>
      expect(setting(built, "QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY")).to.deep.equal(
        new Set(["false"]),
      ),
  ],
  [
    "a key that is good for everything in the hands of a module",
    (built) => {
      expect(setting(built, "QDRANT__SERVICE__JWT_RBAC")).to.deep.equal(new Set(["true"]));
      const key = only(built.whole, "aws:secretsmanager/secret:Secret", "data-qdrant-key").outputs
        .arn as string;
      const others = containersOf(built.whole).filter(({ name }) => name !== "qdrant");
      expect(JSON.stringify(others)).not.to.contain(key);
    },
  ],
  [
    "reports to the maker",
    (built) => expect(setting(built, "QDRANT__TELEMETRY_DISABLED")).to.deep.equal(new Set(["true"])),
  ],
  [
    "words that everybody on the way can read",
    (built) => {
      for (const name of ["QDRANT__SERVICE__ENABLE_TLS", "QDRANT__CLUSTER__P2P__ENABLE_TLS"])
        expect(setting(built, name), name).to.deep.equal(new Set(["true"]));
    },
  ],
  [
    "keys of AWS in the settings of snapshots",
    (built) => {
      expect(JSON.stringify(nodes(built))).not.to.match(/S3_CONFIG__(ACCESS|SECRET)_KEY/);
      expect(setting(built, "QDRANT__STORAGE__SNAPSHOTS_CONFIG__SNAPSHOTS_STORAGE")).to.deep.equal(
        new Set(["s3"]),
      );
    },
  ],
  [
    "a token without a list of collections, which opens all of them",
    refused("modules.planning.data.collections", { "modules.planning.data.collections": {} }),
  ],
  [
    "a health check with curl, which the image does not have",
    (built) => {
      for (const { healthCheck } of nodes(built))
        expect(healthCheck!.command.join(" ")).not.to.match(/curl|wget/);
    },
  ],
  [
    "root in the container, and files that its user cannot write",
    (built) => {
      for (const { image } of nodes(built)) expect(image).to.match(/:v\d+\.\d+\.\d+-unprivileged$/);
      const template = only(built.whole, "aws:ec2/launchTemplate:LaunchTemplate", "data-qdrant-0");
      const userData = Buffer.from(String(template.inputs.userData), "base64").toString();
      expect(userData).to.match(/chown 1000:1000 /);
    },
  ],
  [
    "more vectors than memory",
    refused("data.qdrant.instanceType", { "modules.planning.data.collections.documents.vectors": 400_000 }),
  ],
  [
    "more vectors than room on the volume",
    refused("data.qdrant.volumeGiB", {
      "modules.planning.data.collections.documents.vectors": 1_000_000,
      "data.qdrant.instanceType": "r7g.large",
    }),
  ],
  [
    "shards that do not spread over the nodes",
    (built) => {
      for (const { shards } of collections(built, "whole")) expect(shards % 3).to.equal(0);
      expect(collections(built, "whole")).to.not.have.length(0);
    },
  ],
  [
    "a cluster that cannot grow, since a collection keeps the shards that it was made with",
    (built) => {
      const shards = (graph: "whole" | "small") =>
        new Set(collections(built, graph).map((one) => one.shards));
      expect(shards("small")).to.deep.equal(shards("whole"));
    },
  ],
  [
    "more copies than nodes, or one copy in a cluster",
    (built) => {
      expect(new Set(collections(built, "whole").map(({ replicas }) => replicas))).to.deep.equal(
        new Set([2]),
      );
      expect(new Set(collections(built, "small").map(({ replicas }) => replicas))).to.deep.equal(
        new Set([1]),
      );
    },
  ],
  [
    "two nodes, without a majority when one is lost",
    refused("data.qdrant.nodes", { "data.qdrant.nodes": 2 }),
  ],
  [
    "one node in production",
    refused(
      "data.qdrant.nodes",
      { "data.qdrant.nodes": 1, "data.qdrant.instanceType": "r7g.2xlarge" },
      "prod",
    ),
  ],
  [
    "two zones for a cluster in production",
    refused("network.availabilityZones", { "network.availabilityZones": 2 }, "prod"),
  ],
  ...(
    [
      ["two minor versions at once", "1.17.1", undefined, "1.19.0"],
      ["a way down", "1.19.1", undefined, "1.19.0"],
      ["a way down from a version that some nodes have begun", "1.18.2", "1.19.1", "1.19.0"],
      ["another major version", "1.19.0", undefined, "2.0.0"],
    ] as const
  ).map(([trap, running, begun, wanted]): Trap => [
    trap,
    () => expect(upgradeFault(running, begun, wanted)).to.have.property("path", "data.qdrant.version"),
  ]),
  ...refusedAll(
    "a version that says too little",
    "data.qdrant.version",
    { "data.qdrant.version": "1.19" },
    { "data.qdrant.version": "latest" },
  ),
  [
    "nodes that could run in a zone without their volume, or two at once",
    ({ whole }) => {
      const volumes = whole.ofType(volume);
      expect(volumes).to.have.length(3);
      for (const { name, inputs } of volumes) {
        const group = only(whole, "aws:autoscaling/group:Group", name).inputs;
        expect(group).to.include({ minSize: 1, maxSize: 1, desiredCapacity: 1 });
        const [subnet, ...more] = group.vpcZoneIdentifiers as string[];
        expect(more).to.deep.equal([]);
        expect(whole.withId("aws:ec2/subnet:Subnet", subnet)!.inputs.availabilityZone).to.equal(
          inputs.availabilityZone,
        );
        const service = only(whole, "aws:ecs/service:Service", name).inputs;
        expect(service).to.include({ deploymentMinimumHealthyPercent: 0, deploymentMaximumPercent: 100 });
        expect(JSON.stringify(service.placementConstraints)).to.contain("attribute:qdrant.node ==");
      }
    },
  ],
  [
    "a container that is killed while it writes",
    (built) => {
      for (const { stopTimeout } of nodes(built)) expect(stopTimeout).to.equal(120);
    },
  ],
  [
    "a volume that is gone with a wrong word, slow or open",
    ({ whole }) =>
      each(whole, volume, ({ inputs, options }) => {
        expect(inputs).to.include({ type: "gp3", encrypted: true, finalSnapshot: true });
        expect(inputs.kmsKeyId).to.match(/^arn:aws:kms:/);
        expect(options).to.include({ protect: true, retainOnDelete: true });
      }),
  ],
  [
    "an attachment that cannot follow the instances of a group",
    ({ whole }) => expect(whole.ofType("aws:ec2/volumeAttachment:VolumeAttachment")).to.deep.equal([]),
  ],
  [
    "a new template that takes all nodes down at once",
    ({ whole }) => {
      // The group of a node waits for the service of the node before it.
      each(whole, "aws:autoscaling/group:Group", ({ name, inputs }) => {
        expect(inputs, name).not.to.have.property("instanceRefresh");
      });
      const second = only(whole, "aws:ecs/service:Service", "data-qdrant-1");
      expect(second.options.dependencies).to.include(
        only(whole, "aws:ecs/service:Service", "data-qdrant-0").urn,
      );
    },
  ],
  [
    "a copy of volumes for one of collections",
    refused("data.qdrant.snapshotRetentionDays", { "data.qdrant.snapshotRetentionDays": false }, "prod"),
  ],
];
