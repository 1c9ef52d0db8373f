export type Path = readonly (string | number)[];
export type Wrong = readonly [what: string, value: unknown, below?: Path];

export const long = (length: number) => "a".repeat(length);
const several: readonly Wrong[] = [
  ["a list", ["x", "y"]],
  ["a set of keys", { x: 1 }],
];

/** Neither a whole number nor text that is one. */
function whole(from: number, to: number, ...between: number[]): Wrong[] {
  const values = ["many", "", "0x2000", "1e3", "1_0", "007", true, 20.5, Infinity, NaN, from - 1, to + 1];
  return [...wrong(...values, ...between), ...several];
}

function amount(to: number): Wrong[] {
  return [...wrong("many", "", "1,5", "1e3", true, Infinity, NaN, -0.1, to + 1), ...several];
}

const flag: readonly Wrong[] = [
  ...wrong("maybe", "", "yes", "no", "on", "off", "y", "True", "FALSE", "1", 0, 1),
  ...several,
];

/** Text that YAML took for something else, kinds of values that are no text, and text that is wrong. */
function text(...bad: string[]): Wrong[] {
  return [...wrong(5, 11.5, true, ...bad, "", "\u001b[31mred", "a\u0007\u009bb"), ...several];
}

function choice(known: readonly string[], near: string): Wrong[] {
  return [
    ...wrong("", near, long(5000), `${known[0]!}\u0000`, 5, true),
    ["a list", [known[0]]],
    ["a set of keys", {}],
  ];
}

const retention = [...whole(1, 3653, 2, 4, 364, 366, 3652)];
const section: readonly Wrong[] = [
  ...wrong("x", "", 5, true),
  ["a list", []],
  ["a list with a set", [{ a: 1 }]],
];
const optionalSection = [...section, ...wrong("true", 0, "no")];

function wrong(...values: unknown[]): Wrong[] {
  return values.map((value) => [
    typeof value === "string"
      ? `the text ${JSON.stringify(value.slice(0, 20))}${value.length > 20 ? ` of length ${value.length}` : ""}`
      : String(value),
    value,
  ]);
}

/** Wrong lists; wrong items are told at their index. */
function list(options: {
  items: Wrong[];
  sound: readonly string[];
  min?: number;
  max?: number;
  twice?: Path;
}): Wrong[] {
  const { items, sound, min = 0, max, twice } = options;
  return [
    ...wrong("x", "", 5, true),
    ["a set of keys", { x: 1 }],
    ...(min > 0 ? [["an empty list", []] as Wrong] : []),
    ...(min > 1 ? [["a list of one", sound.slice(0, 1)] as Wrong] : []),
    ...(max === undefined ? [] : [["a list that is too long", Array(max + 1).fill(sound[0])] as Wrong]),
    ...(twice === undefined ? [] : [["a list with one item twice", [sound[0], sound[0]], twice] as Wrong]),
    ...items.map(([what, value]): Wrong => [`a list whose second item is ${what}`, [sound[0], value], [1]]),
    ["a list whose first item is null", [null, ...sound.slice(1, 2)], [0]],
  ];
}

const subnets = list({
  items: text("subnet-XYZ", "vpc-0123456789abcdef0", "subnet-0123"),
  sound: ["subnet-0123456789abcdef8", "subnet-0123456789abcdef9"],
  min: 2,
  max: 4,
  twice: [],
});

/**
 * What cannot stand at a path, written down apart from the schema. `*` is any name. A path that is missing
 * here fails a test.
 */
export const fields: Readonly<Record<string, readonly Wrong[]>> = {
  "aws:region": text("eu", "Seoul", "AP-NORTHEAST-2", "ap-northeast-2a", "us-gov-west-1", "cn-north-1"),
  "aws:profile": [...wrong("", 5, true), ...several],
  "aws:allowedAccountIds": list({
    items: text("12345678901", "1234567890123", "12345678901x"),
    sound: ["123456789012"],
    min: 1,
  }),
  profile: choice(["dev"], "prd"),
  tags: section,
  "tags.*": [...wrong(5, true, long(257)), ...several],
  network: section,
  "network.cidr": text(
    "10.20.0.0",
    "10.20.0.0/8",
    "10.20.1.0/16",
    "10.20.0.0/23",
    "8.8.0.0/16",
    "300.0.0.0/16",
    "fd00::/16",
    "010.30.0.0/16",
  ),
  "network.availabilityZones": [
    ...wrong("x", "", true, 1, 5, 2.5),
    ["a list of one", ["ap-northeast-2a"]],
    ["a list of five", ["a", "b", "c", "d", "e"].map((letter) => `ap-northeast-2${letter}`)],
    ["a list with one zone twice", ["ap-northeast-2a", "ap-northeast-2a"]],
    ["a zone of another region", ["ap-northeast-2a", "ap-northeast-1a"]],
    ["a list with a letter", ["ap-northeast-2a", "c"], [1]],
    ["a list with a number", ["ap-northeast-2a", 2], [1]],
    ["a set of keys", { a: 1 }],
  ],
  "network.natGateways": choice(["single"], "per-zones"),
  "network.interfaceEndpoints": list({ items: choice(["sqs"], "ecr.apj"), sound: ["sqs"], twice: [] }),
  "network.flowLogs": optionalSection,
  "network.flowLogs.traffic": choice(["ALL"], "reject"),
  "network.flowLogs.retentionDays": retention,
  "network.existing": [...section, ["false", false], ["an empty set", {}, ["vpcId"]]],
  "network.existing.vpcId": text("vpc-1", "vpc-XYZXYZXY", "subnet-0123456789abcdef0"),
  "network.existing.privateSubnetIds": subnets,
  "network.existing.isolatedSubnetIds": subnets,
  platform: section,
  "platform.containerInsights": choice(["enabled"], "enhance"),
  "platform.deletionProtection": flag,
  "platform.accessLogDays": retention,
  "platform.permissionsBoundary": text(
    "boundary",
    "arn:aws:iam::12345:policy/x",
    "arn:aws:iam::123456789012:role/x",
  ),
  data: section,
  "data.deletion": choice(["protected"], "protect"),
  "data.keyDeletionDays": whole(7, 30),
  "data.secretRecoveryDays": [...whole(0, 30, 1, 6)],
  "data.noncurrentVersionDays": whole(1, 3650),
  "data.logRetentionDays": retention,
  "data.mariadb": optionalSection,
  "data.mariadb.version": choice(["11.8"], "11.88"),
  "data.mariadb.instanceClass": text("t4g.micro", "db.t4g", "db.T4G.micro", "db.t4g.micro "),
  "data.mariadb.multiAz": flag,
  "data.mariadb.storageGiB": whole(20, 65536),
  "data.mariadb.maxStorageGiB": whole(22, 65536, 50, 54),
  "data.mariadb.backupRetentionDays": whole(1, 35),
  "data.mariadb.backupWindow": text(
    "18:00",
    "24:00-01:00",
    "18:60-19:00",
    "18:00-18:20",
    "18:00-18:00",
    "sun:18:00-sun:19:00",
  ),
  "data.mariadb.maintenanceWindow": text(
    "19:30-20:30",
    "Sun:19:30-Sun:20:30",
    "sun:19:30-sun:19:40",
    "sun:18:30-sun:19:30",
  ),
  "data.mariadb.performanceInsights": flag,
  "data.mariadb.monitoringSeconds": whole(0, 60, 2, 59),
  "data.qdrant": optionalSection,
  "data.qdrant.version": text("1.19", "v1.19.0", "latest", "1.19.0-rc1"),
  "data.qdrant.nodes": whole(1, 9, 2),
  "data.qdrant.instanceType": text("t4g", "t4g.huge", "T4G.small", "constructor.prototype"),
  "data.qdrant.volumeGiB": whole(10, 16384),
  modules: section,
  "modules.*": [...section, ["false", false], ["an empty set", {}, ["owner"]]],
  "modules.*.owner": text("planning-team", "team@", "a b@example.com", `${long(250)}@example.com`),
  "modules.*.description": [...wrong(5, true, long(201), long(100_000)), ...several],
  "modules.*.port": whole(1024, 65535),
  "modules.*.routes": list({
    items: text("planning", "/planning/", "/plan ning", "/p*", "//", `/${long(126)}`),
    sound: ["/somewhere"],
    min: 1,
    max: 2,
    twice: [1],
  }),
  "modules.*.listenerPriority": whole(1, 50000),
  "modules.*.size": section,
  "modules.*.size.cpu": whole(256, 16384, 257, 768),
  "modules.*.size.memoryMiB": whole(512, 122880, 513, 1000),
  "modules.*.size.architecture": choice(["arm64"], "x86-64"),
  "modules.*.capacity": section,
  "modules.*.capacity.spotPercent": whole(0, 100),
  "modules.*.capacity.onDemandBase": whole(0, 1000, 999),
  "modules.*.scaling": section,
  "modules.*.scaling.min": whole(1, 5000),
  "modules.*.scaling.max": whole(1, 5000),
  "modules.*.scaling.cpuPercent": whole(10, 95),
  "modules.*.scaling.memoryPercent": whole(10, 95),
  "modules.*.health": section,
  "modules.*.health.path": text("health", "/he alth", "/health?x=1", `/${long(1024)}`),
  "modules.*.health.intervalSeconds": whole(5, 300),
  "modules.*.health.timeoutSeconds": whole(2, 120, 15),
  "modules.*.health.graceSeconds": whole(0, 3600),
  "modules.*.health.command": list({
    items: [...wrong("", 5, true), ...several],
    sound: ["/bin/true"],
    min: 1,
    max: 20,
  }),
  "modules.*.longestResponseSeconds": whole(1, 900),
  "modules.*.environment": section,
  "modules.*.environment.*": [...wrong(long(4097)), ...several],
  "modules.*.aiProviders": list({ items: choice(["openai"], "openia"), sound: ["openai"], twice: [1] }),
  "modules.*.data": section,
  "modules.*.data.schema": flag,
  "modules.*.data.bucket": flag,
  "modules.*.data.collections": optionalSection,
  "modules.*.data.collections.*": [...section, ["false", false], ["an empty set", {}, ["vectorSize"]]],
  "modules.*.data.collections.*.vectorSize": whole(1, 65536),
  "modules.*.data.collections.*.distance": choice(["Cosine"], "cosine"),
  "modules.*.data.collections.*.vectors": whole(1, 1_000_000_000),
  "modules.*.container": section,
  "modules.*.container.readOnlyRootFilesystem": flag,
  "modules.*.container.user": text("root", "0", "0:0", "1000:0", "1000:", "01000"),
  "modules.*.container.exec": flag,
  "modules.*.ephemeralStorageGiB": whole(20, 200),
  "modules.*.logRetentionDays": retention,
  costs: section,
  "costs.hoursPerMonth": whole(1, 744),
  "costs.natGbPerMonth": amount(1e9),
  "costs.endpointGbPerMonth": amount(1e9),
  "costs.flowLogGbPerMonth": amount(1e9),
  "costs.logGbPerModulePerMonth": amount(1e9),
  "costs.bucketGbPerModule": amount(1e9),
  "costs.loadBalancerCapacityUnits": amount(1e6),
  "costs.insightsMetricsPerService": whole(0, 10000),
  "costs.enhancedInsightsMetricsPerService": whole(0, 10000),
  "costs.spotDiscountPercent": whole(0, 100),
  "costs.savingsPlanPercent": whole(0, 100),
};
