/** What a trail records, in the words of CloudTrail's advanced event selectors. */
export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: {
    readonly field: string;
    readonly equals?: string[];
    readonly startsWiths?: string[];
  }[];
}

/**
 * Secrets and keys have no data events: who reads a secret or decrypts is a management event.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-cloudtrail.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 */
export function selectorsOf(managementEvents: boolean, bucketArns: readonly string[]): EventSelector[] {
  return [
    ...(managementEvents
      ? [{ name: "Calls to AWS", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }]
      : []),
    ...(bucketArns.length === 0
      ? []
      : [
          {
            name: "Calls to the environment's objects",
            fieldSelectors: [
              { field: "eventCategory", equals: ["Data"] },
              { field: "resources.type", equals: ["AWS::S3::Object"] },
              { field: "resources.ARN", startsWiths: bucketArns.map((arn) => `${arn}/`) },
            ],
          },
        ]),
  ];
}
