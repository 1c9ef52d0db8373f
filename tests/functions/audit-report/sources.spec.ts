import { expect } from "chai";
import { TurnedOff } from "../../../functions/audit-report/report";
import { accessFindings } from "../../../functions/audit-report/sources/accessAnalyzer";
import { oldAccessKeys, type Users } from "../../../functions/audit-report/sources/accessKeys";
import { guardDutyFindings } from "../../../functions/audit-report/sources/guardDuty";
import { inspectorFindings } from "../../../functions/audit-report/sources/inspector";
import { type Keys, keysWithoutRotation } from "../../../functions/audit-report/sources/kmsKeys";
import { type Roles, unusedPermissions } from "../../../functions/audit-report/sources/roles";
import { lateSecrets, type Secrets } from "../../../functions/audit-report/sources/secrets";
import { hubFindings } from "../../../functions/audit-report/sources/securityHub";
import { expiredSuppressions } from "../../../functions/audit-report/sources/suppressions";

const now = new Date("2026-11-22T06:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const failure = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("roles with permissions that nobody uses", () => {
  const path = "/ai-platform/test/";
  type Service = readonly [name: string, usedDaysAgo?: number];

  /** IAM with a page for each role and each service; it answers when it was asked three times. */
  function iam(services: readonly Service[], age = 400, status = "COMPLETED"): Roles {
    const names = ["planning-task", "planning-execution"];
    let asked = 0;
    return {
      listRoles: ({ PathPrefix, Marker = "0" }) => {
        expect(PathPrefix).to.equal(path);
        const name = names[Number(Marker)]!;
        return Promise.resolve({
          Roles: [
            { Arn: `arn:aws:iam::123456789012:role${path}${name}`, RoleName: name, CreateDate: daysAgo(age) },
          ],
          IsTruncated: Marker === "0",
          Marker: "1",
        });
      },
      generateServiceLastAccessedDetails: ({ Arn }) => Promise.resolve({ JobId: Arn }),
      getServiceLastAccessedDetails: ({ JobId, Marker = "0" }) => {
        if (asked++ < 2) return Promise.resolve({ JobStatus: "IN_PROGRESS" });
        const own = JobId.endsWith("task") ? services : [];
        const [name, days] = own[Number(Marker)] ?? [];
        return Promise.resolve({
          JobStatus: status,
          ...(status === "FAILED" ? { Error: { Message: "no such role" } } : {}),
          ServicesLastAccessed:
            name === undefined
              ? []
              : [
                  {
                    ServiceNamespace: name,
                    ...(days === undefined ? {} : { LastAuthenticated: daysAgo(days) }),
                  },
                ],
          IsTruncated: Number(Marker) + 1 < own.length,
          Marker: String(Number(Marker) + 1),
        });
      },
    };
  }
  const ask = (client: Roles) => unusedPermissions(client, { path, now, wait: () => Promise.resolve() });

  const cases: [string, readonly Service[], number, string[]][] = [
    [
      "tells of what was never used, and of what was long ago",
      [["sqs"], ["s3", 91], ["kms", 89]],
      400,
      ["planning-task may use s3, sqs, and did not for 90 days"],
    ],
    ["is silent where all is used", [["s3", 1]], 400, []],
    ["leaves young roles their time", [["s3"]], 89, []],
    [
      "names so many services as one reads",
      Array.from({ length: 25 }, (_, index): Service => [`service-${String(index).padStart(2, "0")}`]),
      400,
      [
        `planning-task may use ${Array.from({ length: 20 }, (_, index) => `service-${String(index).padStart(2, "0")}`).join(", ")} and 5 more, and did not for 90 days`,
      ],
    ],
  ];
  for (const [title, services, age, expected] of cases)
    it(title, async () => {
      const items = await ask(iam(services, age));
      expect(items.map(({ what, why }) => `${what} ${why}`)).to.deep.equal(expected);
    });

  it("says why IAM gives no answer", async () => {
    expect(await failure(ask(iam([["s3"]], 400, "FAILED")))).to.have.property(
      "message",
      `IAM looked into arn:aws:iam::123456789012:role${path}planning-task in vain: no such role`,
    );
  });

  it("does not wait for ever", async () => {
    let waits = 0;
    const client = {
      ...iam([]),
      getServiceLastAccessedDetails: () => Promise.resolve({ JobStatus: "IN_PROGRESS" }),
    };
    const wait = () => Promise.resolve(void waits++);
    expect(await failure(unusedPermissions(client, { path, now, wait }))).to.have.property(
      "message",
      `IAM looks into arn:aws:iam::123456789012:role${path}planning-task for too long`,
    );
    expect(waits).to.equal(30);
  });
});

describe("keys of users", () => {
  const users = (Status: string, days: number): Users => ({
    listUsers: ({ Marker }) =>
      Promise.resolve(
        Marker === undefined
          ? { Users: [{ UserName: "one" }], IsTruncated: true, Marker: "next" }
          : { Users: [{ UserName: "two" }] },
      ),
    listAccessKeys: ({ UserName }) =>
      Promise.resolve({
        AccessKeyMetadata:
          UserName === "two" ? [{ AccessKeyId: "AKIAEXAMPLEWXYZ", Status, CreateDate: daysAgo(days) }] : [],
      }),
  });
  for (const [title, status, days, expected] of [
    ["old", "Active", 91, ["two …WXYZ: access key is 91 days old"]],
    ["of this quarter", "Active", 90, []],
    ["old but off", "Inactive", 400, []],
  ] as const)
    it(`that are ${title}: ${expected.length}`, async () => {
      const items = await oldAccessKeys(users(status, days), now);
      expect(items.map(({ what, why }) => `${what}: ${why}`)).to.deep.equal(expected);
    });
});

describe("keys of the environment", () => {
  const keys = (KeySpec: string, KeyRotationEnabled: boolean, KeyState = "Enabled"): Keys => ({
    listAliases: ({ Marker }) =>
      Promise.resolve(
        Marker === undefined
          ? {
              Aliases: [{ AliasName: "alias/ai-platform/prod/data", TargetKeyId: "other" }],
              Truncated: true,
              NextMarker: "next",
            }
          : { Aliases: [{ AliasName: "alias/ai-platform/test/data", TargetKeyId: "own" }] },
      ),
    describeKey: ({ KeyId }) => {
      expect(KeyId).to.equal("own");
      return Promise.resolve({ KeyMetadata: { KeySpec, KeyState } });
    },
    getKeyRotationStatus: () => Promise.resolve({ KeyRotationEnabled }),
  });
  for (const [title, client, expected] of [
    ["are told of without rotation", keys("SYMMETRIC_DEFAULT", false), ["alias/ai-platform/test/data"]],
    ["are no matter with it", keys("SYMMETRIC_DEFAULT", true), []],
    ["are no matter where AWS rotates none", keys("HMAC_256", false), []],
    ["are no matter when they are going", keys("SYMMETRIC_DEFAULT", false, "PendingDeletion"), []],
  ] as const)
    it(title, async () => {
      const items = await keysWithoutRotation(client, "alias/ai-platform/test/");
      expect(items.map(({ what }) => what)).to.deep.equal(expected);
    });
});

describe("secrets", () => {
  type Entry = NonNullable<Awaited<ReturnType<Secrets["listSecrets"]>>["SecretList"]>[number];
  const tags = (Environment: string) =>
    Object.entries({ Project: "ai-platform", Environment }).map(([Key, Value]) => ({ Key, Value }));
  const rotated: Entry = {
    Name: "planning-mariadb",
    Tags: tags("test"),
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: 30 },
    CreatedDate: daysAgo(400),
  };
  const cases: [string, Entry, string[]][] = [
    [
      "that did not change when they should",
      { ...rotated, LastRotatedDate: daysAgo(33) },
      ["planning-mariadb"],
    ],
    ["that never did", rotated, ["planning-mariadb"]],
    ["that are a little late", { ...rotated, LastRotatedDate: daysAgo(32) }, []],
    ["that nobody rotates", { ...rotated, RotationEnabled: false }, []],
    ["of another environment", { ...rotated, Tags: tags("prod") }, []],
  ];
  for (const [title, entry, expected] of cases)
    it(`${title}: ${expected.length}`, async () => {
      const client: Secrets = {
        listSecrets: ({ NextToken }) =>
          Promise.resolve(
            NextToken === undefined ? { SecretList: [], NextToken: "next" } : { SecretList: [entry] },
          ),
      };
      const owner = { project: "ai-platform", environment: "test" };
      expect((await lateSecrets(client, owner, now)).map(({ what }) => what)).to.deep.equal(expected);
    });
});

describe("suppressions", () => {
  for (const [ends, expected] of [
    [
      "2026-11-21",
      ["CKV_AWS_18 of audit-trail: was let through until 2026-11-21; team@example.com answers for it"],
    ],
    ["2026-11-22", []],
    ["2027-01-01", []],
  ] as const)
    it(`that end on ${ends}, on 22 November: ${expected.length} expired`, () => {
      const given = { check: "CKV_AWS_18", resource: "audit-trail", owner: "team@example.com", ends };
      expect(expiredSuppressions([given], now).map(({ what, why }) => `${what}: ${why}`)).to.deep.equal(
        expected,
      );
    });
});

describe("findings", () => {
  const off = async (asked: Promise<unknown>) => expect(await failure(asked)).to.be.instanceOf(TurnedOff);
  const named = (name: string) => Object.assign(new Error("not subscribed"), { name });

  it("of Security Hub are the open and grave ones, page by page", async () => {
    const items = await hubFindings({
      getFindings: ({ Filters, NextToken }) => {
        expect(Filters.SeverityLabel.map(({ Value }) => Value)).to.deep.equal(["CRITICAL", "HIGH"]);
        expect(Filters.WorkflowStatus.map(({ Value }) => Value)).to.deep.equal(["NEW", "NOTIFIED"]);
        const Title = NextToken ?? "first";
        return Promise.resolve({
          Findings: [
            { Title, ProductName: "Inspector", Severity: { Label: "HIGH" }, Resources: [{ Id: "arn:one" }] },
          ],
          ...(NextToken === undefined ? { NextToken: "second" } : {}),
        });
      },
    });
    expect(items).to.deep.equal([
      { what: "arn:one", why: "HIGH Inspector: first" },
      { what: "arn:one", why: "HIGH Inspector: second" },
    ]);
  });

  it("of Security Hub are none where it is off, and unknown where it may not be asked", async () => {
    await off(hubFindings({ getFindings: () => Promise.reject(named("InvalidAccessException")) }));
    const denied = named("AccessDeniedException");
    expect(await failure(hubFindings({ getFindings: () => Promise.reject(denied) }))).to.equal(denied);
  });

  it("of GuardDuty are the grave ones that nobody archived", async () => {
    const client = (DetectorIds: string[]) => ({
      listDetectors: () => Promise.resolve({ DetectorIds }),
      listFindings: ({ FindingCriteria }: { FindingCriteria: object }) => {
        expect(FindingCriteria).to.deep.equal({
          Criterion: { "service.archived": { Equals: ["false"] }, severity: { GreaterThanOrEqual: 7 } },
        });
        return Promise.resolve({ FindingIds: ["f1"], NextToken: "" });
      },
      getFindings: ({ FindingIds }: { FindingIds: string[] }) =>
        Promise.resolve({
          Findings: FindingIds.map((id) => ({
            Arn: `arn:x/finding/${id}`,
            Title: "Odd",
            Type: "Trojan",
            Severity: 8,
          })),
        }),
    });
    expect(await guardDutyFindings(client(["d1"]))).to.deep.equal([{ what: "Trojan f1", why: "8: Odd" }]);
    await off(guardDutyFindings(client([])));
  });

  it("of Inspector are the grave ones, where it is on", async () => {
    const client = (status: string) => ({
      batchGetAccountStatus: () => Promise.resolve({ accounts: [{ state: { status } }] }),
      listFindings: () =>
        Promise.resolve({ findings: [{ title: "CVE-1", severity: "HIGH", resources: [{ id: "i-1" }] }] }),
    });
    expect(await inspectorFindings(client("ENABLED"))).to.deep.equal([{ what: "i-1", why: "HIGH: CVE-1" }]);
    await off(inspectorFindings(client("DISABLED")));
  });

  it("of Access Analyzer are those of each analyzer that are not resolved", async () => {
    const client = (arns: string[]) => ({
      listAnalyzers: () => Promise.resolve({ analyzers: arns.map((arn) => ({ arn })) }),
      listFindingsV2: ({ analyzerArn, filter }: { analyzerArn: string; filter: object }) => {
        expect(filter).to.deep.equal({ status: { eq: ["ACTIVE"] } });
        return Promise.resolve({
          findings: [
            { resource: `of ${analyzerArn}`, resourceType: "AWS::S3::Bucket", findingType: "ExternalAccess" },
          ],
        });
      },
    });
    expect((await accessFindings(client(["a", "b"]))).map(({ what }) => what)).to.deep.equal([
      "of a",
      "of b",
    ]);
    await off(accessFindings(client([])));
  });
});
