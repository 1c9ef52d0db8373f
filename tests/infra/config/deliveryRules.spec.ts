import { expect } from "chai";
import { sharedFaults } from "./deliveryGiven";

type Changes = Readonly<Record<string, unknown>>;

interface Case {
  readonly says: string;
  readonly wrong: Changes;
  /** The nearest file that is right. */
  readonly right: Changes;
}

const sharedState = { key: "arn:aws:kms:ap-northeast-2:123456789012:key/abc" };
const role = "arn:aws:iam::111122223333:role/release";
const module = "modules.planning";
const allowed = {
  vulnerability: "CVE-2026-0001",
  reason: "not reachable",
  owner: "a@b.example",
  until: "2027-01-31",
};
const secret = (region: string) =>
  `arn:aws:secretsmanager:${region}:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf`;

/** As many modules, each in a repository of its own or in the folders of one. */
const manyModules = (repository: (number: number) => string) =>
  Object.fromEntries(
    Array.from({ length: 40 }, (_, number) => [
      `module-${number}`,
      { owner: "a@b.example", repository: repository(number), folder: `module-${number}` },
    ]),
  );

const cases: readonly Case[] = [
  {
    says: "delivery.modules must come from fewer repositories with pipelines: github-actions: those of a release role may take 2048 characters of its trust policy; got 2372. Keep several modules in one repository, each in its folder, or write pipelines: codepipeline.",
    wrong: {
      pipelines: "github-actions",
      modules: manyModules((number) => `example-org/module-${number}`),
    },
    right: { pipelines: "github-actions", modules: manyModules(() => "example-org/modules") },
  },
  {
    says: 'delivery.source must be github with pipelines: github-actions; got "gitlab". GitHub Actions run in GitHub\'s repositories; write codepipeline, or move the repositories.',
    wrong: { pipelines: "github-actions", source: "gitlab" },
    right: { pipelines: "codepipeline", source: "gitlab" },
  },
  {
    says: "delivery.state is required with pipelines: codepipeline. Releases there use a state in S3: write its bucket and the key of the stacks' secrets. With Pulumi Cloud write pipelines: github-actions.",
    wrong: { state: undefined },
    right: { state: undefined, pipelines: "github-actions" },
  },
  {
    says: 'delivery.care.rebuildCron must be a cron that GitHub knows as well, for its workflows; got "0 18 L * ? *". Do without L, W and #, and write * for the year.',
    wrong: { pipelines: "github-actions", "care.rebuildCron": "0 18 L * ? *" },
    right: { pipelines: "codepipeline", "care.rebuildCron": "0 18 L * ? *" },
  },
  {
    says: 'delivery.modules.planning.repository must have one slash at github; got "group/sub/planning". Write it as owner/name, without the address of the site.',
    wrong: { [`${module}.repository`]: "group/sub/planning" },
    right: { source: "gitlab", [`${module}.repository`]: "group/sub/planning" },
  },
  {
    says: "delivery.environments must name at least one environment. Name those that releases go through, for example dev: {} and prod: { approval: true }.",
    wrong: { environments: {} },
    right: { environments: { dev: {} } },
  },
  {
    says: 'delivery.environments.stagin must be an environment of this project; got "stagin". Did you mean staging? Or make Pulumi.stagin.yaml.',
    wrong: { environments: { dev: {}, stagin: {} } },
    right: { environments: { dev: {}, staging: {} } },
  },
  {
    says: 'delivery.environments.shared must be an environment of this project; got "shared". Use one of: dev, staging, prod.',
    wrong: { environments: { shared: {} } },
    right: { environments: { dev: {} } },
  },
  {
    says: "delivery.environments.prod.approval must be true for an environment with profile: prod; got false. Every push would reach production without anybody having seen it.",
    wrong: { "environments.prod": {} },
    right: { "environments.prod": { approval: "true" } },
  },
  {
    says: "delivery.environments.dev.role is required where there is an account. Name the role of 111122223333 that releases there.",
    wrong: { "environments.dev": { account: "111122223333" } },
    right: { "environments.dev": { account: "111122223333", role } },
  },
  {
    says: 'delivery.environments.dev.account is required where there is a role. Write "111122223333", or remove the role: in this account the pipelines release by themselves.',
    wrong: { "environments.dev": { role } },
    right: { "environments.dev": {} },
  },
  {
    says: `delivery.environments.dev.role must be a role of account 444455556666; got "${role}". Correct the one or the other.`,
    wrong: { "environments.dev": { account: "444455556666", role } },
    right: { "environments.dev": { account: "111122223333", role } },
  },
  {
    says: 'delivery.registry.scanning needs delivery.account.registryScanning; got "enhanced". An account has Amazon Inspector for all its images or for none: write registryScanning: true, or basic.',
    wrong: { "registry.scanning": "enhanced" },
    right: { "registry.scanning": "enhanced", "account.registryScanning": true },
  },
  {
    says: `delivery.registry.dockerHubSecret must be in ap-northeast-2; got "${secret("us-east-1").slice(0, 79)}…. ECR reads it in its own region; make one there.`,
    wrong: { "registry.dockerHubSecret": secret("us-east-1") },
    right: { "registry.dockerHubSecret": secret("ap-northeast-2") },
  },
  {
    says: `delivery.registry.githubSecret must be in ap-northeast-2; got "${secret("us-east-1").slice(0, 79)}…. ECR reads it in its own region; make one there.`,
    wrong: { "registry.githubSecret": secret("us-east-1") },
    right: { "registry.githubSecret": secret("ap-northeast-2") },
  },
  {
    says: 'delivery.care.driftCron must have hours of 0 to 23 in its cron; got "0 24 * * ? *". The second field cannot be 24.',
    wrong: { "care.driftCron": "0 24 * * ? *" },
    right: { "care.driftCron": "0 23 * * ? *" },
  },
  {
    says: 'delivery.care.rebuildCron must have a question mark for either the day of the month or the day of the week; got "0 18 * * SUN *". Write "0 21 * * ? *" for every day, or "0 18 ? * SUN *" for Sundays.',
    wrong: { "care.rebuildCron": "0 18 * * SUN *" },
    right: { "care.rebuildCron": "0 18 ? * SUN *" },
  },
  {
    says: "delivery.modules must name at least one module. Name the module with its owner and its repository.",
    wrong: { modules: {} },
    right: { modules: { one: { owner: "a@b.example", repository: "example-org/one" } } },
  },
  {
    says: 'delivery.modules.support.folder must differ from that of planning, which has the same repository; got ".". Give each module a folder of its own in the repository.',
    wrong: { "modules.support.repository": "Example-Org/planning" },
    right: { "modules.support.repository": "Example-Org/planning", "modules.support.folder": "support" },
  },
  {
    says: 'delivery.modules.planning.gates.allow[1].vulnerability must not be named twice; got "CVE-2026-0001". Remove one.',
    wrong: { [`${module}.gates`]: { allow: [allowed, allowed] } },
    right: { [`${module}.gates`]: { allow: [allowed, { ...allowed, vulnerability: "CVE-2026-0002" }] } },
  },
  {
    says: 'delivery.modules.planning.gates.allow[0].until must be a day of the calendar; got "2027-02-30". Write it as 2027-01-31.',
    wrong: { [`${module}.gates`]: { allow: [{ ...allowed, until: "2027-02-30" }] } },
    right: { [`${module}.gates`]: { allow: [{ ...allowed, until: "2028-02-29" }] } },
  },
];

describe("rules of the shared stack", () => {
  for (const { says, wrong, right } of cases)
    it(`says: ${says}`, () => {
      expect(sharedFaults(wrong)).to.deep.equal([says]);
      expect(sharedFaults(right)).to.deep.equal([]);
    });

  it("leaves it to the gate that an allowance is over", () => {
    expect(
      sharedFaults({ [`${module}.gates`]: { allow: [{ ...allowed, until: "2020-01-31" }] } }),
    ).to.deep.equal([]);
  });

  const hiding: readonly (readonly [what: string, changes: Changes, paths: readonly string[]])[] = [
    ["a wrong source", { source: "svn", [`${module}.repository`]: "a/b/c" }, ["source"]],
    ["wrong pipelines", { pipelines: "jenkins", source: "gitlab", state: undefined }, ["pipelines"]],
    ["a wrong state", { state: { bucket: "s3://state", key: sharedState.key } }, ["state.bucket"]],
    ["a wrong account", { "environments.dev": { account: "1", role } }, ["environments.dev.account"]],
    [
      "a wrong flag",
      { "registry.scanning": "enhanced", "account.registryScanning": "yes" },
      ["account.registryScanning"],
    ],
    [
      "repositories that are missing",
      { [`${module}.repository`]: undefined, "modules.support.repository": undefined },
      ["modules.planning.repository", "modules.support.repository"],
    ],
    [
      "modules that are none",
      { modules: { One: { owner: "a@b.example" } } },
      ["modules.One", "modules.One.repository"],
    ],
    ["modules that are missing", { modules: undefined }, ["modules"]],
    ["an environment that is none", { environments: { dev: 5 } }, ["environments.dev"]],
    ["an account that is none", { "registry.scanning": "enhanced", account: "yes" }, ["account"]],
  ];
  for (const [what, changes, paths] of hiding)
    it(`are not told of what stands in for ${what}`, () => {
      expect(sharedFaults(changes).map((text) => text.split(" ")[0])).to.deep.equal(
        paths.map((path) => `delivery.${path}`),
      );
    });
});
