import { expect } from "chai";
import { checkConfig } from "../../../infra/config/load";
import { parseStackFile } from "../../../infra/config/stackFile";
import { faultText } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { given, textsOf, type Changes } from "./given";

type Case = readonly [says: string | readonly string[], wrong: Changes, right: Changes];

const owner = "Mail address of the team that answers for the module.";
const routes =
  "Paths that the module answers, each with all below it. A path belongs to one module. Without a path, only modules that name it in `calls` reach it.";
const port = "TCP port that the container listens on.";
const days =
  "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
const module = { owner: "a@example.com", routes: ["/other"] };

const cases: readonly Case[] = [
  [`modules.planning.owner is required. ${owner}`, { "modules.planning.owner": undefined }, {}],
  [
    "profile is required. Set of defaults: stacks/profiles/<profile>.ts says what they are.",
    { profile: undefined },
    { profile: "dev" },
  ],
  ["aws:region is required. AWS region of the environment.", { "aws:region": undefined }, {}],
  [`modules.planning.owner must be text; got 5. ${owner}`, { "modules.planning.owner": 5 }, {}],
  [
    'modules.planning.owner must be a mail address; got "planning". Write it as team@example.com.',
    { "modules.planning.owner": "planning" },
    { "modules.planning.owner": "planning@example.com" },
  ],
  [
    `modules.planning.owner must have a length of at most 256; got "${"a".repeat(79)}…. ${owner}`,
    { "modules.planning.owner": `${"a".repeat(245)}@example.com` },
    { "modules.planning.owner": `${"a".repeat(244)}@example.com` },
  ],
  [
    'aws:profile must have a length of at least 1; got "". Named profile of the AWS CLI whose credentials serve.',
    { "aws:profile": "" },
    { "aws:profile": "x" },
  ],
  [
    'aws:region must be an AWS region; got "Seoul". Write it as ap-northeast-2.',
    { "aws:region": "Seoul" },
    { "aws:region": "ap-northeast-1" },
  ],
  ['modules.planning.port must be a number; got "x". '.concat(port), { "modules.planning.port": "x" }, {}],
  [
    `modules.planning.port must be a whole number; got 8080.5. ${port}`,
    { "modules.planning.port": 8080.5 },
    { "modules.planning.port": 8080 },
  ],
  [
    `modules.planning.port must be at least 1024; got 1023. ${port}`,
    { "modules.planning.port": 1023 },
    { "modules.planning.port": 1024 },
  ],
  [
    `modules.planning.port must be at most 65535; got 65536. ${port}`,
    { "modules.planning.port": 65536 },
    { "modules.planning.port": 65535 },
  ],
  [
    'modules.planning.data.schema must be true or false; got "no". A MariaDB schema of its own.',
    { "modules.planning.data.schema": "no" },
    { "modules.planning.data.schema": "false" },
  ],
  [
    `modules.planning.routes must be a list; got "/p". ${routes}`,
    { "modules.planning.routes": "/p" },
    { "modules.planning.routes": ["/planning"] },
  ],
  [
    `modules.planning.routes must have at most 4; got ["/a","/b","/c","/d","/e"]. ${routes}`,
    { "modules.planning.routes": ["/a", "/b", "/c", "/d", "/e"] },
    { "modules.planning.routes": ["/a", "/b", "/c", "/d"] },
  ],
  [
    'modules.planning.routes[0] must be a path; got "/planning/". Start with / and do not end with it, for example /planning.',
    { "modules.planning.routes": ["/planning/"] },
    { "modules.planning.routes": ["/planning"] },
  ],
  [
    "modules.planning.size must be a set of keys; got []. Size of one task.",
    { "modules.planning.size": [] },
    { "modules.planning.size": {} },
  ],
  [
    'tags must be a set of keys; got "x". Tags on every resource, for example a cost centre.',
    { tags: "x" },
    { tags: {} },
  ],
  [
    'tags["a*b"] must be a tag key. Use up to 128 letters, digits and . : / = + @ - and not the prefix aws:.',
    { tags: { "a*b": "x" } },
    { tags: { "a:b": "x" } },
  ],
  [
    "modules.planning.size.memoryMB is not a known key. Did you mean memoryMiB?",
    { "modules.planning.size.memoryMB": 1024 },
    { "modules.planning.size.memoryMiB": 1024 },
  ],
  [
    "modules.planning.size.zzzzzzzz is not a known key. Use one of: cpu, memoryMiB, architecture.",
    { "modules.planning.size.zzzzzzzz": 1024 },
    {},
  ],
  [
    'network.natGateways must be one of single, per-zone; got "singel". Did you mean single?',
    { "network.natGateways": "singel" },
    { "network.natGateways": "single" },
  ],
  [
    'network.natGateways must be one of single, per-zone; got "everywhere". Use one of: single, per-zone.',
    { "network.natGateways": "everywhere" },
    { "network.natGateways": "per-zone" },
  ],
  [
    'data.mariadb.version must be one of 11.8, 11.4, 10.11; got 11.8. Put it in quotes: "11.8".',
    { "data.mariadb.version": 11.8 },
    { "data.mariadb.version": "11.8" },
  ],
  [
    "data.mariadb.version must be one of 11.8, 11.4, 10.11; got 12. Major version of MariaDB. Minor versions follow by themselves in the maintenance window.",
    { "data.mariadb.version": 12 },
    { "data.mariadb.version": "11.4" },
  ],
  [
    `platform.accessLogDays must be one of ${days}; got 8. Days that access logs of the load balancer, records of sessions in containers and what ECS tells of its tasks are kept.`,
    { "platform.accessLogDays": 8 },
    { "platform.accessLogDays": "7" },
  ],
  [
    "network.flowLogs has the wrong kind of value; got true. VPC flow logs to CloudWatch Logs, or false.",
    { "network.flowLogs": true },
    { "network.flowLogs": "false" },
  ],
  [
    'network.flowLogs.traffic must be one of ALL, REJECT, ACCEPT; got "reject". Did you mean REJECT?',
    { "network.flowLogs": { traffic: "reject" } },
    { "network.flowLogs": { traffic: "REJECT" } },
  ],
  [
    "network.flowLogs.days is not a known key. Use one of: traffic, retentionDays.",
    { "network.flowLogs.days": 7 },
    { "network.flowLogs.retentionDays": 7 },
  ],
  [
    "modules.planning.ephemeralStorageGiB must be at least 21; got 19. Disk of a task in GiB; 20 is free.",
    { "modules.planning.ephemeralStorageGiB": 19 },
    { "modules.planning.ephemeralStorageGiB": 20 },
  ],
  [
    'modules["a b"] must be a module name. Use 2 to 24 lower-case letters, digits and single hyphens, starting with a letter.',
    { "modules.a b": module },
    { "modules.a-b": module },
  ],
  ["tags.x has no value. Give it a value or remove the key.", { tags: { x: null } }, { tags: { x: "" } }],
  [
    "aws:profile is a Pulumi secret. Remove it: secrets live in AWS Secrets Manager, never in a stack file.",
    { "aws:profile": { secure: "v1:x" } },
    { "aws:profile": "x" },
  ],
  [
    "modules.constructor is a reserved name. Choose another name.",
    { "modules.constructor": module },
    { "modules.constructors": module, "modules.secure": { ...module, routes: ["/secure"] } },
  ],
  [
    '["azure:x"] is in an unknown namespace. Use one of: aws, pulumi, ai-platform.',
    { "azure:x": 1 },
    { "pulumi:x": 1 },
  ],
];

describe("faults of single values", () => {
  for (const [says, wrong, right] of cases)
    it(`say: ${String(says).slice(0, 100)}`, () => {
      expect(textsOf(wrong)).to.deep.equal([says].flat());
      expect(textsOf(right)).to.deep.equal([]);
    });
});

it("a key without a namespace is told with the one that it needs", () => {
  const { faults } = checkConfig({ ...given({}), tags: {} }, { stack: "dev", project, profiles });
  expect(faults.map(faultText)).to.deep.equal(["tags has no namespace. Write it as ai-platform:tags."]);
});

describe("faults of a file", () => {
  const told = (source: string) => parseStackFile(source).faults.map(faultText);
  const sound = "config:\n  a:b: 1\n";
  const table: readonly (readonly [source: string, ...says: string[]])[] = [
    [sound],
    [`encryptionsalt: v1\nsecretsprovider: x\nencryptedkey: x\nenvironment: [x]\n${sound}`],
    ["", "the file must be a set of keys; got null. Start it with config:."],
    ["- a\n", "the file must be a set of keys; got []. Start it with config:."],
    ["hello", 'the file must be a set of keys; got "hello". Start it with config:.'],
    [`\uFEFF${sound}`, "the file must not start with a byte order mark. Save it as UTF-8 without BOM."],
    ["config:\n", "config is required. Write the settings below config:."],
    ["config: [a]\n", 'config must be a set of keys; got ["a"]. Write the settings below config:.'],
    [
      "confg: {}\n",
      "confg is not a key of a stack file. Did you mean config?",
      "config is required. Write the settings below config:.",
    ],
    [`${sound}  a:b: 2\n`, 'line 3 has the same key twice; got "a:b: 2". Remove one of them.'],
    [
      "config:\n  a: 1\n   b: 2\n",
      'line 2 is not YAML (Nested mappings are not allowed in compact mappings); got "a: 1". Correct it there.',
      'line 2 is not YAML (Implicit keys need to be on a single line); got "a: 1". Correct it there.',
    ],
    ["config:\n\ta: 1\n", 'line 2 is indented with a tab; got "a: 1". Indent with spaces.'],
    [
      "config:\n  a: !x 1\n",
      'line 2 has a tag that a stack file cannot have; got "a: !x 1". Remove what starts with !.',
    ],
    [
      `${sound}---\n${sound}`,
      'line 3 starts a second document; got "---". Remove it with its line of three hyphens.',
    ],
    [
      "config:\n  a: [1] ]\n",
      'line 2 has something that does not belong there; got "a: [1] ]". Correct it, or the line before it.',
    ],
    [
      '{"config": {',
      'line 1 is indented wrongly; got "{\\"config\\": {". Bring it in line with its neighbours.',
      'line 1 is not YAML (Flow map must end with a }); got "{\\"config\\": {". Correct it there.',
    ],
    [
      `config: ${"[".repeat(20000)}${"]".repeat(20000)}`,
      `line 1 is nested too deeply; got "config: ${"[".repeat(71)}…. A stack file needs fewer than ten levels.`,
    ],
    ["config: &a { x: *a }\n", "the file has aliases that cannot be resolved. Write the values out."],
  ];
  for (const [source, ...says] of table)
    it(`are ${says.length} of ${JSON.stringify(source).slice(0, 60)}`, () => {
      expect(told(source)).to.deep.equal(says);
    });
});
