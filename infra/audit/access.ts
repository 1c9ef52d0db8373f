/** Kinds of access that are written down. */
export const accessKinds = ["break-glass", "guards", "secrets", "sessions", "unmasked"] as const;
export type AccessKind = (typeof accessKinds)[number];

export interface AccessScope {
  readonly clusterArn: string;
  readonly clusterName: string;
  /** Undefined where there is no such role. */
  readonly breakGlassRoleArn: string | undefined;
}

const call = (service: string, eventName: readonly string[], detail: object = {}) => ({
  source: [`aws.${service}`],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: [`${service}.amazonaws.com`], eventName, ...detail },
});

/** Calls that show a log, or have a query shown later. */
const readsOfLogs = [
  "CreateScheduledQuery",
  "FilterLogEvents",
  "GetLogEvents",
  "GetLogObject",
  "GetLogRecord",
  "StartQuery",
  "UpdateScheduledQuery",
];

/** Calls after which somebody sees less than before. */
const guardSwitches: readonly (readonly [service: string, calls: readonly string[]])[] = [
  ["access-analyzer", ["DeleteAnalyzer"]],
  ["cloudtrail", ["DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"]],
  ["config", ["DeleteConfigurationRecorder", "StopConfigurationRecorder"]],
  ["guardduty", ["DeleteDetector", "UpdateDetector"]],
  ["securityhub", ["DisableSecurityHub"]],
];

/**
 * Which calls to AWS are access to what people said or to what opens it, as event patterns. Logs and secrets have names
 * of which nothing says the environment, so those of the whole account are written down.
 */
export function accessPatterns({
  clusterArn,
  clusterName,
  breakGlassRoleArn,
}: AccessScope): Readonly<Partial<Record<AccessKind, object>>> {
  return {
    secrets: call("secretsmanager", ["BatchGetSecretValue", "GetSecretValue"]),
    // The second way leaves ECS out, and reaches instances too.
    sessions: {
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        $or: [
          { eventName: ["ExecuteCommand"], requestParameters: { cluster: [clusterArn, clusterName] } },
          {
            eventName: ["ResumeSession", "StartSession"],
            requestParameters: { target: [{ prefix: `ecs:${clusterName}_` }, { prefix: "i-" }] },
          },
        ],
      },
    },
    // Queries unmask by a word of their own. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Unmask.html
    unmasked: call("logs", readsOfLogs, {
      $or: [
        { requestParameters: { unmask: [true] } },
        { requestParameters: { queryString: [{ wildcard: "*unmask*" }] } },
      ],
    }),
    guards: {
      source: guardSwitches.map(([service]) => `aws.${service}`),
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventName: guardSwitches.flatMap(([, calls]) => calls) },
    },
    ...(breakGlassRoleArn === undefined ? {} : { "break-glass": useOfRole(breakGlassRoleArn) }),
  };
}

/**
 * Whatever is done with a role, and that it is taken. The first alone would miss one who only looks around; the second
 * one who takes it in another region, whose STS answers for the world.
 */
function useOfRole(roleArn: string) {
  return {
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      $or: [
        { eventName: ["AssumeRole"], requestParameters: { roleArn: [roleArn] } },
        { userIdentity: { sessionContext: { sessionIssuer: { arn: [roleArn] } } } },
      ],
    },
  };
}
