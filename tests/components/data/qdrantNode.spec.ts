import { expect } from "chai";
import { fingerprint } from "../../../components/data/qdrant/certificate";
import { nodeContainer } from "../../../components/data/qdrant/container";
import type { Qdrant, QdrantArgs } from "../../../components/data/qdrant/Qdrant";
import { userData } from "../../../components/data/qdrant/userData";
import type { Graph } from "../../../simulator/graph";
import { keyArn, qdrantConfig, valueOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { buildQdrant, cluster } from "./qdrantArgs";

const nodes = async (change: Partial<QdrantArgs> = {}): Promise<Graph> => (await buildQdrant(change)).graph;

/** Zone and subnet by node: the third one comes back to the first zone. */
const places = [
  [0, `${region}a`, "subnet-private-a"],
  [1, `${region}c`, "subnet-private-c"],
  [2, `${region}a`, "subnet-private-a"],
] as const;

describe("a node of Qdrant", () => {
  for (const [deletion, keep] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`keeps its data on an encrypted volume of its own, ${deletion}`, async () => {
      const graph = await nodes({ deletion });
      for (const [node, zone] of places) {
        const { inputs, options } = only(graph, "aws:ebs/volume:Volume", `qdrant-${node}`);
        expect(inputs).to.deep.equal({
          availabilityZone: zone,
          type: "gp3",
          size: 50,
          encrypted: true,
          kmsKeyId: keyArn("data"),
          finalSnapshot: keep,
          tags: { Name: `qdrant-${node}`, QdrantCluster: cluster, Backup: "true" },
        });
        expect(options).to.include({ protect: keep, retainOnDelete: keep });
      }
    });

  it("is an instance without public access, with IMDSv2 and an encrypted root", async () => {
    const graph = await nodes();
    const { userData: encoded, ...inputs } = only(
      graph,
      "aws:ec2/launchTemplate:LaunchTemplate",
      "qdrant-1",
    ).inputs;
    const tags = {
      Project: "ai-platform",
      Environment: "test",
      ManagedBy: "pulumi",
      Name: "qdrant-1",
    };
    expect(inputs).to.deep.equal({
      imageId: "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
      instanceType: "t4g.small",
      iamInstanceProfile: { arn: only(graph, "aws:iam/instanceProfile:InstanceProfile").outputs.arn },
      vpcSecurityGroupIds: [only(graph, "aws:ec2/securityGroup:SecurityGroup", "qdrant-hosts").outputs.id],
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1, httpEndpoint: "enabled" },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 30, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: [
        { resourceType: "instance", tags: { ...tags, QdrantCluster: cluster } },
        { resourceType: "volume", tags },
      ],
      updateDefaultVersion: true,
    });
    const volumeId = String(only(graph, "aws:ebs/volume:Volume", "qdrant-1").outputs.id);
    expect(Buffer.from(String(encoded), "base64").toString()).to.equal(
      userData({ environment: "test", cluster, region, volumeId, node: 1 }),
    );
  });

  it("is one instance in the zone of its volume, which goes before another one comes", async () => {
    const graph = await nodes();
    for (const [node, , subnet] of places) {
      const { inputs, options } = only(graph, "aws:autoscaling/group:Group", `qdrant-${node}`);
      expect(inputs).to.deep.equal({
        // Of the launch template's version: another one makes another group.
        name: `${cluster}-qdrant-${node}-1`,
        minSize: 1,
        maxSize: 1,
        desiredCapacity: 1,
        vpcZoneIdentifiers: [subnet],
        launchTemplate: {
          id: only(graph, "aws:ec2/launchTemplate:LaunchTemplate", `qdrant-${node}`).outputs.id,
          version: "1",
        },
        healthCheckType: "EC2",
        tags: [
          ["Project", "ai-platform"],
          ["Environment", "test"],
          ["ManagedBy", "pulumi"],
          ["AmazonECSManaged", "false"],
          ["Name", `qdrant-${node}`],
        ].map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
      });
      expect(options).to.deep.include({ deleteBeforeReplace: true });
    }
  });

  it("has a name in the environment's namespace", async () => {
    const graph = await nodes();
    for (const [node] of places)
      expect(only(graph, "aws:servicediscovery/service:Service", `qdrant-${node}`).inputs).to.deep.equal({
        name: `qdrant-${node}`,
        dnsConfig: {
          namespaceId: "ns-test",
          dnsRecords: [{ type: "A", ttl: 10 }],
          routingPolicy: "MULTIVALUE",
        },
      });
  });

  it("runs one task, on its own instance only, stopped before it is replaced", async () => {
    const graph = await nodes();
    for (const [node, , subnet] of places) {
      const name = `qdrant-${node}`;
      const { inputs, options } = only(graph, "aws:ecs/service:Service", name);
      expect(inputs).to.deep.equal({
        name,
        cluster: `arn:aws:ecs:${region}:123456789012:cluster/${cluster}`,
        taskDefinition: only(graph, "aws:ecs/taskDefinition:TaskDefinition", name).outputs.arn,
        launchType: "EC2",
        desiredCount: 1,
        placementConstraints: [
          { type: "memberOf", expression: `attribute:qdrant.node == ${cluster}-${node}` },
        ],
        deploymentMinimumHealthyPercent: 0,
        deploymentMaximumPercent: 100,
        deploymentCircuitBreaker: { enable: true, rollback: false },
        networkConfiguration: {
          subnets: [subnet],
          securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup", "qdrant-server").outputs.id],
        },
        serviceRegistries: {
          registryArn: only(graph, "aws:servicediscovery/service:Service", name).outputs.arn,
        },
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        forceNewDeployment: true,
        // Another instance is another deployment, for which the next node waits.
        triggers: { launchTemplate: "1" },
        waitForSteadyState: true,
      });
      expect(options).to.deep.include({ deleteBeforeReplace: true, ignoreChanges: [] });
    }
  });

  it("waits for its instance and for the node before it", async () => {
    const graph = await nodes();
    const urn = (type: string, node: number) => only(graph, type, `qdrant-${node}`).urn;
    for (const [node] of places) {
      const waitsFor = (type: string) => only(graph, type, `qdrant-${node}`).options.dependencies;
      expect(waitsFor("aws:ecs/service:Service")).to.include(urn("aws:autoscaling/group:Group", node));
      const services = places
        .map(([other]) => other)
        .filter((other) =>
          waitsFor("aws:autoscaling/group:Group").includes(urn("aws:ecs/service:Service", other)),
        );
      expect(services).to.deep.equal(node === 0 ? [] : [node - 1]);
    }
  });

  it("is defined by this task, whose revisions stay", async () => {
    const { graph, made } = await buildQdrant();
    const { containerDefinitions, ...inputs } = only(
      graph,
      "aws:ecs/taskDefinition:TaskDefinition",
      "qdrant-2",
    ).inputs;
    expect(inputs).to.deep.equal({
      family: `${cluster}-qdrant-2`,
      requiresCompatibilities: ["EC2"],
      networkMode: "awsvpc",
      executionRoleArn: only(graph, "aws:iam/role:Role", "qdrant-execution").outputs.arn,
      taskRoleArn: only(graph, "aws:iam/role:Role", "qdrant-task").outputs.arn,
      volumes: [
        { name: "snapshots", hostPath: "/var/lib/qdrant/snapshots" },
        { name: "storage", hostPath: "/var/lib/qdrant/storage" },
      ],
      skipDestroy: true,
    });
    const secretArn = (name: string) =>
      String(only(graph, "aws:secretsmanager/secret:Secret", name).outputs.arn);
    expect(JSON.parse(String(containerDefinitions))).to.deep.equal([
      nodeContainer({
        ...qdrantConfig({ nodes: 3 }),
        node: 2,
        zone: "test.ai-platform.internal",
        keySecretArn: secretArn("qdrant-key"),
        certificateSecretArn: secretArn("qdrant-certificate"),
        authorityFingerprint: fingerprint(await valueOf((made as Qdrant).authority)),
        snapshotBucket: String(only(graph, "aws:s3/bucket:Bucket").outputs.bucket),
        logGroup: "/ai-platform/test/data/qdrant",
        region,
      }),
    ]);
  });

  it("has no role of its own without snapshots", async () => {
    const graph = await nodes({ nodes: 1, snapshotRetentionDays: false });
    expect(only(graph, "aws:ecs/taskDefinition:TaskDefinition").inputs).not.to.have.property("taskRoleArn");
  });
});
