import type { QdrantConfig } from "../../../infra/config/schema/data";
import { qdrantMemoryMiB } from "../../../infra/qdrant";
import { probeScript, startScript, tlsFiles } from "./command";
import { nodeHost, ports } from "./names";

export interface NodeContainerArgs extends Pick<QdrantConfig, "instanceType" | "nodes" | "version"> {
  readonly node: number;
  /** DNS zone of the nodes. */
  readonly zone: string;
  readonly region: string;
  readonly logGroup: string;
  /** Secret with `key` and `alternate`. */
  readonly keySecretArn: string;
  /** Secret with `certificate`, its private `key`, and the `authority` that both are checked by. */
  readonly certificateSecretArn: string;
  /** Changes with the certificate, so that the node gets the new one. */
  readonly authorityFingerprint: string;
  /** Bucket for snapshots, where there is one. */
  readonly snapshotBucket: string | undefined;
}

/** The container of one node, in the form in which ECS gives it back. */
export function nodeContainer(args: NodeContainerArgs): Record<string, unknown> {
  return {
    name: "qdrant",
    image: `docker.io/qdrant/qdrant:v${args.version}-unprivileged`,
    essential: true,
    cpu: 0,
    memory: qdrantMemoryMiB(args.instanceType),
    command: ["bash", "-c", startScript(args.node, args.zone)],
    environment: nodeVariables(args),
    environmentFiles: [],
    secrets: nodeSecrets(args),
    portMappings: Object.values(ports).map((port) => ({
      containerPort: port,
      hostPort: port,
      protocol: "tcp",
    })),
    mountPoints: ["snapshots", "storage"].map((name) => ({
      sourceVolume: name,
      containerPath: `/qdrant/${name}`,
      readOnly: false,
    })),
    healthCheck: {
      command: ["CMD", "bash", "-c", probeScript],
      // ECS stops a node only when it was not ready for some 20 minutes: it may have to fetch its shards first.
      interval: 30,
      timeout: 60,
      retries: 10,
      startPeriod: 300,
    },
    linuxParameters: { initProcessEnabled: true },
    // Qdrant maps many segment files at once.
    ulimits: [{ name: "nofile", softLimit: 65535, hardLimit: 65535 }],
    stopTimeout: 120,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": args.logGroup,
        "awslogs-region": args.region,
        "awslogs-stream-prefix": `node-${args.node}`,
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    },
    systemControls: [],
    volumesFrom: [],
  };
}

/** An empty alternate key is none: https://github.com/qdrant/qdrant/blob/v1.19.0/src/common/auth/mod.rs */
function nodeSecrets({ keySecretArn, certificateSecretArn }: NodeContainerArgs) {
  return Object.entries({
    QDRANT__SERVICE__ALT_API_KEY: `${keySecretArn}:alternate::`,
    QDRANT__SERVICE__API_KEY: `${keySecretArn}:key::`,
    TLS_AUTHORITY: `${certificateSecretArn}:authority::`,
    TLS_CERTIFICATE: `${certificateSecretArn}:certificate::`,
    TLS_KEY: `${certificateSecretArn}:key::`,
  }).map(([name, valueFrom]) => ({ name, valueFrom }));
}

/**
 * https://github.com/qdrant/qdrant/blob/v1.19.0/config/config.yaml; several defaults there are open ones. Nodes know
 * each other by their certificates. They are not asked for the key as well: while it changes, each has another one.
 */
function nodeVariables(args: NodeContainerArgs): { name: string; value: string }[] {
  const { node, zone, snapshotBucket } = args;
  const uri = (of: number) => `https://${nodeHost(of, zone)}:${ports.peers}`;
  const variables: Record<string, string> = {
    // A node alone is a cluster too: only so can others join it.
    QDRANT__CLUSTER__ENABLED: "true",
    QDRANT__CLUSTER__P2P__ENABLE_TLS: "true",
    QDRANT__CLUSTER__P2P__PORT: String(ports.peers),
    QDRANT__SERVICE__ENABLE_CORS: "false",
    QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY: "false",
    QDRANT__SERVICE__ENABLE_TLS: "true",
    QDRANT__SERVICE__JWT_RBAC: "true",
    QDRANT__TELEMETRY_DISABLED: "true",
    QDRANT__TLS__CA_CERT: tlsFiles.authority,
    QDRANT__TLS__CERT: tlsFiles.certificate,
    QDRANT__TLS__KEY: tlsFiles.key,
    QDRANT_URI: uri(node),
    // A node that has joined ignores it.
    ...(node === 0 ? {} : { QDRANT_BOOTSTRAP: uri(0) }),
    ...(snapshotBucket === undefined ? {} : snapshotVariables(snapshotBucket, args.region)),
    TLS_AUTHORITY_FINGERPRINT: args.authorityFingerprint,
  };
  return Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

/** Without keys of AWS: Qdrant then takes the role of its task (SnapshotStorageManager in snapshots_manager.rs). */
function snapshotVariables(bucket: string, region: string): Record<string, string> {
  return {
    QDRANT__STORAGE__SNAPSHOTS_CONFIG__S3_CONFIG__BUCKET: bucket,
    QDRANT__STORAGE__SNAPSHOTS_CONFIG__S3_CONFIG__REGION: region,
    QDRANT__STORAGE__SNAPSHOTS_CONFIG__SNAPSHOTS_STORAGE: "s3",
  };
}
