import { ListSecretsCommand, ListSecretVersionIdsCommand } from "@aws-sdk/client-secrets-manager";
import { expect } from "chai";
import { keyAge, type SeenVersion } from "../../../functions/watch-secrets/age";
import type { Client } from "../../../functions/watch-secrets/secrets";
import { watchSecrets } from "../../../functions/watch-secrets/watchSecrets";

const now = new Date("2026-11-21T00:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const version = (days: number, ...stages: string[]): SeenVersion => ({ stages, createdAt: daysAgo(days) });

describe("the age of a key", () => {
  const cases: [string, SeenVersion[], ReturnType<typeof keyAge>][] = [
    ["is none before anybody wrote it", [version(400, "AWSCURRENT")], { days: 0, pending: true }],
    [
      "counts from when it was last written",
      [version(400, "AWSPREVIOUS"), version(30.9, "AWSCURRENT")],
      { days: 30, pending: false },
    ],
    [
      "is never less than none",
      [version(1, "AWSPREVIOUS"), version(-1, "AWSCURRENT")],
      { days: 0, pending: false },
    ],
    ["is not there without a current version", [version(1, "AWSPENDING")], undefined],
  ];
  for (const [title, versions, expected] of cases)
    it(title, () => {
      expect(keyAge(versions, now)).to.deep.equal(expected);
    });
});

interface Entry {
  readonly ARN: string;
  readonly tags: Readonly<Record<string, string>>;
}

const tags = { Project: "ai-platform", Environment: "test", Module: "planning", Key: "openai" };

/** Secrets Manager with a page for each secret; it answers by the tag alone, as the real one does. */
function client(entries: readonly Entry[], versions: readonly SeenVersion[]): Client {
  const answer = (command: unknown): unknown => {
    if (command instanceof ListSecretsCommand) {
      expect(command.input.Filters).to.deep.equal([{ Key: "tag-key", Values: ["Key"] }]);
      const index = Number(command.input.NextToken ?? 0);
      const SecretList = entries.slice(index, index + 1).map(({ ARN, tags: each }) => ({
        ARN,
        Tags: Object.entries(each).map(([Key, Value]) => ({ Key, Value })),
      }));
      return { SecretList, ...(index + 1 < entries.length ? { NextToken: String(index + 1) } : {}) };
    }
    // Whatever else it asked would need a right that its role lacks.
    expect(command).to.be.instanceOf(ListSecretVersionIdsCommand);
    return {
      Versions: versions.map(({ stages, createdAt }) => ({ VersionStages: stages, CreatedDate: createdAt })),
    };
  };
  return { send: (command: unknown) => Promise.resolve(answer(command)) } as unknown as Client;
}

async function linesOf(entries: readonly Entry[], versions: readonly SeenVersion[]): Promise<string[]> {
  const lines: string[] = [];
  await watchSecrets({
    project: "ai-platform",
    environment: "test",
    client: client(entries, versions),
    now: () => now,
    log: (line) => lines.push(line),
  })();
  return lines;
}

const written = [version(400, "AWSPREVIOUS"), version(200, "AWSCURRENT")];

describe("watch-secrets", () => {
  it("tells CloudWatch of each key, and of all keys together", async () => {
    const lines = await linesOf([{ ARN: "arn:a", tags }], written);
    expect(lines.map((line) => JSON.parse(line) as unknown)).to.deep.equal([
      {
        _aws: {
          Timestamp: now.getTime(),
          CloudWatchMetrics: [
            {
              Namespace: "ai-platform/Secrets",
              Dimensions: [["Environment"], ["Environment", "Module", "Provider"]],
              Metrics: [{ Name: "SecretAgeDays" }, { Name: "SecretPending" }],
            },
          ],
        },
        Environment: "test",
        Module: "planning",
        Provider: "openai",
        SecretAgeDays: 200,
        SecretPending: 0,
      },
    ]);
  });

  it("tells of a key that nobody wrote", async () => {
    const [line] = await linesOf([{ ARN: "arn:a", tags }], [version(400, "AWSCURRENT")]);
    expect(JSON.parse(line!)).to.include({ SecretAgeDays: 0, SecretPending: 1 });
  });

  it("looks at every page, and at nothing but the keys of its own environment", async () => {
    const others: Entry["tags"][] = [
      { ...tags, Environment: "prod" },
      { ...tags, Project: "another" },
      { Project: "ai-platform", Environment: "test", Module: "planning", KeyOf: "door" },
      { Project: "ai-platform", Environment: "test", Key: "openai" },
    ];
    const mine = { ...tags, Module: "catalogue" };
    const all = [...others, mine].map((each, index) => ({ ARN: `arn:${index}`, tags: each }));
    const lines = await linesOf(all, written);
    expect(lines.map((line) => (JSON.parse(line) as { Module: string }).Module)).to.deep.equal(["catalogue"]);
  });

  it("fails where a key has no current version", async () => {
    const failure = await linesOf([{ ARN: "arn:a", tags }], []).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.be.an("error").with.property("message", "secret arn:a has no current version");
  });
});
