import { expect } from "chai";
import type { Services } from "../../../../automation/scaffold/compose/read";
import type { EntryMap } from "../../../../automation/scaffold/yamlText";
import { faultsWith, imported } from "./outcome";

const redis = { image: "redis:7" };
const mariadb = { image: "mariadb:11" };

interface Shape {
  /** What the file of a project has. */
  readonly what: string;
  readonly service: Services[string];
  readonly others?: Services;
  /** All of the entry but `routes`. */
  readonly entry: EntryMap;
  /** A key, what of it, and what is said of that. */
  readonly told: readonly (readonly [key: string, what: string, why: string])[];
}

const shapes: readonly Shape[] = [
  {
    what: "a setting that happens to be a service's name",
    service: { environment: { SERVICE_NAME: "app", QUEUE: "redis" } },
    others: { redis },
    entry: { environment: { SERVICE_NAME: "app", QUEUE: "redis" } },
    told: [["environment", "SERVICE_NAME, QUEUE", ""]],
  },
  {
    what: "its own address",
    service: { environment: { WORKER: "http://app:21002", SEED_HOSTS: "app" } },
    entry: {},
    told: [["environment", "WORKER, SEED_HOSTS", "one machine"]],
  },
  {
    what: "a store behind a port that nobody knows, and one among several",
    service: { environment: { A_URL: "redis://redis:${PORT}", B: "other:9092,redis:6379" } },
    others: { redis },
    entry: { data: { cache: true } },
    told: [["environment", "A_URL, B", "about the service redis"]],
  },
  {
    what: "a store whose address has a password in it",
    service: { environment: { REDIS_URL: "redis://:hunter2@redis:6379/0" } },
    others: { redis },
    entry: { data: { cache: true } },
    told: [["environment", "REDIS_URL", "data.cache: true"]],
  },
  {
    what: "a store under names that the platform keeps for itself",
    service: { environment: { DB_HOST: "db", DB_USER: "root" } },
    others: { db: mariadb },
    entry: { data: { schema: true } },
    told: [["environment", "DB_HOST, DB_USER", "the platform sets it"]],
  },
  {
    what: "the user of a store, and how it is reached",
    service: {
      environment: { MYSQL_HOST: "db", MYSQL_USER: "root", MYSQL_TLS_ENABLED: "false", MYSQL_LOG: "1" },
    },
    others: { db: mariadb },
    entry: { environment: { MYSQL_LOG: "1" }, data: { schema: true } },
    told: [["environment", "MYSQL_HOST, MYSQL_USER, MYSQL_TLS_ENABLED", "come as DB_*"]],
  },
  {
    what: "memory, as a number and as a variable",
    service: { mem_limit: "3g", mem_reservation: "${MEMORY}" },
    entry: { size: { cpu: 512, memoryMiB: 3072 } },
    told: [["mem_limit", "cpus and memory", "next size"]],
  },
  {
    what: "memory that only whoever starts it knows",
    service: { mem_limit: "${MEMORY}" },
    entry: {},
    told: [["mem_limit", "cpus and memory", "write size by hand"]],
  },
  {
    what: "a runtime that is no GPU's",
    service: { runtime: "io.containerd.wasmedge.v1" },
    entry: {},
    told: [["runtime", "io.containerd.wasmedge.v1", "containers of Linux"]],
  },
  {
    what: "a port that only whoever starts it knows",
    service: { ports: ["${APP_PORT}"] },
    entry: {},
    told: [
      ["ports", "a variable", "write port by hand"],
      ["ports", "published", "the whole path"],
    ],
  },
  {
    what: "a port of UDP",
    service: { ports: ["51820:51820/udp"] },
    entry: {},
    told: [
      ["ports", "UDP", "speaks TCP"],
      ["ports", "not published", "callers with a token"],
    ],
  },
  {
    what: "no port but that of its check",
    service: { healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:9390/health"] } },
    entry: { port: 9390, health: { path: "/health" } },
    told: [["healthcheck", "9390", "PORT tells it the same"]],
  },
  {
    what: "an address without http:// in its check",
    service: { ports: ["8000"], healthcheck: { test: "curl --fail localhost:8000/ready || exit 1" } },
    entry: { port: 8000, health: { path: "/ready" } },
    told: [["healthcheck", "address", "load balancer"]],
  },
  {
    what: "a check that opens a port only",
    service: { healthcheck: { test: "bash -c 'echo > /dev/tcp/localhost/8000'" } },
    entry: { health: { command: ["sh", "-c", "bash -c 'echo > /dev/tcp/localhost/8000'"] } },
    told: [["healthcheck", "command", "runs in the container"]],
  },
  {
    what: "volumes that keep libraries from the mount of a source folder",
    service: { volumes: ["./src:/app", "/app/node_modules", "unused:/opt/app/node_modules/"] },
    entry: {},
    told: [
      ["volumes", "/app/node_modules", "as it is"],
      ["volumes", "/opt/app/node_modules", "as it is"],
    ],
  },
  {
    what: "volumes with variables",
    service: {
      volumes: ["${VOLUME:-models}:/models/", "${FOLDER:-./data}:/data", "${SOCKET}:/run/docker.sock"],
    },
    entry: { volumes: { models: "/models" } },
    told: [
      ["volumes", "/models", "also where the image has files"],
      ["volumes", "/data", "one machine"],
      ["volumes", "/run/docker.sock", "no Docker daemon"],
    ],
  },
  {
    what: "a /tmp of its own, beside another tmpfs",
    service: { tmpfs: ["/tmp:size=512m", "/scratch"] },
    entry: { volumes: { scratch: "/scratch" } },
    told: [["tmpfs", "/tmp", "every module can write"]],
  },
  {
    what: "a limit of files in a variable",
    service: { ulimits: { nofile: "${FILES:-4096}" } },
    entry: { container: { ulimits: { nofile: 4096 } } },
    told: [["ulimits", "limits", "nofile only"]],
  },
  {
    what: "work that ends",
    service: { restart: "no" },
    entry: {},
    told: [["restart", "no", "kind: job"]],
  },
  {
    what: "work for whose end another service waits",
    service: { image: "x" },
    others: { web: { depends_on: { app: { condition: "service_completed_successfully" } } } },
    entry: {},
    told: [["restart", "no", "kind: job"]],
  },
  {
    what: "a wait for work that ends",
    service: { depends_on: { pull: { condition: "service_completed_successfully" } } },
    others: { pull: { image: "x" } },
    entry: {},
    told: [["depends_on", "pull", "runs once"]],
  },
  {
    what: "a service of a file that it includes",
    service: { depends_on: { mysql: { condition: "service_healthy", required: false } } },
    entry: {},
    told: [["depends_on", "mysql", "docker compose config --no-interpolate"]],
  },
  {
    what: "a collector of telemetry",
    service: { environment: { OTLP: "http://otel:4317/" }, depends_on: ["otel"] },
    others: { otel: { image: "otel/opentelemetry-collector-contrib" } },
    entry: {},
    told: [["depends_on", "otel", "tracing: true"]],
  },
];

describe("a shape that Compose files of well-known projects have", () => {
  for (const { what, service, others, entry, told } of shapes)
    it(what, () => {
      const made = imported("app", { app: service, ...others });
      expect(made.entry).to.deep.equal({ routes: ["/app"], ...entry });
      expect(faultsWith("app", made.entry)).to.deep.equal([]);
      expect(JSON.stringify(made)).to.not.contain("hunter2");
      for (const [key, part, why] of told)
        expect(made.notes.find((note) => note.key === key && note.what === part)?.why).to.contain(why);
    });

  for (const [image, what] of [
    ["${POSTGRES_IMAGE}", "PostgreSQL"],
    ["${CACHE_IMAGE:-valkey/valkey:8}", "a cache"],
    ["${REGISTRY}/library/mysql:${VERSION:-8}", "MariaDB or MySQL"],
    ["redislabs/redismod", "a cache"],
    ["pgvector/pgvector:pg17", "PostgreSQL with vectors"],
    ["mcr.microsoft.com/azure-sql-edge:1.0.4", "a database"],
  ] as const)
    it(`the image ${image}, which is ${what}`, () => {
      expect(() => imported("app", { app: { image } })).to.throw(`app is ${what}, which is no module`);
    });
});
