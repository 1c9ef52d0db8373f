import fc from "fast-check";
import { fargateCpuUnits, fargateMemoryMiB } from "../../infra/aws/fargateSizes";
import { alarmMinutes } from "../../infra/trafficShift";

/** What the other choices of an entry hang on. */
interface Shape {
  readonly kind: "service" | "web" | "worker" | "job";
  readonly place: "fargate" | "pool" | "managed" | "gpu pool" | "external";
  readonly protocol: "http" | "tcp";
  readonly routed: boolean;
}

type Values = Record<string, unknown>;

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    kind: fc.constantFrom("service", "web", "worker", "job"),
    place: fc.constantFrom("fargate", "fargate", "pool", "managed", "gpu pool", "external"),
    tcp: fc.boolean(),
  })
  .filter(({ kind, place }) => !(kind === "web" && place === "external"))
  .map(({ kind, place, tcp }) => {
    const protocol = tcp && kind === "service" && place !== "external" ? "tcp" : "http";
    // Nobody calls it, so what answers HTTP must have a path; no path leads to the company's own servers.
    const answers = (kind === "service" && protocol === "http") || kind === "web";
    return { kind, place, protocol, routed: answers && place !== "external" };
  });

const fargateSizes = fargateCpuUnits
  .flatMap((cpu) => fargateMemoryMiB(cpu).map((memoryMiB) => ({ cpu, memoryMiB })))
  // With less there is no room beside what {@link inside} draws.
  .filter(({ cpu, memoryMiB }) => cpu >= 1024 && memoryMiB >= 2048);

function placed({ place }: Shape): fc.Arbitrary<Values> {
  const x86 = { cpu: 2048, memoryMiB: 8192, architecture: "x86_64" };
  const choice: Record<Shape["place"], fc.Arbitrary<Values>> = {
    fargate: fc.record({
      size: fc
        .tuple(fc.constantFrom(...fargateSizes), fc.constantFrom("arm64", "x86_64"))
        .map(([size, architecture]) => ({ ...size, architecture })),
      capacity: fc.record({
        spotPercent: fc.integer({ min: 0, max: 100 }),
        onDemandBase: fc.constantFrom(0, 1),
      }),
      ephemeralStorageGiB: fc.integer({ min: 20, max: 200 }),
    }),
    pool: fc.record({
      size: fc.constant({ cpu: 1024, memoryMiB: 2048 }),
      capacity: fc.record(
        {
          kind: fc.constant("ec2"),
          pool: fc.constant("general"),
          placement: fc.subarray(["spread-zones", "binpack-cpu", "spread-instances"], { minLength: 1 }),
          constraints: fc.constantFrom(["distinct-instances"], ["attribute:ecs.instance-type =~ m7g.*"]),
        },
        { requiredKeys: ["kind", "pool"] },
      ),
    }),
    managed: fc.record({
      size: fc.constant(x86),
      capacity: fc.record(
        {
          kind: fc.constant("gpu"),
          gpus: fc.integer({ min: 1, max: 16 }),
          gpuNames: fc.subarray(["l4", "a10g", "t4"], { minLength: 1 }),
          spotPercent: fc.constantFrom(0, 100),
        },
        { requiredKeys: ["kind", "gpus"] },
      ),
    }),
    "gpu pool": fc.constant({ size: x86, capacity: { kind: "gpu", gpus: 1, pool: "gpus" } }),
    external: fc.constant({ size: { cpu: 1024, memoryMiB: 2048 }, capacity: { kind: "external" } }),
  };
  return choice[place];
}

const timezone = fc.constantFrom("Asia/Seoul", "UTC", "America/New_York");
const hour = fc.integer({ min: 0, max: 23 });

function scaled({ kind, routed }: Shape): fc.Arbitrary<Values> {
  const percent = fc.oneof(fc.constant(false), fc.integer({ min: 10, max: 95 }));
  const aims = fc.record(
    {
      cpuPercent: fc.integer({ min: 10, max: 95 }),
      memoryPercent: percent,
      ...(routed ? { requestsInFlight: fc.integer({ min: 1, max: 100 }) } : {}),
      ...(kind === "worker" ? { queueDepthPerTask: fc.integer({ min: 1, max: 1000 }) } : {}),
      metric: fc.constant({
        namespace: "Own",
        name: "Open",
        dimensions: { Part: "a", Environment: "dev" },
        statistic: "Maximum",
        target: 2.5,
      }),
      predictive: fc.constantFrom("off", "forecast"),
    },
    { requiredKeys: [] },
  );
  const schedule = fc.record({ at: hour.map((at) => `cron(0 ${at} * * ? *)`), timezone });
  return fc
    .record({
      min: fc.integer({ min: 1, max: 2 }),
      more: fc.integer({ min: 0, max: 2 }),
      aims,
      morning: schedule,
    })
    .chain(({ min, more, aims: followed, morning }) => {
      const max = min + more;
      const schedules = {
        morning: { ...morning, min, max },
        night: { at: "cron(30 1 * * ? *)", timezone: "UTC", min: 0, max: 0 },
      };
      return fc.constantFrom({}, schedules).map((some) => ({
        min,
        max,
        ...(more > 0 ? followed : {}),
        schedules: some,
      }));
    });
}

function released({ routed }: Shape): fc.Arbitrary<Values> {
  const alarms = fc.constantFrom(false, { errorPercent: 5 }, { errorPercent: 0.5, responseSeconds: 2 });
  if (!routed) return fc.record({ alarms });
  return fc.oneof(
    fc.record({ alarms }),
    fc.record({
      alarms,
      strategy: fc.constantFrom("blue-green", "canary", "linear"),
      bakeMinutes: fc.integer({ min: alarmMinutes, max: 60 }),
      stepPercent: fc.integer({ min: 10, max: 50 }),
      stepMinutes: fc.integer({ min: alarmMinutes, max: 15 }),
      smokeTest: fc.constantFrom(false, { path: "/health", status: 200 }),
      approvalMinutes: fc.constantFrom(false, 60),
    }),
  );
}

const job = fc.record({
  schedule: fc.oneof(
    hour.map((at) => `cron(15 ${at} ? * MON-FRI *)`),
    fc.constantFrom("rate(1 hour)", "rate(5 minutes)"),
  ),
  timezone,
  command: fc.array(fc.constantFrom("run", "--all", "report"), { minLength: 1, maxLength: 3 }),
  tasks: fc.integer({ min: 1, max: 2 }),
  retries: fc.integer({ min: 0, max: 3 }),
  enabled: fc.boolean(),
});

const sidecar = fc.record({
  image: fc.constantFrom("public.ecr.aws/x/y:1", `public.ecr.aws/x/z@sha256:${"a".repeat(64)}`),
  memoryMiB: fc.integer({ min: 6, max: 128 }),
  essential: fc.boolean(),
  start: fc.constantFrom("before", "with", "after"),
});

function inside({ kind, place }: Shape): fc.Arbitrary<Values> {
  return fc.record({
    jobs: fc.dictionary(fc.constantFrom("report", "night-sync"), job, {
      minKeys: kind === "job" ? 1 : 0,
      maxKeys: 2,
    }),
    sidecars: fc.dictionary(fc.constantFrom("cache-server", "proxy"), sidecar, { maxKeys: 2 }),
    volumes: fc
      .subarray(["models", "spool"])
      .map((names) => Object.fromEntries(names.map((name) => [name, `/${name}`]))),
    tracing: place === "external" ? fc.constant(false) : fc.boolean(),
    environment: fc.constantFrom({}, { LOG_LEVEL: "info", WORKERS: 4 }),
    aiProviders: fc.subarray(["openai", "bedrock"]),
    data: fc
      .constantFrom(false, true, { expireDays: 90 }, { infrequentAccessDays: 30 })
      .map((bucket) => ({ bucket })),
  });
}

/** Any valid module of a name, which calls some of those around it. */
export function randomModule(name: string): fc.Arbitrary<Values> {
  return shapes.chain((shape) => {
    const { kind, place, protocol, routed } = shape;
    const callable = kind === "job" || place === "external" ? ["mail"] : ["mail", "other", "ledger"];
    return fc
      .record({
        place: placed(shape),
        scaling: scaled(shape),
        release: released(shape),
        calls: fc.subarray(callable),
        rest: inside(shape),
      })
      .map(({ place: where, rest, ...parts }) => ({
        owner: `${name}@example.com`,
        kind,
        ...(protocol === "tcp" ? { protocol, allowedCidrs: ["10.8.0.0/16"] } : {}),
        ...(routed ? { routes: [`/${name}`] } : {}),
        ...where,
        ...parts,
        ...rest,
      }));
  });
}
