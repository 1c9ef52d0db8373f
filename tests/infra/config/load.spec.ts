import { expect } from "chai";
import { stringify } from "yaml";
import { fromEngine } from "../../../infra/config/fromEngine";
import { checkConfig, loadConfig, type LoadOptions } from "../../../infra/config/load";
import { nearest, suggestion } from "../../../infra/config/nearest";
import { quotaUse, zoneCount } from "../../../infra/config/quotaUse";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { parseStackFile, stackOfFile } from "../../../infra/config/stackFile";
import { ConfigFaults } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { configOf, type StackName, stacks } from "../../support/harness";
import { given, textsOf, type Changes } from "./given";

const options: LoadOptions = { stack: "dev", project, profiles };
const domain = { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
const load = (changes: Changes): EnvironmentConfig => loadConfig(given(changes), options);

/** What the engine hands to the program: text, with objects and lists as JSON. */
function asEngine(keys: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

describe("a configuration", () => {
  it("understands numbers and booleans that stand as text", () => {
    const asText = load({
      "modules.planning.port": "9000",
      "network.availabilityZones": "3",
      "network.flowLogs": "false",
      "data.mariadb.multiAz": "true",
      "costs.natGbPerMonth": "0.5",
      "costs.responseGbPerMonth": "1.5",
      "account.apiGatewayLogs": "false",
      "modules.planning.throttle": { requestsPerSecond: "5", burst: "9" },
      "modules.planning.routes": [{ path: "/planning", public: "false" }],
      "data.secretRecoveryDays": "0",
      "modules.planning.environment": { WORKERS: 4, TRACE: false, TEXT: "x" },
    });
    expect(asText.modules.planning!.port).to.equal(9000);
    expect(asText.network.availabilityZones).to.equal(3);
    expect(asText.network.flowLogs).to.equal(false);
    expect(asText.data.mariadb).to.have.property("multiAz", true);
    expect(asText.costs.natGbPerMonth).to.equal(0.5);
    expect(asText.costs.responseGbPerMonth).to.equal(1.5);
    expect(asText.account.apiGatewayLogs).to.equal(false);
    expect(asText.modules.planning!.throttle).to.deep.equal({ requestsPerSecond: 5, burst: 9 });
    expect(asText.modules.planning!.routes).to.deep.equal([{ path: "/planning", public: false }]);
    expect(asText.data.secretRecoveryDays).to.equal(0);
    expect(asText.modules.planning!.environment).to.deep.equal({ WORKERS: "4", TRACE: "false", TEXT: "x" });
  });

  for (const text of ["007", "+5", "1e3", "0x10", "5 ", " 5", "5.", ".5", "--5", "1,000"])
    it(`does not take the text ${JSON.stringify(text)} for a number`, () => {
      expect(textsOf({ "modules.planning.health.graceSeconds": text })).to.have.length(1);
    });

  for (const stack of stacks)
    it(`is the same from the file of ${stack}, from the engine and from JSON`, () => {
      const keys = given({}, stack);
      const fromFile = loadConfig(keys, { ...options, stack });
      expect(loadConfig(fromEngine(asEngine(keys)), { ...options, stack })).to.deep.equal(fromFile);
      const json = JSON.stringify({ config: keys });
      expect(loadConfig(parseStackFile(json).config, { ...options, stack })).to.deep.equal(fromFile);
      expect(
        loadConfig(parseStackFile(stringify({ config: keys })).config, { ...options, stack }),
      ).to.deep.equal(fromFile);
    });

  it("throws every fault at once, in one message", () => {
    const wrong = given({ "network.natGateways": "x", "modules.planning.port": 1 });
    expect(() => loadConfig(wrong, options))
      .to.throw(ConfigFaults)
      .with.property("message")
      .that.matches(
        /^the stack configuration has 2 fault\(s\):\n {2}network\.natGateways .*\n {2}modules\.planning\.port /,
      );
  });

  it("carries the name of the stack and the keys of the provider", () => {
    const config = load({ "aws:profile": "company", "aws:allowedAccountIds": ["123456789012"] });
    expect(config.name).to.equal("dev");
    expect(config.aws).to.deep.equal({
      region: "ap-northeast-2",
      profile: "company",
      allowedAccountIds: ["123456789012"],
    });
  });
});

describe("a fault of a single value", () => {
  it("does not hide one between the values of another module", () => {
    const wrong = {
      "modules.planning.routes": ["bad"],
      "modules.support.size": { cpu: 256, memoryMiB: 4096 },
    };
    expect(textsOf(wrong).map((text) => text.split(" ")[0])).to.deep.equal([
      "modules.planning.routes[0]",
      "modules.support.size.memoryMiB",
    ]);
  });

  it("is not told once more of the value that stands in for it", () => {
    expect(textsOf({ "modules.planning.scaling": { min: 5, max: "x" } })).to.deep.equal([
      'modules.planning.scaling.max must be a number; got "x". Tasks at most. Equal to `min` turns scaling off.',
    ]);
  });
});

describe("text of the engine", () => {
  it("becomes objects and lists, and stays text where it is no JSON", () => {
    const given = { a: '{"x":[1]}', b: " [1]", c: "[x", d: "5", e: "true", f: "{", g: '"x"', h: "" };
    expect(fromEngine(given)).to.deep.equal({ ...given, a: { x: [1] }, b: [1] });
  });

  it("that is broken JSON is told as a fault of its key", () => {
    const { faults } = checkConfig(fromEngine({ ...asEngine(given({})), "ai-platform:tags": "{x" }), options);
    expect(faults.map(({ path, got }) => [path, got])).to.deep.equal([["tags", '"{x"']]);
  });
});

describe("defaults of a profile", () => {
  it("give way to what a file says, key by key", () => {
    const { modules, network } = load({
      "modules.planning.scaling": { max: 5 },
      "network.flowLogs": { traffic: "ALL" },
    });
    expect(modules.planning!.scaling).to.deep.equal({ ...profiles.dev.module.scaling, max: 5 });
    expect(modules.manufacturing!.scaling).to.deep.equal(profiles.dev.module.scaling);
    expect(network.flowLogs).to.deep.equal({ traffic: "ALL", retentionDays: 7 });
  });

  it("have their lists replaced, not joined", () => {
    const prod = configOf("prod", (keys) => {
      (keys["ai-platform:network"] as Record<string, unknown>).interfaceEndpoints = ["sqs"];
    });
    expect(prod.network.interfaceEndpoints).to.deep.equal(["sqs"]);
  });

  it("are replaced by false, and false by an object", () => {
    expect(load({ "network.flowLogs": false }).network.flowLogs).to.equal(false);
    expect(load({}).modules.planning!.data.collections).to.have.property("documents");
  });

  it("are not changed by loading", () => {
    const before = JSON.stringify(profiles);
    load({ "modules.planning.scaling": { max: 5 }, tags: { a: "b" } });
    expect(JSON.stringify(profiles)).to.equal(before);
  });

  /** What production must say. */
  const floor = {
    "ai-platform:edge": { domain },
    "ai-platform:observability": {
      owner: "a@example.com",
      subscribers: { all: { email: "a@example.com", severities: ["critical", "warning"] } },
    },
    "ai-platform:budget": { monthlyUsd: 5000 },
  };
  for (const profile of stacks)
    it(`of ${profile} make a module of an owner and a route complete`, () => {
      const keys = {
        "aws:region": "us-east-1",
        "ai-platform:profile": profile,
        "ai-platform:modules": { one: { owner: "a@example.com", routes: ["/one"] } },
        ...(profile === "prod" ? floor : {}),
      };
      const { modules, profile: own } = loadConfig(keys, { ...options, stack: profile });
      expect(own).to.equal(profile);
      expect(modules.one).to.deep.include({ ...profiles[profile].module, routes: ["/one"] });
    });
});

describe("the name of a stack", () => {
  const faultOf = (stack: string) => textsOf({}, "dev", { stack });
  for (const stack of ["dev", "ab", "a1", "pr-42", "a--b", "abcdefghijklmno"])
    it(`may be ${stack}`, () => expect(faultOf(stack)).to.deep.equal([]));
  for (const stack of ["a", "", "Dev", "1dev", "dev-", "-dev", "a_b", "a.b", "abcdefghijklmnop", "dev\n"])
    it(`may not be ${JSON.stringify(stack)}`, () => {
      expect(faultOf(stack)).to.have.length(1);
      expect(faultOf(stack)[0]).to.match(
        /^stack name must be 2 to 15 lower-case letters, digits and hyphens, starting with a letter; got ".*"\. Rename the stack and its file Pulumi\.<stack>\.yaml\.$/,
      );
    });

  it("stands in the name of its file", () => {
    expect(stackOfFile("/x/Pulumi.dev.yaml")).to.equal("dev");
    expect(stackOfFile("Pulumi.pr-42.yml")).to.equal("pr-42");
    for (const other of ["Pulumi.yaml", "pulumi.dev.yaml", "Pulumi.dev.json", "xPulumi.dev.yaml"])
      expect(stackOfFile(other), other).to.equal(undefined);
  });
});

describe("a wrong name", () => {
  it("is answered with the nearest known one", () => {
    const known = ["memoryMiB", "cpu", "architecture"];
    expect(nearest("memory", known)).to.equal(undefined);
    expect(nearest("memoryMB", known)).to.equal("memoryMiB");
    expect(nearest("CPU", known)).to.equal("cpu");
    expect(nearest("MEMORYMIB", known)).to.equal("memoryMiB");
    expect(nearest("cup", known)).to.equal("cpu");
    expect(nearest("cat", ["cpu", "dogma"])).to.equal("cpu");
    expect(nearest("dog", ["cpu"])).to.equal(undefined);
    expect(nearest("x", [])).to.equal(undefined);
  });

  it("that is near to none is answered with all", () => {
    expect(suggestion("zzzzzz", ["cpu", "port"])).to.equal("Use one of: cpu, port.");
    expect(suggestion("prt", ["cpu", "port"])).to.equal("Did you mean port?");
    expect(suggestion("zzzzzz", [])).to.equal("Remove it.");
  });
});

describe("faults of single values", () => {
  const size = "modules.planning.size.memoryMiB must be 1024, 2048, 3072, 4096 when cpu is 512; got 512. ";
  const wrongSize: Changes = { "modules.planning.size": { cpu: 512, memoryMiB: 512 } };
  const hiding: Readonly<Record<string, Changes>> = {
    "a wrong region": { "aws:region": "nowhere" },
    "a missing region": { "aws:region": undefined },
    "a wrong profile": { profile: "production" },
    "a missing profile": { profile: undefined },
    "a missing owner of the same module": { "modules.planning.owner": undefined },
    "wrong routes of another module": { "modules.support.routes": "/support" },
    "an unknown key beside it": { "modules.planning.sizes": 1 },
  };
  for (const [what, changes] of Object.entries(hiding))
    it(`do not hide those between values: ${what}`, () => {
      const texts = textsOf({ ...wrongSize, ...changes });
      expect(texts).to.have.length(2);
      expect(texts[1]).to.match(new RegExp(`^${size.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
    });

  it("come alone where a stand-in would break a rule", () => {
    expect(
      textsOf({ "aws:region": "nowhere", "network.availabilityZones": ["us-east-1a", "us-east-1b"] }),
    ).to.deep.equal(['aws:region must be an AWS region; got "nowhere". Write it as ap-northeast-2.']);
  });

  it("take nothing of their module away with them, however many there are in one list", () => {
    const texts = textsOf({
      "modules.planning.routes": [5, 6],
      "modules.planning.size": { cpu: 512, memoryMiB: 512 },
    });
    expect(texts.map((text) => text.split(" ")[0])).to.include("modules.planning.size.memoryMiB");
    expect(texts.filter((text) => text.startsWith("edge.clients"))).to.deep.equal([]);
  });

  it("leave nothing to judge where others hang on them", () => {
    const pathsOf = (changes: Changes, stack?: StackName) =>
      textsOf(changes, stack).map((text) => text.split(" ")[0]);
    expect(pathsOf({ "edge.domain.name": "API" }, "prod")).to.deep.equal(["edge.domain.name"]);
    expect(pathsOf({ "edge.authentication": "okta" })).to.deep.equal(["edge.authentication"]);
    expect(pathsOf({ "data.cache": "valkey", "modules.planning.data.cache": true })).to.deep.equal([
      "data.cache",
    ]);
    const dropped = { "data.deletion": "disposed", "modules.planning.data.onRemove": "drop" };
    expect(pathsOf({ ...dropped, profile: "staging" })).to.deep.equal(["data.deletion"]);
    const owner = { "data.mariadb.metadataOwner": "planning", "modules.planning.data.schema": "yes" };
    expect(pathsOf(owner)).to.deep.equal(["modules.planning.data.schema"]);
    expect(pathsOf({ "modules.planning.kind": "webb", "modules.planning.routes": ["/"] }))
      .to.include("modules.planning.kind")
      .and.not.to.include("modules.planning.routes[0]");
  });

  it("tell a tag value that AWS would refuse", () => {
    expect(textsOf({ tags: { CostCenter: "a\u0007b" } })).to.have.length(1);
    expect(textsOf({ tags: { CostCenter: "원가 센터: 12/3" } })).to.deep.equal([]);
  });
});

describe("the use of quotas", () => {
  it("counts what an environment takes", () => {
    const use = quotaUse(
      load({ "network.interfaceEndpoints": ["sqs", "sts"], "network.availabilityZones": 3 }),
    );
    expect(use.map(({ path, used, limit }) => [path, used, limit])).to.deep.equal([
      ["modules.<name>.loadBalancer", 3, 100],
      ["modules.<name>.routes", 7, 300],
      ["modules.<name>.routes", 3, 100],
      ["network.cidr", 14, 3 * (8192 - 13)],
    ]);
  });

  it("leaves out Qdrant and addresses where there are none of its own", () => {
    const config = load({});
    const existing = { vpcId: "vpc-1", privateSubnetIds: [], isolatedSubnetIds: [] };
    const use = quotaUse({
      ...config,
      data: { ...config.data, qdrant: false },
      network: { ...config.network, existing },
    });
    expect(use.map(({ used }) => used)).to.deep.equal([3, 7, 3]);
  });

  it("counts zones by number or by name", () => {
    expect(zoneCount(3)).to.equal(3);
    expect(zoneCount(["a", "b"])).to.equal(2);
  });
});
