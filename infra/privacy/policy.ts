import { koreanIdentifiers, managedIdentifiers } from "./identifiers";

export interface DataProtection {
  /** Log group that is told where personal data stood; the data itself is not told. */
  readonly findings: string;
  /** The company's own identifiers: regular expressions by name. */
  readonly identifiers: Readonly<Record<string, string>>;
}

/**
 * What is masked in a log group, for everybody without `logs:Unmask`. CloudWatch Logs wants two statements, with the
 * same identifiers in the same order. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html
 */
export function dataProtectionPolicy({ findings, identifiers }: DataProtection): string {
  const own = Object.entries({ ...koreanIdentifiers, ...identifiers });
  const DataIdentifier = [
    ...managedIdentifiers.map((name) => `arn:aws:dataprotection::aws:data-identifier/${name}`),
    ...own.map(([name]) => name),
  ];
  return JSON.stringify({
    Name: "personal-data",
    Version: "2021-06-01",
    Configuration: { CustomDataIdentifier: own.map(([Name, Regex]) => ({ Name, Regex })) },
    Statement: [
      {
        Sid: "Audit",
        DataIdentifier,
        Operation: { Audit: { FindingsDestination: { CloudWatchLogs: { LogGroup: findings } } } },
      },
      { Sid: "Deidentify", DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
    ],
  });
}
