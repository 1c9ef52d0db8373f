import { expect } from "chai";
import { fingerprint } from "../../../components/data/qdrant/certificate";
import { probeScript, startScript } from "../../../components/data/qdrant/command";
import { nodeContainer, type NodeContainerArgs } from "../../../components/data/qdrant/container";
import { nodeHost, ports } from "../../../components/data/qdrant/names";

const container = (change: Partial<NodeContainerArgs> = {}) =>
  nodeContainer({
    ...{ version: "1.19.0", instanceType: "t4g.small", nodes: 1, node: 0 },
    ...{ zone: "test.internal", region: "us-east-1", logGroup: "/logs", snapshotBucket: undefined },
    ...{ keySecretArn: "arn:keys", certificateSecretArn: "arn:certificate", authorityFingerprint: "f00d" },
    ...change,
  });

const environment = (change: Partial<NodeContainerArgs> = {}) =>
  (container(change).environment as { name: string; value: string }[]).map(
    ({ name, value }) => `${name}=${value}`,
  );

/** Of the first node of one, without snapshots; closed where Qdrant's own defaults are open. */
const always = [
  "QDRANT_URI=https://qdrant-0.test.internal:6335",
  "QDRANT__CLUSTER__ENABLED=true",
  "QDRANT__CLUSTER__P2P__ENABLE_TLS=true",
  "QDRANT__CLUSTER__P2P__PORT=6335",
  "QDRANT__SERVICE__ENABLE_CORS=false",
  "QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY=false",
  "QDRANT__SERVICE__ENABLE_TLS=true",
  "QDRANT__SERVICE__JWT_RBAC=true",
  "QDRANT__TELEMETRY_DISABLED=true",
  "QDRANT__TLS__CA_CERT=/dev/shm/tls/authority.pem",
  "QDRANT__TLS__CERT=/dev/shm/tls/certificate.pem",
  "QDRANT__TLS__KEY=/dev/shm/tls/key.pem",
  "TLS_AUTHORITY_FINGERPRINT=f00d",
];

/** What one change of the arguments changes in the variables. */
const changes: readonly (readonly [
  string,
  Partial<NodeContainerArgs>,
  { plus: string[]; minus: string[] },
])[] = [
  [
    "that is not the first asks that one to join",
    { node: 2 },
    {
      plus: [
        "QDRANT_BOOTSTRAP=https://qdrant-0.test.internal:6335",
        "QDRANT_URI=https://qdrant-2.test.internal:6335",
      ],
      minus: ["QDRANT_URI=https://qdrant-0.test.internal:6335"],
    },
  ],
  [
    "with a bucket puts its snapshots there, by the role of its task",
    { snapshotBucket: "snapshots" },
    {
      plus: [
        "QDRANT__STORAGE__SNAPSHOTS_CONFIG__S3_CONFIG__BUCKET=snapshots",
        "QDRANT__STORAGE__SNAPSHOTS_CONFIG__S3_CONFIG__REGION=us-east-1",
        "QDRANT__STORAGE__SNAPSHOTS_CONFIG__SNAPSHOTS_STORAGE=s3",
      ],
      minus: [],
    },
  ],
  [
    "under another authority is another one, so that it starts again",
    { authorityFingerprint: "beef" },
    { plus: ["TLS_AUTHORITY_FINGERPRINT=beef"], minus: ["TLS_AUTHORITY_FINGERPRINT=f00d"] },
  ],
];

describe("the definition of a node of Qdrant", () => {
  it("is this one, in the form in which ECS gives it back", () => {
    const { environment: _, ...rest } = container();
    expect(rest).to.deep.equal({
      name: "qdrant",
      image: "docker.io/qdrant/qdrant:v1.19.0-unprivileged",
      essential: true,
      cpu: 0,
      // 95 % of 2048 MiB is what ECS sees.
      memory: 1433,
      command: ["bash", "-c", startScript(0, "test.internal")],
      environmentFiles: [],
      secrets: [
        { name: "QDRANT__SERVICE__ALT_API_KEY", valueFrom: "arn:keys:alternate::" },
        { name: "QDRANT__SERVICE__API_KEY", valueFrom: "arn:keys:key::" },
        { name: "TLS_AUTHORITY", valueFrom: "arn:certificate:authority::" },
        { name: "TLS_CERTIFICATE", valueFrom: "arn:certificate:certificate::" },
        { name: "TLS_KEY", valueFrom: "arn:certificate:key::" },
      ],
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
        command: ["CMD", "bash", "-c", probeScript],
        interval: 30,
        timeout: 60,
        retries: 10,
        startPeriod: 300,
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

  it("has these variables when it is alone, by their names in order", () => {
    expect(environment()).to.deep.equal(always);
  });

  for (const [what, change, { plus, minus }] of changes)
    it(what, () => {
      const expected = [...always.filter((variable) => !minus.includes(variable)), ...plus];
      expect(environment(change)).to.have.members(expected);
    });

  it("gives no value of a secret away in its environment", () => {
    const all = environment({ nodes: 3, node: 1, snapshotBucket: "snapshots" });
    expect(all.join()).not.to.match(/API_KEY|arn:|ACCESS_KEY|SECRET_KEY/);
  });

  it("does not change with the number of nodes, so that one more restarts none", () => {
    expect(container({ nodes: 3 })).to.deep.equal(container({ nodes: 1 }));
  });

  it("is reached under its own name", () => {
    expect(nodeHost(2, "test.internal")).to.equal("qdrant-2.test.internal");
    expect(ports).to.deep.equal({ http: 6333, grpc: 6334, peers: 6335 });
  });

  it("knows an authority by 64 digits", () => {
    expect(fingerprint("one")).to.match(/^[0-9a-f]{64}$/);
    expect(fingerprint("one")).not.to.equal(fingerprint("other"));
  });
});
