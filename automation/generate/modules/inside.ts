import type { FieldExample, FieldExamples } from "./example";

const image = "public.ecr.aws/docker/library/redis:8.2-alpine";
const sidecar = (more: object = {}): FieldExample => ({
  module: { sidecars: { redis: { image, memoryMiB: 128, ...more } } },
});
const logRouter: FieldExample = {
  module: { logRouter: { options: { Name: "http", Host: "logs.example.com", Port: "443", tls: "on" } } },
};

/** What a task is made of. */
export const insideExamples: FieldExamples = {
  "container.readOnlyRootFilesystem": {
    module: { container: { readOnlyRootFilesystem: true } },
    beside: { container: { exec: false } },
  },
  "container.user": { module: { container: { user: "10001:10001" } } },
  "container.exec": { module: { container: { exec: false } } },
  "container.ulimits": { module: { container: { ulimits: { nofile: 65_536 } } } },
  sidecars: sidecar(),
  "sidecars.*.image": sidecar(),
  "sidecars.*.command": sidecar({ command: ["redis-server", "--appendonly", "no"] }),
  "sidecars.*.environment": sidecar({ environment: { TZ: "Asia/Seoul" } }),
  "sidecars.*.cpu": sidecar({ cpu: 64 }),
  "sidecars.*.memoryMiB": sidecar(),
  "sidecars.*.user": sidecar({ user: "999" }),
  "sidecars.*.essential": sidecar({ essential: true }),
  "sidecars.*.start": sidecar({ start: "before" }),
  "sidecars.*.health": sidecar({ health: ["redis-cli", "ping"] }),
  tracing: { module: { tracing: true } },
  logRouter,
  "logRouter.options": logRouter,
  volumes: { module: { volumes: { models: "/models" } } },
  ephemeralStorageGiB: { module: { ephemeralStorageGiB: 50 } },
  logRetentionDays: { module: { logRetentionDays: 30 } },
};
