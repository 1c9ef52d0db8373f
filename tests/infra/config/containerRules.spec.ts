import { expect } from "chai";
import { type Changes, textsOf } from "./given";
import { type RuleCase, ruleTable } from "./ruleTable";

const image = "public.ecr.aws/example/proxy:1.2";
const sidecar = (change: Changes = {}) => ({ image, memoryMiB: 64, ...change });
const some = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`side-${index}`, sidecar()]));
const router = (options: Changes) => ({ options: { Name: "firehose", ...options } });

/** Paths within the module `planning`. */
type Case = readonly [says: string, wrong: Changes, right: Changes, trap?: string];

const under = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).map(([path, value]) => [`modules.planning.${path}`, value]));
const table = (title: string, cases: readonly Case[]) =>
  ruleTable(
    title,
    cases.map(([says, wrong, right, trap]): RuleCase => ({
      trap,
      says: `modules.planning.${says}`,
      wrong: under(wrong),
      right: under(right),
    })),
  );

const another = "Choose another name.";
const raise =
  "Sidecars, tracing, the log router and Service Connect keep the rest: raise it, or give them less.";

table("rules of sidecars", [
  ...["app", "prepare", "tracing", "log-router", "ecs-service-connect", "aws-guardduty-agent"].map(
    (name): Case => [
      `sidecars.${name} has the name of a container of the platform. ${another}`,
      { sidecars: { [name]: sidecar() } },
      { sidecars: { [`my-${name}`]: sidecar() } },
    ],
  ),
  [
    'sidecars.proxy.image must be in a public registry; got "123456789012.dkr.ecr.us-east-1.amazonaws.com/proxy:1". The role that starts the tasks pulls the module\'s own image and no other of the account.',
    { sidecars: { proxy: sidecar({ image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/proxy:1" }) } },
    { sidecars: { proxy: sidecar() } },
    "the task does not start",
  ],
  [
    'sidecars.proxy.image must be an image with registry and version; got "public.ecr.aws/example/proxy:latest". Write it as public.ecr.aws/<name>:<version>, or with a digest; with :latest every task may run another.',
    { sidecars: { proxy: sidecar({ image: "public.ecr.aws/example/proxy:latest" }) } },
    { sidecars: { proxy: sidecar({ image: `public.ecr.aws/example/proxy@sha256:${"0".repeat(64)}` }) } },
  ],
  [
    `sidecars.proxy.environment.AWS_PROFILE is a name that the platform sets; got "x". ${another}`,
    { sidecars: { proxy: sidecar({ environment: { AWS_PROFILE: "x" } }) } },
    { sidecars: { proxy: sidecar({ environment: { PROFILE: "x", PORT: "1" } }) } },
  ],
  [
    'sidecars.proxy.health must begin with the program; got "CMD-SHELL". Write program and arguments only.',
    { sidecars: { proxy: sidecar({ health: ["CMD-SHELL", "check"] }) } },
    { sidecars: { proxy: sidecar({ health: ["check"] }) } },
    "the task is never healthy",
  ],
  [
    'health.command must begin with the program; got "CMD". Write program and arguments only.',
    { "health.command": ["CMD", "check"] },
    { "health.command": ["check", "CMD"] },
    "the task is never healthy",
  ],
  [
    "sidecars must leave a task with at most 10 containers; got 11. The module's own, the one that prepares volumes, tracing and the log router count: take some out.",
    { size: { cpu: 1024, memoryMiB: 2048 }, tracing: true, logRouter: router({}), sidecars: some(7) },
    { size: { cpu: 1024, memoryMiB: 2048 }, tracing: true, logRouter: router({}), sidecars: some(6) },
    "AWS refuses the task definition",
  ],
  [
    "sidecars must have at most 16384 bytes as JSON; got 16443. Keep large settings in their images.",
    {
      sidecars: Object.fromEntries(
        ["a", "b", "c", "d"].map((one) => [
          `side-${one}`,
          sidecar({ environment: { A: "x".repeat(one === "a" ? 4060 : 3950) } }),
        ]),
      ),
    },
    { sidecars: { proxy: sidecar({ environment: { A: "x".repeat(4000) } }) } },
    "AWS refuses the task definition",
  ],
]);

table("rules of the room in a task", [
  [
    `size.cpu must be at least 768, of which 128 units are for the module itself; got 512. ${raise}`,
    { sidecars: { proxy: sidecar({ cpu: 384 }) } },
    { sidecars: { proxy: sidecar({ cpu: 128 }) } },
    "the module starves",
  ],
  [
    `size.cpu must be at least 512, of which 128 units are for the module itself; got 256. ${raise}`,
    { size: { cpu: 256, memoryMiB: 1024 }, tracing: true, logRouter: router({}) },
    { size: { cpu: 512, memoryMiB: 1024 }, tracing: true, logRouter: router({}) },
    "the module starves",
  ],
  [
    `size.memoryMiB must be at least 1025, of which 128 MiB are for the module itself; got 1024. ${raise}`,
    { sidecars: { proxy: sidecar({ memoryMiB: 833 }) } },
    { sidecars: { proxy: sidecar({ memoryMiB: 832 }) } },
    "ECS stops the task for want of memory",
  ],
]);

table("rules of tracing and the log router", [
  ...[4317, 4318, 8888, 13133].map((port): Case => [
    `port is a port of tracing (4317, 4318, 8888, 13133); got ${port}. Choose another port.`,
    { port, tracing: true },
    { port, tracing: false },
    "one of the two cannot listen",
  ]),
  [
    "port is a port of the log router (24224); got 24224. Choose another port.",
    { port: 24224, logRouter: router({}) },
    { port: 24225, logRouter: router({}) },
    "one of the two cannot listen",
  ],
  [
    'logRouter.options must have Name; got {"delivery_stream":"lines"}. Name an output of Fluent Bit, for example Name: firehose.',
    { logRouter: { options: { delivery_stream: "lines" } } },
    { logRouter: router({ delivery_stream: "lines" }) },
    "no line goes anywhere",
  ],
  ...["apikey", "http_Passwd", "splunk_token", "client_secret"].map((option): Case => [
    `logRouter.options.${option} must not be a secret. It would stand in state and in the task definition; use an output that the module's role may write to.`,
    { logRouter: router({ [option]: "x" }) },
    { logRouter: router({ host: "x" }) },
  ]),
  [
    "logRouter must have at most 2048 bytes as JSON; got 2055. Use fewer options.",
    { logRouter: router(Object.fromEntries(["a", "b", "c", "d"].map((one) => [one, "x".repeat(499)]))) },
    { logRouter: router({ a: "x".repeat(496) }) },
  ],
  ...["OTEL_SERVICE_NAME", "OTEL_EXPORTER_OTLP_ENDPOINT"].map((name): Case => [
    `environment.${name} is a name that the platform sets; got "x". ${another}`,
    { tracing: true, environment: { [name]: "x", OTEL_PROPAGATORS: "xray" } },
    { tracing: false, environment: { [name]: "x" } },
  ]),
]);

const beside = "Use one of the module's own, for example /models.";

table("rules of volumes", [
  ...["/etc", "/etc/models", "/proc/1", "/sys", "/dev/shm", "/usr/local/cache", "/root/.cache"].map(
    (path): Case => [
      `volumes.models must not be a folder of the system; got "${path}". ${beside}`,
      { volumes: { models: path } },
      { volumes: { models: `/data${path}` } },
    ],
  ),
  ...["/tmp", "/tmp/models"].map((path): Case => [
    `volumes.models must not be /tmp or below it; got "${path}". /tmp can be written anyway.`,
    { volumes: { models: path } },
    { volumes: { models: "/tmpfiles" } },
  ]),
  [
    'volumes.tmp has the name of the volume of /tmp; got "/scratch". Choose another name.',
    { volumes: { tmp: "/scratch" } },
    { volumes: { scratch: "/scratch" } },
  ],
  [
    'volumes.models must not have . or ..; got "/models/../data". Write the whole path.',
    { volumes: { models: "/models/../data" } },
    { volumes: { models: "/models/..data" } },
  ],
  [
    'volumes.models must not be at or below the volume cache; got "/cache/models". Use paths beside each other.',
    { volumes: { models: "/cache/models" } },
    { volumes: { models: "/cache-models" } },
    "the volume around it hides it",
  ],
  [
    `environment.XDG_CACHE_HOME is a name that the platform sets; got "x". ${another}`,
    { environment: { XDG_CACHE_HOME: "x" } },
    { environment: { XDG_CONFIG_HOME: "x" } },
  ],
]);

table("rules of the module's own container", [
  [
    "container.ulimits.nproc cannot be set on Fargate; got 100. Only nofile can; remove the key, or use a pool.",
    { "container.ulimits": { nofile: 4096, nproc: 100 } },
    { "container.ulimits": { nofile: 4096 } },
  ],
  ...(
    [
      ["QUEUE_URL", {}],
      ["ANTHROPIC_API_KEY", { aiProviders: ["anthropic"] }],
    ] as const
  ).map(([name, change]): Case => [
    `environment.${name} is a name that the platform sets; got "x". ${another}`,
    { ...change, environment: { [name]: "x" } },
    { ...change, environment: { [`MY_${name}`]: "x" } },
  ]),
]);

describe("volumes at the same path", () => {
  it("are told both", () => {
    expect(textsOf({ "modules.planning.volumes": { models: "/cache" } })).to.deep.equal([
      'modules.planning.volumes.cache must not be at or below the volume models; got "/cache". Use paths beside each other.',
      'modules.planning.volumes.models must not be at or below the volume cache; got "/cache". Use paths beside each other.',
    ]);
  });
});

describe("tracing on the company's own servers", () => {
  const says =
    "modules.planning.tracing must be false with capacity.kind: external; got true. The containers of a task have no network in common there; remove the key.";
  const texts = (tracing: boolean) =>
    textsOf({ "modules.planning.capacity": { kind: "external" }, "modules.planning.tracing": tracing });

  it("is refused", () => {
    expect(texts(true)).to.include(says);
    expect(texts(false)).not.to.include(says);
  });
});
