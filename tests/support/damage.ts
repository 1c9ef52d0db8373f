import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, parseDocument, type Document, type Pair, type Scalar } from "yaml";
import { pathText } from "../../infra/faults";
import { root, stacks, stackText } from "./harness";

/** A stack file with one thing wrong, so that no reading of it is legal. */
export interface Damage {
  readonly name: string;
  /** Name of the file that was sound before. */
  readonly file: string;
  readonly text: string;
  /** Path that a fault must have; undefined where only a line is known. */
  readonly path?: string;
  /** What a fault's fix must contain. */
  readonly fix?: string;
  /** Damages a document in the same way; absent for damage to the text. */
  readonly apply?: (document: Document) => void;
}

type Path = readonly (string | number)[];
type Wrong = readonly [what: string, value: unknown, below?: Path];

/** The sound files: those of the project, and one that has every key. */
export const soundFiles: ReadonlyMap<string, string> = new Map([
  ...stacks.map((stack) => [stack, stackText(stack)] as const),
  ["full", readFileSync(join(root, "tests/infra/config/Pulumi.full.yaml"), "utf8")],
]);

const long = (length: number) => "a".repeat(length);
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

/** Sets of keys whose names are free, with names that they cannot have and a value that would be sound. */
const records: Readonly<Record<string, { names: readonly string[]; value: unknown }>> = {
  tags: { names: ["aws:x", "a*b", "", "a\u0000b", long(129), long(5000)], value: "x" },
  modules: {
    names: ["Planning", "p", "a--b", "1a", "a_b", "a-", "a b", "", "a\u009bb", long(25), long(5000)],
    value: { owner: "a@example.com", routes: ["/elsewhere"] },
  },
  "modules.*.environment": {
    names: ["log_level", "LOG-LEVEL", "1A", "", "A\u0007", long(101), "PORT", "AWS_REGION", "DB_HOST"],
    value: "x",
  },
  "modules.*.data.collections": {
    names: ["Documents", "a-b", "1a", "", "a\u202eb", long(41)],
    value: { vectorSize: 8, distance: "Dot" },
  },
};

const required = new Set([
  "aws:region",
  "profile",
  "modules",
  "modules.*.owner",
  "modules.*.routes",
  "modules.*.data.collections.*.vectorSize",
  "modules.*.data.collections.*.distance",
  "network.existing.vpcId",
  "network.existing.privateSubnetIds",
  "network.existing.isolatedSubnetIds",
]);

/** Plain text in a file that is not what it looks like to a person. */
const misread: Readonly<Record<string, readonly string[]>> = {
  "aws:allowedAccountIds": ["[123456789012]", "[0x1B]", "[1e11]"],
  "aws:region": ["null", "~", "2026-01-01", "no"],
  "data.mariadb.version": ["11.8", "10.11", "11"],
  "data.mariadb.backupWindow": ["18:00", "2026-01-01"],
  "data.mariadb.multiAz": ["no", "yes", "on", "off", "1", "n"],
  "data.qdrant.version": ["1.19", "1e19", "2026-01-01"],
  "modules.*.container.user": ["1000", "1e3", "0x3e8", "0o17"],
  "modules.*.container.exec": ["no", "yes", "Off", "~"],
  "modules.*.data.bucket": ["no", "yes", "on", "off", "null"],
  "modules.*.data.schema": ["No", "YES", "On", "0x1"],
  "modules.*.description": ["1e3", "0x10", "true", "11.8", "~", ".inf"],
  "modules.*.owner": ["2026-01-01", "1e3", "no", ".nan"],
  "modules.*.port": ["1e3", "0x10", "0o17", "8_080", "8080.5", "80 80", "22:22"],
  "modules.*.size.cpu": ["1e3", "0x10", "256m", "0.25", ".inf"],
  "network.cidr": ["10.20", "1e3", "2026-01-01"],
  "platform.deletionProtection": ["no", "yes", "on", "off"],
};

/** Every place of a document below `config`, as it stands in the document. */
function placesOf(document: Document): Path[] {
  const below = (path: Path): Path[] => {
    const node = document.getIn(path, true);
    return isMap(node)
      ? node.items.flatMap(({ key }) => {
          const place = [...path, String((key as Scalar).value)];
          return [place, ...below(place)];
        })
      : [];
  };
  return below(["config"]).filter(([, key]) => !String(key).startsWith("pulumi:"));
}

/** Where a fault is told that stands at this place of a document. */
function told([, key, ...rest]: Path): string {
  const [namespace, ...name] = String(key).split(":");
  const path = pathText([name.join(":"), ...rest]);
  return namespace === "aws" ? `aws:${path}` : path;
}

/** The place as it stands in {@link fields}. */
export function patternOf([, key, ...rest]: Path): string {
  const path = [String(key).replace(/^ai-platform:/, ""), ...rest];
  return path
    .map((name, index) => {
      const under = path[index - 1];
      const free = index === 1 ? /^(modules|tags)$/ : /^(environment|collections)$/;
      return index > 0 && free.test(String(under)) ? "*" : name;
    })
    .join(".");
}

function set(path: Path, value: unknown): (document: Document) => void {
  return (document) => document.setIn(path, document.createNode(value));
}

function renamed(path: Path, name: string): (document: Document) => void {
  return (document) => {
    const map = document.getIn(path.slice(0, -1), true) as { items: Pair[] };
    const pair = map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))!;
    pair.key = document.createNode(name);
  };
}

interface Change {
  readonly what: string;
  readonly path: string;
  readonly fix?: string;
  readonly apply: (document: Document) => void;
}

function changesAt(document: Document, place: Path): Change[] {
  const pattern = patternOf(place);
  const path = told(place);
  const name = String(place.at(-1));
  const isRecordEntry = pattern.endsWith(".*");
  const known = fields[pattern];
  if (known === undefined) throw new Error(`nothing is known of ${pattern}`);
  return [
    ...known.map(([what, value, below = []]) => ({
      what: `${path} is ${what}`,
      path: told([...place, ...below]),
      apply: set(place, value),
    })),
    { what: `${path} is null`, path, apply: set(place, null) },
    { what: `${path} is encrypted`, path, apply: set(place, { secure: "v1:Zm9v:YmFy" }) },
    ...(isRecordEntry ? [] : misspelt(place, name)),
    ...(required.has(pattern)
      ? [{ what: `${path} is missing`, path, apply: (d: Document) => void d.deleteIn(place) }]
      : []),
    ...(isMap(document.getIn(place, true)) ? keysIn(place, pattern) : []),
  ];
}

function misspelt(place: Path, name: string): Change[] {
  const wrongName = `${name}${name.at(-1)!}`;
  const path = told([...place.slice(0, -1), wrongName]);
  const meant = name.replace(/^.*:/, "");
  return [
    { what: `${path} is misspelt`, path, fix: `Did you mean ${meant}?`, apply: renamed(place, wrongName) },
  ];
}

function keysIn(place: Path, pattern: string): Change[] {
  const record = records[pattern];
  const names = record?.names ?? ["qqqqqqqqqqqqqqqq", "a b", "\u009b31m", long(3000)];
  return [...names, "__proto__", "constructor", "prototype"].map((name) => ({
    what: `${told(place)} has a key ${JSON.stringify(name.slice(0, 20))} of length ${name.length}`,
    path: told([...place, name]).replace(/[\u009b\u202e]/g, "\uFFFD"),
    apply: set([...place, name], record?.value ?? { a: 1 }),
  }));
}

/** Damage to single values and keys of one sound file. */
function changed(file: string, source: string): Damage[] {
  const document = parseDocument(source);
  const extra: [string, unknown, string, string?][] = [
    ["modules", {}, "modules", "ai-platform:modules"],
    ["azure:region", "x", '["azure:region"]', "Use one of"],
    ["ai-platfrom:tags", {}, '["ai-platfrom:tags"]', "Did you mean ai-platform?"],
    ["awss:region", "x", '["awss:region"]', "Did you mean aws?"],
    ["", "x", '[""]'],
    [":", "x", '[":"]'],
    ["aws:", "x", '["aws:"]'],
    ["ai-platform:", "x", '["ai-platform:"]'],
    ["ai-platform:config:tags", {}, '["config:tags"]'],
    ["ai-platform:modules.planning", {}, '["modules.planning"]'],
    ["__proto__", { a: 1 }, "__proto__"],
    ...["aws", "ai-platform"].flatMap((namespace) =>
      ["__proto__", "constructor", "prototype", "zzzzzzzzzzzz"].map((name): [string, unknown, string] => [
        `${namespace}:${name}`,
        { a: 1 },
        namespace === "aws" ? `aws:${name}` : name,
      ]),
    ),
  ];
  const changes: Change[] = [
    ...placesOf(document).flatMap((place) => changesAt(document, place)),
    ...extra.map(([key, value, path, fix]) => ({
      what: `the key ${JSON.stringify(key)} in config`,
      path,
      ...(fix === undefined ? {} : { fix }),
      apply: set(["config", key], value),
    })),
    ...["confgi", "parameters", "__proto__", "constructor"].map((key) => ({
      what: `the key ${key} beside config`,
      path: key,
      apply: set([key], { a: 1 }),
    })),
  ];
  return changes.map(({ what, ...change }) => ({
    name: `${file}: ${what}`,
    file,
    text: damaged(source, change),
    ...change,
  }));
}

/** The text of a file after changes to what it says. */
export function damaged(source: string, ...changes: readonly Pick<Damage, "apply">[]): string {
  const document = parseDocument(source);
  for (const { apply } of changes) apply?.(document);
  return document.toString({ lineWidth: 0, aliasDuplicateObjects: false } as object);
}

/** Plain text that YAML takes for something else. */
function misreadIn(file: string, source: string): Damage[] {
  return placesOf(parseDocument(source)).flatMap((place) =>
    (misread[patternOf(place)] ?? []).map((plain) => ({
      name: `${file}: ${told(place)} is written ${plain}`,
      file,
      text: damaged(source, { apply: set(place, "MISREAD") }).replace("MISREAD", plain),
      path: told(place).concat(plain.startsWith("[") ? "[0]" : ""),
    })),
  );
}

/** Damage to the lines of one sound file. */
function torn(file: string, source: string): Damage[] {
  const lines = source.split("\n");
  const at = (index: number, ...replacement: string[]) =>
    [...lines.slice(0, index), ...replacement, ...lines.slice(index + 1)].join("\n");
  return lines.flatMap((line, index) => {
    const [, indent = "", key] = /^( *)([\w:-]+):/.exec(line) ?? [];
    if (key === undefined) return [];
    const open = /[[{]/.exec(line);
    const where = `${file}: line ${index + 1}`;
    const cases: (Omit<Damage, "file"> | false)[] = [
      {
        name: `${where} stands twice`,
        text: at(index, line, `${indent}${key}: 1`),
        path: line.includes(': ') ? `line ${index + 2}` : undefined,
      },
      indent !== "" && {
        name: `${where} is indented with a tab`,
        text: at(index, line.replace(/^ +/, "\t")),
      },
      hasSibling(lines, index, indent) && {
        name: `${where} is indented by one too few`,
        text: at(index, line.slice(1)),
      },
      open !== null && {
        name: `${where} is where the file is cut off`,
        text: [...lines.slice(0, index), line.slice(0, open.index + 1)].join("\n"),
      },
      open !== null && {
        name: `${where} has one bracket too many`,
        text: at(index, `${line} ]`),
        path: `line ${index + 1}`,
      },
      { name: `${where} has a key without a colon`, text: at(index, `${indent}${key}`) },
      { name: `${where} has an open quote`, text: at(index, `${indent}${key}: "x`) },
      { name: `${where} has an unknown alias`, text: at(index, `${indent}${key}: *nobody`) },
    ];
    return cases.filter((one) => one !== false).map((one) => ({ ...one, file }));
  });
}

/** An only child may stand at any depth. */
function hasSibling(lines: readonly string[], index: number, indent: string): boolean {
  const depth = (line: string) => line.search(/\S/);
  const isSibling = (line: string) => depth(line) === indent.length;
  const until = (others: readonly string[]) => {
    const end = others.findIndex((line) => depth(line) < indent.length);
    return end < 0 ? others : others.slice(0, end);
  };
  const around = [until(lines.slice(index + 1)), until(lines.slice(0, index).reverse())];
  return indent !== "" && around.flat().some(isSibling);
}

/** Files that are no stack file at all, or sound files with something at their start or end. */
function wholeFiles(): Damage[] {
  const dev = soundFiles.get("dev")!;
  const bomb = [..."bcdefghi"].map((name, index) => {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    return `    ${name}: &${name} [${Array(9 + (index % 2))
      .fill(`*${before}`)
      .join(", ")}]`;
  });
  const added: Readonly<Record<string, string>> = {
    "an alias bomb": `  ai-platform:tags:\n    a: &a [x, x, x, x, x, x, x, x, x]\n${bomb.join("\n")}\n`,
    "a loop of anchors in a set": "  ai-platform:tags: &loop { x: *loop }\n",
    "a loop of anchors in a list": "  ai-platform:tags: &loop [*loop]\n",
    "a loop of two anchors": "  ai-platform:tags: &one { x: &two { y: *one, z: *two } }\n",
    "lists nested 20000 deep": `  ai-platform:tags: ${"[".repeat(20000)}${"]".repeat(20000)}\n`,
    "sets nested 5000 deep": `  ai-platform:tags: ${"{ a: ".repeat(5000)}1${" }".repeat(5000)}\n`,
    "sets nested 200 deep": `  ai-platform:tags: ${"{ a: ".repeat(200)}1${" }".repeat(200)}\n`,
    "a second document": `---\n${dev}`,
    "an empty second document": "---\n",
    "a YAML 1.1 set": "  ai-platform:tags: !!set { a, b }\n",
    "a YAML 1.1 ordered map": "  ai-platform:data: !!omap [keyDeletionDays: 9]\n",
    "a YAML 1.1 date": "  ai-platform:platform: !!timestamp 2001-01-01\n",
    "a YAML 1.1 binary": "  ai-platform:costs: !!binary aGVsbG8=\n",
    "a tag of one's own": "  ai-platform:tags: !vault { a: b }\n",
    "a tag that runs code": "  ai-platform:tags: !!python/object/apply:os.system [ls]\n",
    "a merge key": "  <<: { a: 1 }\n",
    "a NUL and an escape": "\u0000\u001b[31mred\u001b[0m",
    "a C1 control character": "  \u009b31m: &\u009b31m *\u009b31m\n",
    "a key of 2000 characters": `  ${long(2000)}: 1\n`,
    "a key that is a list": "  ? [a, b]\n  : 1\n",
    "a key that is null": "  ~: 1\n",
    "a list after the keys": "- a\n",
    "a percent sign": "%TAG ! x\n",
    "an at sign": "  @x: 1\n",
    "a closing brace": "}\n",
  };
  const instead: Readonly<Record<string, string>> = {
    nothing: "",
    "a comment": "# nothing\n",
    "a line of hyphens": "---\n",
    spaces: "   \n\n  \n",
    null: "null\n",
    "a word": "hello\n",
    "a number": "42\n",
    "a list": "- config\n- aws:region\n",
    "an empty list": "[]\n",
    "an empty set": "{}\n",
    "a key without a value": "config:\n",
    "an empty config": "config: {}\n",
    "config as text": "config: dev\n",
    "config as a list": "config:\n  - aws:region: ap-northeast-2\n",
    "config as a number": "config: 5\n",
    "config in capitals": dev.replace("config:", "Config:"),
    "config misspelt": dev.replace("config:", "confg:"),
    "config twice": `${dev}config: {}\n`,
    "a file without config": dev.replace("config:\n", "").replaceAll("\n  ", "\n"),
    "cut-off JSON": '{"config": {"aws:region": "ap-northeast-2"',
    HTML: "<!DOCTYPE html>\n<html><body>404: not found</body></html>\n",
    "a merge conflict": `<<<<<<< HEAD\n${dev}=======\n${dev}>>>>>>> main\n`,
    "a PNG": Buffer.from(
      "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489",
      "hex",
    ).toString(),
    "random bytes": Buffer.from(
      Array.from({ length: 512 }, (_, i) => (i * i * 31 + i * 7 + 13) % 256),
    ).toString(),
    "NUL bytes": "\u0000".repeat(64),
    "UTF-16 read as UTF-8": Buffer.from(dev, "utf16le").toString(),
    "a byte order mark alone": "\uFEFF",
    "lines of 100000 characters": `${long(100_000)}\n${long(100_000)}: 1\n`,
    "an open anchor": "config: &\n",
    "an open tag": "config: !<\n",
    "an unknown directive before a list": "%FOO bar\n--- [\n",
  };
  return [
    ...Object.entries(added).map(([what, end]) => ({
      name: `dev with ${what} at its end`,
      file: "dev",
      text: dev + end,
    })),
    ...Object.entries(instead).map(([what, text]) => ({
      name: `in place of dev: ${what}`,
      file: "dev",
      text,
    })),
    ...[...soundFiles].map(([file, text]) => ({
      name: `${file} with a byte order mark`,
      file,
      text: `\uFEFF${text}`,
      path: "",
    })),
  ];
}

/** Damage of every kind, by kind. The same at every call. */
export function damages(): ReadonlyMap<string, readonly Damage[]> {
  const files = [...soundFiles];
  return new Map([
    ...files.map(([file, source]) => [`the values and keys of ${file}`, changed(file, source)] as const),
    ...files.map(([file, source]) => [`the lines of ${file}`, torn(file, source)] as const),
    ["values that YAML takes for something else", files.flatMap(([file, source]) => misreadIn(file, source))],
    ["whole files", wholeFiles()],
  ]);
}
