import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filled } from "../../../automation/scaffold/compose/interpolate";
import { type Around, entryName } from "../../../automation/scaffold/compose/part";
import { chosen, readServices } from "../../../automation/scaffold/compose/read";
import { carriesSecret, looksSecret } from "../../../automation/scaffold/compose/secrets";
import { moduleOf } from "../../../automation/scaffold/compose/service";
import { mebibytes, taskSize, wholeSeconds } from "../../../automation/scaffold/compose/size";
import { storeOf } from "../../../automation/scaffold/compose/stores";

const path = join(__dirname, "compose/assistant.yaml");
const services = readServices(readFileSync(path, "utf8"), path);
const around: Around = {
  module: "assistant",
  services,
  modules: ["planning"],
  has: { schema: true, cache: true, bucket: true },
  graceSeconds: 120,
};
const of = (service: Readonly<Record<string, unknown>>) =>
  moduleOf("a", { ...around, module: "a", services: { ...services, a: service } });

describe("a service of a Compose file", () => {
  it("becomes an entry", () => {
    const { entry, delivery } = moduleOf("assistant", around);
    expect(entry).to.deep.equal({
      port: 3030,
      routes: ["/assistant"],
      size: { cpu: 1024, memoryMiB: 3072 },
      scaling: { min: 2, max: 2 },
      health: { path: "/api/public/health", intervalSeconds: 10, timeoutSeconds: 9, graceSeconds: 300 },
      environment: { TELEMETRY_ENABLED: "true", MAX_TOKENS: "4096", LOG_LEVEL: "info" },
      aiProviders: ["openai"],
      data: { bucket: true },
      calls: ["planning"],
      container: { user: "1001:1001", readOnlyRootFilesystem: true, exec: false, ulimits: { nofile: 65536 } },
      volumes: { models: "/models" },
    });
    expect(delivery).to.deep.equal({ folder: "services/assistant" });
  });

  for (const [folder, context, built] of [
    [undefined, "./api/", "api"],
    ["deploy/local", "../../api", "api"],
    ["deploy", { context: "web" }, "deploy/web"],
    ["deploy", "..", undefined],
    ["deploy", "../..", undefined],
    [undefined, "/srv/api", undefined],
    ["deploy", "/srv/api", undefined],
    ["deploy", "https://github.com/example/api.git", undefined],
    ["deploy", "..data", "deploy/..data"],
  ] as const)
    it(`built from ${JSON.stringify(context)} of a file in ${folder ?? "the top"} is in ${built}`, () => {
      const service = { a: { build: context } };
      const { delivery } = moduleOf("a", { ...around, services: service, folder });
      expect(delivery).to.deep.equal(built === undefined ? {} : { folder: built });
    });

  it("that merges another one is read as the whole", () => {
    const { entry, delivery } = moduleOf("second", { ...around, module: "second" });
    expect(entry.environment).to.include({ EXTRA: "on", LOG_LEVEL: "info" });
    expect([entry.port, entry.health]).to.deep.equal([undefined, undefined]);
    expect(delivery).to.deep.equal({});
  });

  for (const service of ["assistant", "second"])
    it(`${service} is told of key by key, and never of the value of a secret`, () => {
      const { entry, notes } = moduleOf(service, around);
      const keys = Object.keys(services[service]!).filter((key) => !key.startsWith("x-"));
      expect(keys.filter((key) => !notes.some((note) => note.key === key))).to.deep.equal([]);
      expect(notes.filter(({ why }) => why.includes("nothing that this command knows"))).to.deep.equal([]);
      expect(JSON.stringify([entry, notes])).to.not.match(/hunter2|mysalt|0000/);
    });

  it("says of each variable what became of it", () => {
    const { notes } = moduleOf("assistant", around);
    const told = (name: string) => notes.find(({ what }) => what.split(", ").includes(name))!;
    expect(told("SALT").why).to.contain("looks like a secret");
    expect(told("DATABASE_URL").carried).to.equal(undefined);
    expect(told("S3_ENDPOINT").carried).to.equal("data.bucket");
    expect(told("PLANNING").carried).to.equal("calls: planning");
    expect(told("PUBLIC_URL").why).to.contain("one machine");
    expect(told("REGION_OF_BUCKET").why).to.contain("by hand");
    expect(told("AWS_ACCESS_KEY_ID").why).to.contain("role of the task");
    expect(told("DB_HOST").why).to.contain("the platform sets it");
    expect(told("lower_case").why).to.contain("capital letters");
  });

  it("gets no store that an environment does not have", () => {
    const named = { image: "x", depends_on: ["cache"] };
    const bare = {
      ...around,
      services: { a: named, cache: { image: "redis:7" } },
      has: { ...around.has, cache: false },
    };
    const { entry, notes } = moduleOf("a", bare);
    expect(entry).to.not.have.property("data");
    expect(notes.find(({ key }) => key === "depends_on")!.why).to.contain("ai-platform:data.cache");
  });

  for (const [what, service, port] of [
    ["a number", { ports: [8000] }, 8000],
    ["a published range", { ports: ["3000-3005:3000-3005"] }, 3000],
    ["an address of IPv6", { ports: ["[::1]:6000:7000"] }, 7000],
    ["the long form", { ports: [{ target: 8123, published: "80" }] }, 8123],
    ["what PORT says", { ports: ["9229:9229", "5000:5000"], environment: ["PORT=5000"] }, 5000],
    ["expose", { expose: ["4000"] }, 4000],
    ["a default", { ports: ["${PORT:-8000}:${PORT:-8000}"] }, 8000],
    ["no port of UDP", { ports: ["5353:5353/udp"] }, undefined],
    ["none of a variable that nobody knows", { ports: ["${PORT}:${PORT}"] }, undefined],
    ["none that only root may have", { ports: ["80:80"] }, undefined],
  ] as const)
    it(`listens on the port of ${what}`, () => {
      expect(of(service).entry.port).to.equal(port);
    });

  it("that is a store of the platform's fails with what there is instead", () => {
    expect(() => moduleOf("minio", around)).to.throw(
      "minio is a store of objects, which is no module. Instead of it, in the entry of the module that needs it: data.bucket: true",
    );
  });

  it("has a check without a secret in it, or none", () => {
    expect(of({ healthcheck: { test: ["CMD", "python3", "check.py"] } }).entry.health).to.deep.equal({
      command: ["python3", "check.py"],
    });
    expect(of({ healthcheck: { test: "pg_isready -U $USER" } }).entry).to.not.have.property("health");
  });
});

describe("a Compose file", () => {
  it("with several services fails until one is named", () => {
    expect(() => chosen(services, undefined, "c.yaml")).to.throw(
      "c.yaml has 5 services, and one becomes a module at a time: assistant, second, postgres, minio, planning.",
    );
    expect(() => chosen(services, "asistant", "c.yaml")).to.throw("Did you mean assistant?");
    expect(chosen({ only: {} }, undefined, "c.yaml")).to.equal("only");
  });

  for (const [what, text, told] of [
    ["no YAML", "services:\n  a: [", "c.yaml line 2 is not YAML"],
    ["no services", "a: 1\n", "c.yaml has no services"],
    ["a loop", "services: &a\n  b: *a\n", "c.yaml has no services"],
  ] as const)
    it(`fails as ${what}`, () => {
      expect(() => readServices(text, "c.yaml")).to.throw(told);
    });
});

describe("what a Compose file says", () => {
  const variables: readonly (readonly [string, string, readonly string[]])[] = [
    ["a$$b", "a$b", []],
    ["${A:-b}c$D", "bc", ["D"]],
    ["${A-x${B:-y}z}", "xyz", []],
    ["${A:?must be there}", "", ["A"]],
    ["${A:+b}", "", []],
    ["100%$ and ${", "100%$ and ${", []],
  ];
  for (const [template, text, unknown] of variables)
    it(`fills ${template}`, () => {
      expect(filled(template)).to.deep.equal({ text, unknown });
    });

  const secrets = [
    "A_PASSWORD=x",
    "PIN_SECRET=4",
    "TOKEN=x",
    "NEXTAUTH_SECRET=x",
    "A_APIKEY=x",
    "URL=redis://:p@h",
    "X=sk-abc",
    "REDIS_AUTH=x",
  ];
  const plain = [
    "MAX_TOKENS=4",
    "USE_TOKEN=false",
    "KEYBOARD=us",
    "AUTHOR=x",
    "CACHE_PASS=false",
    "URL=http://h:80/p",
    "MODEL=a/b-7b-v1.5",
    "MONKEY=x",
  ];
  for (const [all, secret] of [
    [secrets, true],
    [plain, false],
  ] as const)
    for (const pair of all)
      it(`takes ${pair} for ${secret ? "a secret" : "none"}`, () => {
        const [name = "", value = ""] = pair.split(/=(.*)/);
        expect(looksSecret(name, value)).to.equal(secret);
      });

  it("may have a secret in a command", () => {
    expect(carriesSecret(["mysqladmin", "ping", "-psecret"])).to.equal(true);
    expect(carriesSecret(["python3", "check.py"])).to.equal(false);
  });

  it("has sizes that become those of Fargate", () => {
    expect([taskSize(0.1, 100), taskSize(0.25, 3000), taskSize(3, 0), taskSize(99, 0)]).to.deep.equal([
      { cpu: 256, memoryMiB: 512 },
      { cpu: 512, memoryMiB: 3072 },
      { cpu: 4096, memoryMiB: 8192 },
      undefined,
    ]);
    expect(["512m", "1.5gb", "1048576", "2GiB", "much"].map(mebibytes)).to.deep.equal([
      512,
      1536,
      1,
      2048,
      undefined,
    ]);
    expect(["1m30s", "500ms", "1h", "soon"].map(wholeSeconds)).to.deep.equal([90, 1, 3600, undefined]);
  });

  for (const [image, what] of [
    ["mysql:8", "MariaDB or MySQL"],
    ["registry.example.com:5000/library/redis", "a cache"],
    ["qdrant/qdrant:v1", "Qdrant"],
    ["docker.io/postgres:${V:-16}", "PostgreSQL"],
    ["example/redis-commander", undefined],
  ] as const)
    it(`knows what ${image} is`, () => {
      expect(storeOf(image)?.what).to.equal(what);
    });

  it("has names that become those of modules", () => {
    expect(["My_App.web", "1st--one", "가", "a".repeat(30)].map(entryName)).to.deep.equal([
      "my-app-web",
      "st-one",
      undefined,
      "a".repeat(24),
    ]);
  });
});
