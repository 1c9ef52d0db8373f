import { expect } from "chai";
import { auditReport, type Clients } from "../../../functions/audit-report/auditReport";
import { gather } from "../../../functions/audit-report/gather";
import type { Report } from "../../../functions/audit-report/report";
import { settingsFrom } from "../../../functions/audit-report/settings";

const settings = {
  project: "ai-platform",
  environment: "test",
  bucket: "reports-bucket",
  topicArn: "arn:aws:sns:ap-northeast-2:123456789012:ai-platform-test_warning",
  runbook: "https://docs.example.com/audit-report.md",
};
const expired = {
  check: "CKV_AWS_18",
  resource: "audit|trail",
  owner: "team@example.com",
  ends: "2026-01-31",
};

interface Told {
  readonly objects: Readonly<Record<string, string>>;
  readonly message: { Subject: string; Message: string; MessageStructure: string; TopicArn: string };
  readonly asked: readonly string[];
}

/** An account in which there is nothing to tell, but for what a test changes. */
async function made(change: Partial<Clients> = {}): Promise<Told> {
  const objects: Record<string, string> = {};
  const asked: string[] = [];
  let message: Told["message"] | undefined;
  const empty = (name: string) => () => {
    asked.push(name);
    return Promise.resolve({});
  };
  const unused = (name: string) => () => Promise.reject(new Error(`nobody asks ${name}`));
  const clients: Clients = {
    iam: {
      listRoles: empty("listRoles"),
      listUsers: empty("listUsers"),
      listAccessKeys: unused("listAccessKeys"),
      generateServiceLastAccessedDetails: unused("generateServiceLastAccessedDetails"),
      getServiceLastAccessedDetails: unused("getServiceLastAccessedDetails"),
    },
    kms: {
      listAliases: empty("listAliases"),
      describeKey: unused("describeKey"),
      getKeyRotationStatus: unused("getKeyRotationStatus"),
    },
    secrets: { listSecrets: empty("listSecrets") },
    securityHub: { getFindings: empty("hub") },
    guardDuty: {
      listDetectors: empty("guardDuty"),
      listFindings: unused("listFindings"),
      getFindings: unused("getFindings"),
    },
    inspector: { batchGetAccountStatus: empty("inspector"), listFindings: unused("listFindings") },
    accessAnalyzer: { listAnalyzers: empty("analyzer"), listFindingsV2: unused("listFindingsV2") },
    s3: {
      putObject: ({ Bucket, Key, Body }) => {
        expect(Bucket).to.equal("reports-bucket");
        objects[Key] = Body;
        return Promise.resolve();
      },
    },
    sns: {
      publish: (input) => {
        message = input;
        return Promise.resolve();
      },
    },
    ...change,
  };
  const handler = auditReport({
    clients,
    settings,
    now: () => new Date("2026-11-22T06:00:00.123Z"),
    wait: () => Promise.resolve(),
  });
  await handler({ suppressions: [expired] });
  return { objects, message: message!, asked };
}

const off = () =>
  Promise.reject(Object.assign(new Error("not subscribed"), { name: "InvalidAccessException" }));
const [json, markdown] = ["reports/2026-11-22T060000Z.json", "reports/2026-11-22T060000Z.md"];
const sectionsOf = ({ objects }: Told) => (JSON.parse(objects[json]!) as Report).sections;

describe("the audit report", () => {
  it("is written down twice: for people and for programs", async () => {
    const { objects } = await made();
    expect(Object.keys(objects)).to.deep.equal([json, markdown]);
    expect(objects[markdown]).to.include(
      "# Audit report of ai-platform, test\n\n2026-11-22T06:00:00.123Z, 1 points.",
    );
    expect(objects[markdown]).to.include("## suppressions that expired\n\n| what | why |\n| --- | --- |\n");
    // A name of others must not end the cell of a table.
    expect(objects[markdown]).to.include(
      String.raw`| CKV_AWS_18 of audit\|trail | was let through until 2026-01-31`,
    );
    expect(objects[markdown]).to.include("## keys without rotation\n\nNothing.");
  });

  it("tells numbers and the place, and nothing of what is in it", async () => {
    const { message } = await made();
    expect(message).to.include({
      TopicArn: settings.topicArn,
      Subject: "Audit report of test: 1 points",
      MessageStructure: "json",
    });
    const { default: mail, https } = JSON.parse(message.Message) as Record<string, string>;
    expect(mail).to.include("1 suppressions that expired\n");
    expect(mail).to.include(`s3://reports-bucket/${markdown}\n${settings.runbook}`);
    expect(mail).not.to.include("CKV_AWS_18");
    // A chat shows nothing that has not this form.
    expect(JSON.parse(https!)).to.deep.include({ version: "1.0", source: "custom" });
    expect(https).not.to.include("CKV_AWS_18");
  });

  it("goes on where a source fails, and says so wherever somebody looks", async () => {
    const told = await made({
      secrets: {
        listSecrets: () =>
          Promise.reject(Object.assign(new Error("slow\ndown"), { name: "ThrottlingException" })),
      },
    });
    const failed = sectionsOf(told).filter(({ note }) => note !== undefined);
    expect(failed).to.deep.equal([
      {
        title: "secrets whose rotation is late",
        items: [],
        note: "could not be read: ThrottlingException: slow\ndown",
      },
    ]);
    expect(told.objects[markdown]).to.include("could not be read: ThrottlingException: slow down");
    expect(told.message.Message).to.include("secrets whose rotation is late: could not be read");
  });

  it("asks the other guards only where Security Hub does not hear of them", async () => {
    const guards = ["guardDuty", "inspector", "analyzer"];
    expect((await made()).asked).not.to.include.members(guards);
    const told = await made({ securityHub: { getFindings: off } });
    expect(told.asked).to.include.members(guards);
    const notes = sectionsOf(told).flatMap(({ note }) => note ?? []);
    expect(notes).to.deep.equal(Array.from({ length: 4 }, () => "is not turned on"));
    // That is nobody's failure.
    expect(told.message.Message).not.to.include("could not be read");
  });

  it("fails where it cannot be written down, so that an alarm rings", async () => {
    const failure = await made({ s3: { putObject: () => Promise.reject(new Error("AccessDenied")) } }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).to.have.property("message", "AccessDenied");
  });
});

describe("settings of the audit report", () => {
  const variables = {
    PROJECT: "ai-platform",
    ENVIRONMENT: "test",
    BUCKET: settings.bucket,
    TOPIC_ARN: settings.topicArn,
    RUNBOOK: settings.runbook,
  };

  it("are the variables of the function", () => {
    expect(settingsFrom(variables)).to.deep.equal(settings);
  });

  for (const name of Object.keys(variables))
    it(`want ${name}`, () => {
      expect(() => settingsFrom({ ...variables, [name]: "" })).to.throw(`${name} must be set`);
    });
});

describe("lists of AWS", () => {
  it("end somewhere, however long they are", async () => {
    const all = await gather(() =>
      Promise.resolve({ items: Array.from({ length: 300 }, () => 1), next: "more" }),
    );
    expect(all).to.have.length(1000);
  });
});
