import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { fromEngine } from "../../../infra/config/fromEngine";
import { checkShared, loadShared } from "../../../infra/config/loadShared";
import { environmentsIn, stackKindOf } from "../../../infra/config/stackKind";
import { parseStackFile } from "../../../infra/config/stackFile";
import { ConfigFaults, faultText } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { root, stacks, stackText } from "../../support/harness";
import { sharedConfig, sharedFaults, sharedKeys, sharedOptions, sharedText } from "./deliveryGiven";

/** As the engine hands a value over: JSON, and the keys of every set sorted. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
const asEngine = (keys: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(sorted(value)),
    ]),
  );

describe("the file of the shared stack", () => {
  it("is sound, and says what its defaults leave out", () => {
    expect(parseStackFile(sharedText).faults).to.deep.equal([]);
    const { delivery, name, tags } = sharedConfig();
    expect([name, tags]).to.deep.equal(["shared", {}]);
    expect(delivery.registry).to.deep.equal({
      scanning: "basic",
      keepReleases: 50,
      untaggedDays: 7,
      unreleasedDays: 90,
    });
    expect(delivery.account).to.deep.equal({ registryScanning: false, githubProvider: false });
    expect(delivery.care).to.deep.equal({ rebuildCron: "0 18 ? * SUN *", driftCron: "0 21 * * ? *" });
    expect(delivery.modules.planning).to.deep.equal({
      owner: "planning-team@example.com",
      repository: "example-org/planning",
      branch: "main",
      folder: ".",
      architecture: "arm64",
      test: "python3 -m unittest",
      gates: { severity: "high", maxImageMiB: 1500, allow: [] },
    });
  });

  it("means the same from the engine, which sorts the keys", () => {
    const keys = sharedKeys({ environments: { staging: {}, dev: {}, prod: { approval: true } } });
    const fromFile = loadShared(keys, sharedOptions);
    expect(loadShared(fromEngine(asEngine(keys)), sharedOptions)).to.deep.equal(fromFile);
    for (const given of [keys, fromEngine(asEngine(keys))])
      expect(Object.keys(loadShared(given, sharedOptions).delivery.environments)).to.deep.equal([
        "dev",
        "staging",
        "prod",
      ]);
  });

  it("may leave dates without quotes, which makes them times to the engine", () => {
    const allow = (until: string) => [
      { vulnerability: "CVE-2026-0001", reason: "not reachable", owner: "a@b.example", until },
    ];
    for (const until of ["2027-01-31", "2027-01-31 00:00:00 +0000 UTC", "2027-01-31T00:00:00Z"])
      expect(
        sharedConfig({ "modules.planning.gates": { allow: allow(until) } }).delivery.modules.planning!.gates
          .allow[0]!.until,
      ).to.equal("2027-01-31");
    expect(
      sharedFaults({ "modules.planning.gates": { allow: allow("2027-01-31 09:00:00 +0000 UTC") } }),
    ).to.have.length(1);
  });

  it("tells all faults at once, and none of what stands in for a value", () => {
    const faults = sharedFaults({
      owner: undefined,
      pipelines: "jenkins",
      "environments.prod": {},
      "environments.qa": {},
      "modules.planning.folder": "../other",
      "modules.planning.gates": { severity: "hihg", allow: [{ vulnerability: "CVE-2026-0001" }] },
      "modules.support.owner": undefined,
      colour: 1,
    });
    expect(faults.map((text) => text.split(" ")[0])).to.have.members([
      "delivery.owner",
      "delivery.pipelines",
      "delivery.environments.prod.approval",
      "delivery.environments.qa",
      "delivery.modules.planning.folder",
      "delivery.modules.planning.gates.severity",
      "delivery.modules.planning.gates.allow[0].reason",
      "delivery.modules.planning.gates.allow[0].owner",
      "delivery.modules.planning.gates.allow[0].until",
      "delivery.modules.support.owner",
      "delivery.colour",
    ]);
  });

  const wrong: readonly (readonly [path: string, value: unknown])[] = [
    ["environments.Dev", {}],
    ["environments.dev.account", "12345"],
    ["environments.dev.role", "release"],
    ["modules.planning.repository", "https://github.com/example-org/planning"],
    ["modules.planning.repository", "planning"],
    ["modules.planning.branch", "main*"],
    ["modules.planning.folder", "/services"],
    ["modules.planning.folder", "services/"],
    ["modules.planning.folder", "services/../other"],
    ["modules.planning.architecture", "amd64"],
    ["modules.planning.gates", { maxImageMiB: 0 }],
    ["care.rebuildCron", "0 18 ? * SUN"],
    ["care.rebuildCron", "cron(0 18 ? * SUN *)"],
    ["registry.keepReleases", 1],
    ["state", { bucket: "s3://state", key: "arn:aws:kms:us-east-1:123456789012:key/abc" }],
    ["state", { bucket: "my-state", key: "alias/state" }],
    ["source", "svn"],
  ];
  for (const [path, value] of wrong)
    it(`may not have ${path}: ${JSON.stringify(value)}`, () => {
      const faults = sharedFaults({ [path]: value });
      expect(faults.map((text) => text.startsWith(`delivery.${path}`))).to.deep.equal([true], String(faults));
    });

  it("tells one fault of what is no description at all", () => {
    const given = { ...sharedKeys(), "ai-platform:delivery": "foo" };
    expect(checkShared(given, sharedOptions).faults.map(({ path }) => path)).to.deep.equal(["delivery"]);
  });

  it("judges a secret by no region that only stands in", () => {
    const dockerHubSecret =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf";
    const { "aws:region": _, ...given } = sharedKeys({ "registry.dockerHubSecret": dockerHubSecret });
    expect(checkShared(given, sharedOptions).faults.map(({ path }) => path)).to.deep.equal(["aws:region"]);
  });

  it("may not be anything else", () => {
    const given = { ...sharedKeys(), "ai-platform:network": {} };
    const texts = checkShared(given, sharedOptions).faults.map(faultText);
    expect(texts).to.deep.equal(["network is not a known key. Use one of: tags, delivery."]);
    expect(() => loadShared(given, sharedOptions)).to.throw(ConfigFaults, "1 fault(s)");
  });

  it("has a name that AWS takes, and a region", () => {
    const { "aws:region": _, ...keys } = sharedKeys();
    const { faults } = checkShared(keys, { ...sharedOptions, stack: "Shared" });
    expect(faults.map(({ path }) => path)).to.deep.equal(["stack name", "aws:region"]);
  });
});

describe("what a stack file describes", () => {
  const [profile, delivery] = ["ai-platform:profile", "ai-platform:delivery"];
  const told = (keys: Record<string, unknown>) => {
    const kind = stackKindOf(keys, project);
    return typeof kind === "string" ? kind : faultText(kind);
  };
  it("is said by its keys", () => {
    expect(told({ [profile]: "dev" })).to.equal("environment");
    expect(told({ [delivery]: {} })).to.equal("shared");
    for (const stack of stacks)
      expect(told(parseStackFile(stackText(stack)).config as Record<string, unknown>)).to.equal(
        "environment",
      );
  });

  it("must be one of the two", () => {
    expect(told({ [profile]: "dev", [delivery]: {} })).to.equal(
      "the file must not have both ai-platform:profile and ai-platform:delivery. The first makes it the file of an environment, the other that of the shared stack: move one of them into a file of its own.",
    );
    for (const keys of [{}, { [profile]: null }, { "aws:region": "us-east-1" }])
      expect(told(keys)).to.equal(
        "the file must have ai-platform:profile or ai-platform:delivery. Write ai-platform:profile: dev for an environment, or describe the shared stack below ai-platform:delivery.",
      );
  });
});

describe("the environments of a folder", () => {
  it("are those with a stack file, each with its profile; the shared stack is none", () => {
    expect(environmentsIn(root, project)).to.deep.equal({ dev: "dev", prod: "prod", staging: "staging" });
  });

  it("may have files that are wrong, even in their profile", () => {
    const folder = mkdtempSync(join(tmpdir(), "environments-"));
    try {
      writeFileSync(join(folder, "Pulumi.yaml"), "name: ai-platform");
      writeFileSync(join(folder, "Pulumi.a.yaml"), "config:\n  ai-platform:profile: dvd\n");
      writeFileSync(join(folder, "Pulumi.b.yaml"), "config:\n  ai-platform:profile: prod\n  x: [\n");
      writeFileSync(join(folder, "Pulumi.c.yaml"), "config:\n  ai-platform:profile: prod\n  other: 1\n");
      writeFileSync(join(folder, "Pulumi.d.yaml"), "config:\n  ai-platform:delivery: foo\n");
      expect(environmentsIn(folder, project)).to.deep.equal({ a: undefined, b: undefined, c: "prod" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
