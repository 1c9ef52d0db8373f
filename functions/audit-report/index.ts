import { setTimeout } from "node:timers/promises";
import { AccessAnalyzer } from "@aws-sdk/client-accessanalyzer";
import { GuardDuty } from "@aws-sdk/client-guardduty";
import { IAM } from "@aws-sdk/client-iam";
import { Inspector2 } from "@aws-sdk/client-inspector2";
import { KMS } from "@aws-sdk/client-kms";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SecurityHub } from "@aws-sdk/client-securityhub";
import { SNS } from "@aws-sdk/client-sns";
import { auditReport } from "./auditReport";
import { settingsFrom } from "./settings";

/** `index.handler` of the function, which a schedule calls with the suppressions that there are. */
export const handler = auditReport({
  clients: {
    iam: new IAM(),
    kms: new KMS(),
    secrets: new SecretsManager(),
    securityHub: new SecurityHub(),
    guardDuty: new GuardDuty(),
    inspector: new Inspector2(),
    accessAnalyzer: new AccessAnalyzer(),
    s3: new S3(),
    sns: new SNS(),
  },
  settings: settingsFrom(process.env),
  now: () => new Date(),
  wait: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
});
