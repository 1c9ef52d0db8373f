import { markdownOf } from "./markdown";
import { messageOf } from "./message";
import { type Report, type Section, section } from "./report";
import type { Settings } from "./settings";
import { type AccessFindings, accessFindings } from "./sources/accessAnalyzer";
import { keyDays, oldAccessKeys, type Users } from "./sources/accessKeys";
import { type GuardDutyFindings, guardDutyFindings } from "./sources/guardDuty";
import { type InspectorFindings, inspectorFindings } from "./sources/inspector";
import { type Keys, keysWithoutRotation } from "./sources/kmsKeys";
import { type Roles, unusedDays, unusedPermissions } from "./sources/roles";
import { lateSecrets, type Secrets } from "./sources/secrets";
import { hubFindings, type SecurityHubFindings } from "./sources/securityHub";
import { expiredSuppressions, type Suppression } from "./sources/suppressions";

export interface Clients {
  readonly iam: Roles & Users;
  readonly kms: Keys;
  readonly secrets: Secrets;
  readonly securityHub: SecurityHubFindings;
  readonly guardDuty: GuardDutyFindings;
  readonly inspector: InspectorFindings;
  readonly accessAnalyzer: AccessFindings;
  readonly s3: {
    putObject(input: { Bucket: string; Key: string; Body: string; ContentType: string }): Promise<unknown>;
  };
  readonly sns: {
    publish(input: {
      TopicArn: string;
      Subject: string;
      Message: string;
      MessageStructure: "json";
    }): Promise<unknown>;
  };
}

export interface Parts {
  readonly clients: Clients;
  readonly settings: Settings;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What the schedule says. */
export interface Asked {
  readonly suppressions: readonly Suppression[];
}

/** Asks all sources, writes down for auditors what they say, and tells the others how much it is. */
export function auditReport({ clients, settings, now, wait }: Parts) {
  return async ({ suppressions }: Asked): Promise<void> => {
    const at = now();
    const { project, environment, bucket, topicArn, runbook } = settings;
    const report: Report = {
      project,
      environment,
      at: at.toISOString(),
      sections: [
        ...(await ownSections(clients, settings, { now: at, wait })),
        ...(await findingSections(clients)),
        await section("suppressions that expired", () =>
          Promise.resolve(expiredSuppressions(suppressions, at)),
        ),
      ],
    };
    const name = `reports/${report.at.replace(/\.\d+/, "").replaceAll(":", "")}`;
    const put = (Key: string, Body: string, ContentType: string) =>
      clients.s3.putObject({ Bucket: bucket, Key, Body, ContentType });
    await put(`${name}.json`, `${JSON.stringify(report, undefined, 2)}\n`, "application/json");
    await put(`${name}.md`, markdownOf(report), "text/markdown; charset=utf-8");
    const { subject, text } = messageOf(report, `s3://${bucket}/${name}.md`, runbook);
    await clients.sns.publish({
      TopicArn: topicArn,
      Subject: subject,
      Message: text,
      MessageStructure: "json",
    });
  };
}

interface Moment {
  readonly now: Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What is the environment's own, and the keys of the account's users. */
async function ownSections(
  { iam, kms, secrets }: Clients,
  { project, environment }: Settings,
  { now, wait }: Moment,
): Promise<Section[]> {
  const path = `/${project}/${environment}/`;
  return [
    await section(`roles with permissions unused for ${unusedDays} days`, () =>
      unusedPermissions(iam, { path, now, wait }),
    ),
    await section(`access keys older than ${keyDays} days`, () => oldAccessKeys(iam, now)),
    await section("keys without rotation", () => keysWithoutRotation(kms, `alias${path}`)),
    await section("secrets whose rotation is late", () =>
      lateSecrets(secrets, { project, environment }, now),
    ),
  ];
}

/** Security Hub hears of what the others find, so where it is read they are not asked. */
async function findingSections(clients: Clients): Promise<Section[]> {
  const hub = await section("open findings of Security Hub", () => hubFindings(clients.securityHub));
  if (hub.note === undefined) return [hub];
  return [
    hub,
    await section("open findings of GuardDuty", () => guardDutyFindings(clients.guardDuty)),
    await section("open findings of Inspector", () => inspectorFindings(clients.inspector)),
    await section("open findings of Access Analyzer", () => accessFindings(clients.accessAnalyzer)),
  ];
}
