import { expect } from "chai";
import fc from "fast-check";
import { containerDefinitions, type ContainersArgs } from "../../../components/container/containers";
import { mounts, taskVolumes } from "../../../components/container/containers/volumes";
import type { SidecarConfig } from "../../../infra/config/schema/containers";
import { moduleConfig, type ModuleChange } from "../../support/fixtures";

const sidecar = (change: Partial<SidecarConfig> = {}): SidecarConfig => ({
  image: "public.ecr.aws/example/proxy:1.2",
  environment: {},
  cpu: 32,
  memoryMiB: 64,
  essential: false,
  start: "with",
  ...change,
});

type Definition = Record<string, unknown> & { readonly name: string };

const released = { image: "registry/planning@sha256:0" };
const args = (module: ModuleChange, running: ContainersArgs["running"] = released): ContainersArgs => ({
  module: moduleConfig({ container: { readOnlyRootFilesystem: false }, ...module }),
  running,
  variables: {},
  secrets: [],
  logGroup: "/logs",
  region: "us-east-1",
});
const all = (module: ModuleChange, running?: ContainersArgs["running"]) =>
  JSON.parse(containerDefinitions(args(module, running))) as Definition[];
const one = (name: string, module: ModuleChange, running?: ContainersArgs["running"]) =>
  all(module, running).find((container) => container.name === name)!;
const names = (module: ModuleChange) => all(module).map(({ name }) => name);

const logs = (prefix: string) => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": "/logs",
    "awslogs-region": "us-east-1",
    "awslogs-stream-prefix": prefix,
    mode: "non-blocking",
    "max-buffer-size": "25m",
  },
  secretOptions: [],
});

/** What is alike in every container beside the application. */
const alike = {
  privileged: false,
  linuxParameters: { initProcessEnabled: true, capabilities: { add: [], drop: ["ALL"] } },
  environmentFiles: [],
  secrets: [],
  portMappings: [],
  mountPoints: [],
  systemControls: [],
  ulimits: [],
  volumesFrom: [],
};
const restartPolicy = { enabled: true, ignoredExitCodes: [], restartAttemptPeriod: 300 };
const environment = [{ name: "AWS_REGION", value: "us-east-1" }];

describe("sidecars", () => {
  it("are exactly this", () => {
    const full = sidecar({
      command: ["proxy", "-v"],
      environment: { LEVEL: "info", AGE: "1" },
      user: "2000:2000",
      health: ["proxy", "check"],
    });
    expect(one("proxy", { sidecars: { proxy: full } })).to.deep.equal({
      name: "proxy",
      image: "public.ecr.aws/example/proxy:1.2",
      command: ["proxy", "-v"],
      essential: false,
      cpu: 32,
      memory: 64,
      restartPolicy,
      user: "2000:2000",
      readonlyRootFilesystem: false,
      ...alike,
      environment: [{ name: "AGE", value: "1" }, ...environment, { name: "LEVEL", value: "info" }],
      dependsOn: [],
      healthCheck: {
        command: ["CMD", "proxy", "check"],
        interval: 10,
        timeout: 5,
        retries: 3,
        startPeriod: 60,
      },
      logConfiguration: logs("proxy"),
    });
  });

  it("keep command, user and check of their image where they say none, and end the task if they are essential", () => {
    const proxy = one("proxy", { sidecars: { proxy: sidecar({ essential: true }) } });
    expect(proxy).not.to.have.any.keys("command", "user", "healthCheck", "restartPolicy", "stopTimeout");
    expect(proxy.essential).to.equal(true);
  });

  const check = ["true"];
  const checked: ModuleChange["health"] = { command: ["check"] };
  const bootstrap = { image: "bootstrap", command: ["python3"] };
  const orders: [string, Partial<SidecarConfig>, ModuleChange["health"], string?, string?][] = [
    ["waits for a start", { start: "before" }, {}, "START"],
    ["waits for a success", { start: "before", health: check }, {}, "HEALTHY"],
    ["waits for nothing", { start: "with", health: check }, checked],
    ["goes before one that waits for its start", { start: "after", health: check }, {}, undefined, "START"],
    ["goes before one that waits for its success", { start: "after" }, checked, undefined, "HEALTHY"],
  ];
  for (const [title, change, health, before, after] of orders)
    it(`start so that the application ${title}`, () => {
      const module = { health, sidecars: { proxy: sidecar(change) } };
      const dependsOn = (name: string) => one(name, module).dependsOn;
      expect(dependsOn("app")).to.deep.equal(before ? [{ containerName: "proxy", condition: before }] : []);
      expect(dependsOn("proxy")).to.deep.equal(after ? [{ containerName: "app", condition: after }] : []);
    });

  it("wait for no check of the application before the first release", () => {
    const module = { health: checked, sidecars: { proxy: sidecar({ start: "after" }) } };
    expect(one("proxy", module, bootstrap).dependsOn).to.deep.equal([
      { containerName: "app", condition: "START" },
    ]);
  });

  it("never wait for each other in a circle, and stand behind the application by name", () => {
    const start = fc.constantFrom("before", "with", "after");
    const some = fc.dictionary(fc.stringMatching(/^s[a-z]{1,3}$/), start, { maxKeys: 5 });
    fc.assert(
      fc.property(some, fc.boolean(), fc.boolean(), (starts, tracing, routed) => {
        const sidecars = Object.fromEntries(
          Object.entries(starts).map(([name, when]) => [name, sidecar({ start: when })]),
        );
        const logRouter = routed ? { options: { Name: "null" } } : (false as const);
        const containers = all({ sidecars, tracing, logRouter, volumes: { cache: "/cache" } });
        const others = containers.slice(1).map(({ name }) => name);
        expect(containers[0]!.name).to.equal("app");
        expect(others).to.deep.equal([...others].sort());
        expect(startable(containers)).to.have.length(containers.length);
      }),
    );
  });
});

/** Those that can start one after the other. */
function startable(containers: readonly Definition[]): string[] {
  const started: string[] = [];
  for (const _ of containers)
    for (const { name, dependsOn } of containers)
      if (
        !started.includes(name) &&
        (dependsOn as { containerName: string }[]).every((one) => started.includes(one.containerName))
      )
        started.push(name);
  return started;
}

describe("room in a task", () => {
  const size = { cpu: 1024, memoryMiB: 2048 };
  const cases: [string, ModuleChange, number][] = [
    ["nothing where it is alone", {}, 0],
    ["nothing beside what only prepares", { volumes: { cache: "/cache" } }, 0],
    ["what sidecars and Service Connect leave", { sidecars: { proxy: sidecar() } }, 1024 - 32 - 256],
    ["what sidecars leave in a job", { kind: "job", sidecars: { proxy: sidecar() } }, 1024 - 32],
    [
      "what sidecars leave on a server outside",
      { capacity: { kind: "external" }, sidecars: { proxy: sidecar() } },
      1024 - 32,
    ],
    [
      "what all of them leave in a worker that calls others",
      { kind: "worker", calls: ["other"], tracing: true, logRouter: { options: { Name: "null" } } },
      1024 - 64 - 64 - 256,
    ],
  ];
  for (const [title, change, cpu] of cases)
    it(`of the application is ${title}`, () => {
      const app = one("app", { size, ...change });
      expect(app.cpu).to.equal(cpu);
      expect(app).not.to.have.property("memory");
    });
});

describe("tracing", () => {
  it("is the collector of AWS with its own configuration for X-Ray", () => {
    const { image, ...collector } = one("tracing", { tracing: true });
    expect(image).to.match(/^public\.ecr\.aws\/aws-observability\/aws-otel-collector:v\d+\.\d+\.\d+$/);
    expect(collector).to.deep.equal({
      name: "tracing",
      command: ["--config=/etc/ecs/ecs-xray.yaml"],
      essential: false,
      cpu: 64,
      memory: 256,
      restartPolicy,
      readonlyRootFilesystem: true,
      ...alike,
      environment,
      dependsOn: [],
      logConfiguration: logs("tracing"),
    });
  });

  it("starts before the application, so that it ends after it and gets the last traces", () => {
    expect(one("app", { tracing: true }).dependsOn).to.deep.equal([
      { containerName: "tracing", condition: "START" },
    ]);
  });
});

describe("the log router", () => {
  const logRouter = { options: { Name: "firehose", delivery_stream: "lines" } };

  it("is Fluent Bit, whose own log goes to CloudWatch", () => {
    const { image, ...router } = one("log-router", { logRouter });
    expect(image).to.match(/^public\.ecr\.aws\/aws-observability\/aws-for-fluent-bit:\d+\.\d+\.\d+$/);
    expect(router).to.deep.equal({
      name: "log-router",
      essential: true,
      cpu: 64,
      memory: 256,
      user: "0",
      readonlyRootFilesystem: false,
      ...alike,
      linuxParameters: { capabilities: { add: [], drop: ["ALL"] } },
      environment,
      dependsOn: [],
      logConfiguration: logs("log-router"),
      firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
    });
  });

  it("takes the application's log alone", () => {
    const module = { logRouter, sidecars: { proxy: sidecar() }, tracing: true };
    expect(one("app", module).logConfiguration).to.deep.equal({
      logDriver: "awsfirelens",
      options: logRouter.options,
      secretOptions: [],
    });
    for (const name of ["log-router", "proxy", "tracing"])
      expect(one(name, module).logConfiguration).to.deep.equal(logs(name));
    expect(one("app", module).dependsOn).to.deep.equal([
      { containerName: "log-router", condition: "START" },
      { containerName: "tracing", condition: "START" },
    ]);
  });
});

describe("volumes", () => {
  const volumes = { models: "/models", cache: "/cache" };
  const at = (sourceVolume: string) => ({ sourceVolume, containerPath: `/${sourceVolume}`, readOnly: false });

  it("are mounted in the application and prepared for its user, in whatever order they are named", () => {
    for (const order of [volumes, { cache: "/cache", models: "/models" }]) {
      const module = { volumes: order, sidecars: { proxy: sidecar() } };
      expect(one("app", module).mountPoints).to.deep.equal([at("cache"), at("models")]);
      expect(one("prepare", module)).to.deep.include({
        command: ["chmod", "1777", "/cache", "/models"],
        mountPoints: [at("cache"), at("models")],
        essential: false,
      });
      expect(one("proxy", module).mountPoints).to.deep.equal([]);
      expect(taskVolumes(args(module).module)).to.deep.equal([{ name: "cache" }, { name: "models" }]);
    }
  });

  it("have /tmp among them under a read-only root", () => {
    const container = { readOnlyRootFilesystem: true };
    expect(mounts(moduleConfig({ volumes, container }))).to.deep.equal([
      at("cache"),
      at("models"),
      at("tmp"),
    ]);
    expect(names({ volumes: {}, container })).to.deep.equal(["app", "prepare"]);
  });
});

describe("what a kind of module changes in its container", () => {
  const mapping = { containerPort: 8080, hostPort: 8080, protocol: "tcp" };
  const ports: [string, ModuleChange, unknown[]][] = [
    ["of HTTP in a front end", { kind: "web" }, [{ name: "http", ...mapping, appProtocol: "http" }]],
    ["of TCP", { protocol: "tcp" }, [{ name: "tcp", ...mapping }]],
    ["on an instance", { capacity: { kind: "ec2" } }, [{ name: "http", ...mapping, appProtocol: "http" }]],
    ["that is free outside", { capacity: { kind: "external" } }, [{ ...mapping, hostPort: 0 }]],
    ["of no worker", { kind: "worker" }, []],
    ["of no job", { kind: "job" }, []],
  ];
  for (const [title, change, expected] of ports)
    it(`is a port ${title}`, () => {
      expect(one("app", change).portMappings).to.deep.equal(expected);
    });

  it("is its GPUs", () => {
    const capacity = { kind: "gpu", gpus: 2 } as const;
    const module = { capacity, sidecars: { proxy: sidecar() } };
    expect(one("app", module).resourceRequirements).to.deep.equal([{ type: "GPU", value: "2" }]);
    expect(one("proxy", module)).not.to.have.property("resourceRequirements");
  });

  it("is its limits, soft and hard alike", () => {
    expect(one("app", { container: { ulimits: { nproc: 10, nofile: 4096 } } }).ulimits).to.deep.equal([
      { name: "nofile", softLimit: 4096, hardLimit: 4096 },
      { name: "nproc", softLimit: 10, hardLimit: 10 },
    ]);
  });
});
