import { qdrantMemoryMiB, replicationFactor } from "../../../infra/qdrant";
import type { QdrantConfig } from "../../../infra/config/schema/data";

export const ports = { http: 6333, grpc: 6334, peers: 6335 } as const;

export interface NodeContainerArgs extends QdrantConfig {
  readonly node: number;
  /** DNS zone of the nodes. */
  readonly zone: string;
  readonly apiKeySecretArn: string;
  readonly logGroup: string;
  readonly region: string;
}

/** DNS name of a node. */
export function nodeHost(node: number, zone: string): string {
  return `qdrant-${node}.${zone}`;
}

/** The container of one node, in the form in which ECS gives it back. */
export function nodeContainer(args: NodeContainerArgs): Record<string, unknown> {
  return {
    name: "qdrant",
    image: `docker.io/qdrant/qdrant:v${args.version}-unprivileged`,
    essential: true,
    cpu: 0,
    memory: qdrantMemoryMiB(args.instanceType),
    environment: nodeVariables(args),
    environmentFiles: [],
    secrets: [{ name: "QDRANT__SERVICE__API_KEY", valueFrom: args.apiKeySecretArn }],
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
      // The image has neither curl nor wget; bash can open the port itself.
      command: [
        "CMD",
        "bash",
        "-c",
        `exec 3<>/dev/tcp/127.0.0.1/${ports.http} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3`,
      ],
      interval: 15,
      timeout: 5,
      retries: 4,
      startPeriod: 120,
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

/** https://github.com/qdrant/qdrant/blob/master/config/config.yaml; several defaults there are open ones. */
function nodeVariables({ nodes, node, zone }: NodeContainerArgs): { name: string; value: string }[] {
  const uri = (of: number) => `http://${nodeHost(of, zone)}:${ports.peers}`;
  const variables: Record<string, string> = {
    QDRANT__SERVICE__ENABLE_CORS: "false",
    QDRANT__SERVICE__ENABLE_SNAPSHOT_URL_RECOVERY: "false",
    QDRANT__SERVICE__JWT_RBAC: "true",
    QDRANT__STORAGE__COLLECTION__REPLICATION_FACTOR: String(replicationFactor(nodes)),
    QDRANT__TELEMETRY_DISABLED: "true",
    ...(nodes === 1
      ? {}
      : {
          QDRANT__CLUSTER__ENABLED: "true",
          QDRANT__CLUSTER__P2P__PORT: String(ports.peers),
          // The first node starts the cluster, the others ask it to join; both forms are ignored later on.
          QDRANT_URI: uri(node),
          ...(node === 0 ? {} : { QDRANT_BOOTSTRAP: uri(0) }),
        }),
  };
  return Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
