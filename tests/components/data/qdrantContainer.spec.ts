import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { nodeContainer, nodeHost, ports } from "../../../components/data/qdrant/container";
import { dataDirectory, nodeName, userData } from "../../../components/data/qdrant/userData";

const container = (nodes: number, node: number) =>
  nodeContainer({
    version: "1.19.0",
    instanceType: "t4g.small",
    volumeGiB: 50,
    nodes,
    node,
    zone: "test.internal",
    apiKeySecretArn: "arn:secret",
    logGroup: "/logs",
    region: "us-east-1",
  });

const environment = (nodes: number, node: number) =>
  (container(nodes, node).environment as { name: string; value: string }[]).map(
    ({ name, value }) => `${name}=${value}`,
  );

/** Closed where Qdrant's own defaults are open. */
const closed = [
  "QDRANT__SERVICE__ENABLE_CORS=false",
  "QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY=false",
  "QDRANT__SERVICE__JWT_RBAC=true",
];
const clustered = ["QDRANT__CLUSTER__ENABLED=true", "QDRANT__CLUSTER__P2P__PORT=6335"];

describe("the container of a node of Qdrant", () => {
  it("is this one, in the form in which ECS gives it back", () => {
    const { environment: _, ...rest } = container(1, 0);
    expect(rest).to.deep.equal({
      name: "qdrant",
      image: "docker.io/qdrant/qdrant:v1.19.0-unprivileged",
      essential: true,
      cpu: 0,
      memory: 1536,
      environmentFiles: [],
      secrets: [{ name: "QDRANT__SERVICE__API_KEY", valueFrom: "arn:secret" }],
      portMappings: [6333, 6334, 6335].map((port) => ({
        containerPort: port,
        hostPort: port,
        protocol: "tcp",
      })),
      mountPoints: [
        { sourceVolume: "snapshots", containerPath: "/qdrant/snapshots", readOnly: false },
        { sourceVolume: "storage", containerPath: "/qdrant/storage", readOnly: false },
      ],
      healthCheck: {
        command: [
          "CMD",
          "bash",
          "-c",
          "exec 3<>/dev/tcp/127.0.0.1/6333 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3",
        ],
        interval: 15,
        timeout: 5,
        retries: 4,
        startPeriod: 120,
      },
      linuxParameters: { initProcessEnabled: true },
      ulimits: [{ name: "nofile", softLimit: 65535, hardLimit: 65535 }],
      stopTimeout: 120,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/logs",
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "node-0",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
      systemControls: [],
      volumesFrom: [],
    });
  });

  it("alone is no cluster", () => {
    expect(environment(1, 0)).to.deep.equal([
      ...closed,
      "QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR=1",
      "QDRANT__TELEMETRY_DISABLED=true",
    ]);
  });

  it("starts the cluster when it is the first of three", () => {
    expect(environment(3, 0)).to.deep.equal([
      "QDRANT_URI=http://qdrant-0.test.internal:6335",
      ...clustered,
      ...closed,
      "QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR=2",
      "QDRANT__TELEMETRY_DISABLED=true",
    ]);
  });

  it("asks the first one to join when it is another", () => {
    for (const node of [1, 2])
      expect(environment(3, node).slice(0, 2)).to.deep.equal([
        "QDRANT_BOOTSTRAP=http://qdrant-0.test.internal:6335",
        `QDRANT_URI=http://qdrant-${node}.test.internal:6335`,
      ]);
  });

  it("gives no value of a secret away in its environment", () => {
    expect(environment(3, 1).join()).not.to.match(/API_KEY|arn:/);
  });

  it("is reached under its own name", () => {
    expect(nodeHost(2, "test.internal")).to.equal("qdrant-2.test.internal");
    expect(ports).to.deep.equal({ http: 6333, grpc: 6334, peers: 6335 });
  });
});

describe("userData", () => {
  const script = userData({
    cluster: "ai-platform-test",
    region: "us-east-1",
    volumeId: "vol-0abc",
    node: 2,
  });
  const lines = script.split("\n");
  const lineOf = (text: string | RegExp) => {
    const found = lines.findIndex((line) =>
      typeof text === "string" ? line.includes(text) : text.test(line),
    );
    expect(found, String(text)).to.be.at.least(0);
    return found;
  };

  it("is a script that bash can read", function () {
    const checked = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
    if (checked.error) {
      console.log(`skipped: bash does not start (${checked.error.message})`);
      return this.skip();
    }
    expect(checked.stderr).to.equal("");
    expect(checked.status).to.equal(0);
  });

  it("stops at the first command that fails", () => {
    expect(lines.slice(0, 2)).to.deep.equal(["#!/bin/bash", "set -euo pipefail"]);
  });

  it("formats in one place only, and only where blkid finds nothing", () => {
    const formatting = lines.filter((line) => /mkfs|mke2fs|wipefs|\bdd /.test(line));
    expect(formatting).to.deep.equal(['blkid "$device" || mkfs.xfs "$device"']);
  });

  it("attaches, waits, formats, mounts, and only then joins the cluster", () => {
    const order = [
      "volume=vol-0abc",
      "aws ec2 attach-volume",
      '[ -e "$device" ]',
      "mkfs.xfs",
      `mkdir -p ${dataDirectory}`,
      "/etc/fstab",
      /^mount /,
      "chown 1000:1000",
      "ECS_CLUSTER=ai-platform-test",
    ].map(lineOf);
    expect(order).to.deep.equal([...order].sort((a, b) => a - b));
  });

  it("asks for the instance's id by IMDSv2, and shuts tasks out of it", () => {
    expect(lineOf("X-aws-ec2-metadata-token-ttl-seconds")).to.be.below(lineOf("instance-id"));
    expect(lines.filter((line) => line.includes("meta-data")).join()).to.include("X-aws-ec2-metadata-token");
    lineOf(/^ECS_AWSVPC_BLOCK_IMDS=true$/);
  });

  it("finds the volume by its own id, and marks the instance as the node's", () => {
    lineOf("nvme-Amazon_Elastic_Block_Store_${volume/-/}");
    lineOf('ECS_INSTANCE_ATTRIBUTES={"qdrant.node":"ai-platform-test-2"}');
    lineOf("AWS_DEFAULT_REGION=us-east-1");
    expect(nodeName("ai-platform-test", 2)).to.equal("ai-platform-test-2");
  });
});
