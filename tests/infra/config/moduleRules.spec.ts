import { expect } from "chai";
import type { StackName } from "../../support/harness";
import { textsOf, type Changes } from "./given";

type Case = readonly [says: string, wrong: Changes, right: Changes];

function table(title: string, prefix: string, stack: StackName, cases: readonly Case[]): void {
  const under = (changes: Changes) =>
    Object.fromEntries(Object.entries(changes).map(([path, value]) => [prefix + path, value]));
  describe(title, () => {
    for (const [says, wrong, right] of cases)
      it(`says: ${prefix}${says}`, () => {
        expect(textsOf(under(wrong), stack)).to.deep.equal([prefix + says]);
        expect(textsOf(under(right), stack)).to.deep.equal([]);
      });
  });
}

const size = (cpu: number, memoryMiB: number) => ({ size: { cpu, memoryMiB } });
const choose = "Choose one of them, or another cpu.";
const reserved = "AWS_REGION ECS_X PORT DB_HOST QDRANT_URL BUCKET CACHE_HOST MODULE ENVIRONMENT".split(" ");

const api = (name: string) => ({ api: { name, domain: "api.example.com", secret: true } });

table("rules of a module", "modules.planning.", "dev", [
  [
    "size.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384; got 768. Fargate has no other sizes; 1024 units are one vCPU.",
    size(768, 2048),
    size(512, 2048),
  ],
  [
    `size.memoryMiB must be 512, 1024, 2048 when cpu is 256; got 4096. ${choose}`,
    size(256, 4096),
    size(256, 2048),
  ],
  [
    `size.memoryMiB must be 1024, 2048, 3072, 4096 when cpu is 512; got 5120. ${choose}`,
    size(512, 5120),
    size(512, 4096),
  ],
  [
    `size.memoryMiB must be 2048 to 8192 in steps of 1024 when cpu is 1024; got 1024. ${choose}`,
    size(1024, 1024),
    size(1024, 8192),
  ],
  [
    `size.memoryMiB must be 16384 to 61440 in steps of 4096 when cpu is 8192; got 17408. ${choose}`,
    size(8192, 17408),
    size(8192, 20480),
  ],
  [
    "scaling.max must be at least scaling.min (5); got 4. Raise max or lower min.",
    { scaling: { min: 5, max: 4 } },
    { scaling: { min: 5, max: 5 } },
  ],
  [
    "capacity.onDemandBase must be at most scaling.max (2); got 3. Lower it, or raise scaling.max.",
    { "capacity.onDemandBase": 3 },
    { "capacity.onDemandBase": 2 },
  ],
  [
    "environment must have at most 32768 bytes as JSON; got 36064. Keep large settings in the bucket.",
    {
      environment: Object.fromEntries(
        "A B C D E F G H I".split(" ").map((letter) => [letter, "x".repeat(4000)]),
      ),
    },
    { environment: { A: "x".repeat(4000) } },
  ],
  [
    "health.timeoutSeconds must be less than health.intervalSeconds (15); got 15. Lower it, or check less often.",
    { "health.timeoutSeconds": 15 },
    { "health.timeoutSeconds": 14 },
  ],
  [
    "container.exec needs a writable root filesystem; got true. Write readOnlyRootFilesystem: false, or exec: false.",
    { container: { exec: true, readOnlyRootFilesystem: true } },
    { container: { exec: false, readOnlyRootFilesystem: true } },
  ],
  [
    'aiProviders[2] must not be named twice; got "openai". Remove one.',
    { aiProviders: ["openai", "cohere", "openai"] },
    { aiProviders: ["openai", "cohere"] },
  ],
  [
    'aiProviders[1] must not be named twice; got {"bedrock":{"models":["amazon.nova-lite-v1:0"]}}. Remove one.',
    { aiProviders: ["bedrock", { bedrock: { models: ["amazon.nova-lite-v1:0"] } }] },
    { aiProviders: [{ bedrock: { models: ["amazon.nova-lite-v1:0"] } }] },
  ],
  [
    'aiProviders[0] must have exactly one of bedrock, sagemaker and api; got {"bedrock":{"models":["a.b"]},"sagemaker":{"endpoints":["c"]}}. Write an entry of its own for each.',
    { aiProviders: [{ bedrock: { models: ["a.b"] }, sagemaker: { endpoints: ["c"] } }] },
    { aiProviders: [{ bedrock: { models: ["a.b"] } }, { sagemaker: { endpoints: ["c"] } }] },
  ],
  [
    'aiProviders[0].sagemaker.endpoints[1] must not be named twice; got "c". Remove one.',
    { aiProviders: [{ sagemaker: { endpoints: ["c", "c"] } }] },
    { aiProviders: [{ sagemaker: { endpoints: ["c", "d"] } }] },
  ],
  [
    'aiProviders[0].api.name must not be the name of a provider that the platform knows; got "openai". Write openai alone, or choose another name.',
    { aiProviders: [api("openai")] },
    { aiProviders: [api("open-ai")] },
  ],
  [
    'aiProviders[0] must not have its key in DB_API_KEY, a name that the platform sets; got "db". Give the API another name.',
    { aiProviders: [api("db")] },
    { aiProviders: [api("dbs")] },
  ],
  [
    'aiProviders[1] must not have its key in GEMINI_API_KEY, which has the key of google; got "gemini". Give the API another name.',
    { aiProviders: ["google", api("gemini")] },
    { aiProviders: [api("gemini")] },
  ],
  [
    "aiUsage.tokensPerHour needs aiProviders; got 1000. Name the services that the module calls, or remove the key.",
    { aiProviders: [], "aiUsage.tokensPerHour": 1000 },
    { aiProviders: ["bedrock"], "aiUsage.tokensPerHour": 1000 },
  ],
  [
    "aiUsage.usdPerDay needs the module's log in CloudWatch; got 5. Write logRouter: false, or watch the calls where the log goes.",
    { "aiUsage.usdPerDay": 5, logRouter: { options: { Name: "firehose" } } },
    { "aiUsage.usdPerDay": 5 },
  ],
  ...reserved.map((name): Case => [
    `environment.${name} is a name that the platform sets; got "x". Choose another name.`,
    { environment: { [name]: "x" } },
    { environment: { [`MY_${name}`]: "x", [`${name.replace(/_.*/, "")}X`]: "x" } },
  ]),
]);

describe("rules of a module and the data tier", () => {
  it("say that a schema needs a database", () => {
    const says = (name: string) =>
      `modules.${name}.data.schema needs a database; got true. Turn data.mariadb on, or write schema: false.`;
    const without = { "data.mariadb": false, "modules.support.data.schema": false };
    expect(textsOf(without)).to.deep.equal([says("planning"), says("manufacturing")]);
  });

  it("say that a collection needs Qdrant", () => {
    const without = { "data.qdrant": false, "modules.support.data.collections": false };
    expect(textsOf(without)).to.deep.equal([
      'modules.planning.data.collections needs Qdrant; got {"documents":{"vectorSize":1024,"distance":"Cosine","vectors":50000}}. Turn data.qdrant on, or write collections: false.',
    ]);
    expect(textsOf({ ...without, "modules.planning.data.collections": false })).to.deep.equal([]);
  });
});

/** With answers that end within the notice that Spot gives. */
const spot = (onDemandBase: number, spotPercent: number, longest = 120): Changes => ({
  "modules.planning.capacity": { onDemandBase, spotPercent },
  "modules.planning.longestResponseSeconds": longest,
});

table("rules of production", "", "prod", [
  [
    'network.natGateways must be per-zone in prod; got "single". One NAT gateway is one point of failure; write per-zone.',
    { "network.natGateways": "single" },
    { "network.natGateways": "per-zone" },
  ],
  [
    "network.flowLogs must be on in prod; got false. Remove the key to take the profile's.",
    { "network.flowLogs": false },
    { "network.flowLogs": { traffic: "REJECT" } },
  ],
  [
    'network.egress.mode must be block or strict in prod; got "alert". Whoever gets into a module could send its data anywhere; remove the key to take the profile\'s.',
    { "network.egress.mode": "alert" },
    { "network.egress.mode": "strict" },
  ],
  [
    "network.egress.failOpen must be false in prod; got true. A firewall that fails open is none; remove the key.",
    { "network.egress.failOpen": true },
    { "network.egress.failOpen": false },
  ],
  [
    "platform.deletionProtection must be true in prod; got false. Remove the key.",
    { "platform.deletionProtection": false },
    { "platform.deletionProtection": true },
  ],
  [
    'data.deletion must be protected in prod; got "disposable". Remove the key.',
    { "data.deletion": "disposable" },
    { "data.deletion": "protected" },
  ],
  [
    "data.secretRecoveryDays must be at least 7 in prod; got 0. Remove the key.",
    { "data.secretRecoveryDays": 0 },
    { "data.secretRecoveryDays": 7 },
  ],
  [
    "data.mariadb.multiAz must be true in prod; got false. Without a standby, a lost zone is a lost database.",
    { "data.mariadb.multiAz": false },
    { "data.mariadb.multiAz": true },
  ],
  [
    "data.mariadb.backupRetentionDays must be at least 7 in prod; got 6. Write 7 to 35.",
    { "data.mariadb.backupRetentionDays": 6 },
    { "data.mariadb.backupRetentionDays": 7 },
  ],
  [
    "data.qdrant.nodes must be at least 3 in prod; got 1. One node is one point of failure; write 3.",
    { "data.qdrant": { nodes: 1, instanceType: "r7g.2xlarge" } },
    { "data.qdrant": { nodes: 3, instanceType: "r7g.2xlarge" } },
  ],
  [
    "network.availabilityZones must be at least 3 with a Qdrant cluster in prod; got 2. In two zones, losing one can lose the majority; write 3.",
    { "network.availabilityZones": 2 },
    { "network.availabilityZones": 4 },
  ],
  [
    "modules.planning.scaling.min must be at least 2 in prod; got 1. One task is one point of failure; write 2.",
    { "modules.planning.scaling.min": 1 },
    { "modules.planning.scaling.min": 2 },
  ],
  [
    "modules.planning.capacity.onDemandBase must be at least 2 where spotPercent is not 0 in prod; got 1. Spot tasks may all stop at once; write 2.",
    spot(1, 1),
    spot(1, 0),
  ],
  [
    "modules.planning.container.readOnlyRootFilesystem must be true in prod; got false. Write what must be written to /tmp.",
    { "modules.planning.container.readOnlyRootFilesystem": false },
    { "modules.planning.container.readOnlyRootFilesystem": true },
  ],
  [
    "modules.planning.capacity.onDemandBase must be at least 2 where spotPercent is not 0 in prod; got 0. Spot tasks may all stop at once; write 2.",
    spot(0, 100),
    spot(2, 100),
  ],
]);

describe("rules of production on containers", () => {
  it("refuse a way into a running container", () => {
    const container = { exec: true, readOnlyRootFilesystem: false };
    expect(textsOf({ "modules.support.container": container }, "prod")).to.deep.equal([
      "modules.support.container.readOnlyRootFilesystem must be true in prod; got false. Write what must be written to /tmp.",
      "modules.support.container.exec must be false in prod; got true. Nobody enters a running container in prod.",
    ]);
  });

  it("do not hold for dev", () => {
    const container = { exec: true, readOnlyRootFilesystem: false };
    expect(textsOf({ "modules.support.container": container, "network.flowLogs": false })).to.deep.equal([]);
  });
});

describe("names of Qdrant's nodes", () => {
  for (const name of ["qdrant-0", "data-qdrant-12"])
    it(`refuses a module called ${name}`, () => {
      const module = { owner: "a@example.com", routes: ["/a"] };
      const says = `modules.${name} has the name of a Qdrant node. Choose another name.`;
      expect(textsOf({ [`modules.${name}`]: module }, "dev")).to.deep.equal([says]);
      expect(textsOf({ [`modules.${name}x`]: module }, "dev")).to.deep.equal([]);
    });
});

describe("an adopted VPC in production", () => {
  const ids = (from: number) => Array.from({ length: 3 }, (_, index) => `subnet-0000000${from + index}`);
  const existing = { vpcId: "vpc-00000000", privateSubnetIds: ids(0), isolatedSubnetIds: ids(3) };

  it("answers for its own gateways and flow logs", () => {
    const adopted: Changes = {
      "network.existing": existing,
      "network.interfaceEndpoints": [],
      "network.egress.mode": "open",
    };
    const relaxed: Changes = { ...adopted, "network.natGateways": "single", "network.flowLogs": false };
    expect(textsOf(relaxed, "prod")).to.deep.equal([]);
  });
});
