import type { Severity } from "../alarms/alarm";
import type { AccountConfig } from "../config/schema/account";

export type Guards = Pick<
  AccountConfig,
  "accessAnalyzer" | "config" | "guardDuty" | "inspector" | "securityHub"
>;

/** An alarm on what a guard of the account has found. */
export interface FindingAlarm {
  /** Ends its name. */
  readonly what: string;
  readonly severity: Severity;
  readonly description: string;
  readonly pattern: object;
}

/**
 * Who tells of what the guards find. Security Hub hears of it from all the others, so where it is on it alone tells,
 * and nobody is told twice.
 */
export function findingAlarms({ guardDuty, securityHub, inspector, accessAnalyzer }: Guards): FindingAlarm[] {
  if (securityHub !== false) return hubAlarms;
  return [
    ...(guardDuty === false ? [] : [intruders]),
    ...(inspector === false ? [] : [vulnerabilities]),
    ...(accessAnalyzer === false ? [] : [openAccess]),
  ];
}

/** From 7 on somebody uses what is not his. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
const intruders: FindingAlarm = {
  what: "findings-guardduty",
  severity: "critical",
  description: "GuardDuty sees signs of an intruder in the account. The log platform/events has the finding.",
  pattern: {
    source: ["aws.guardduty"],
    "detail-type": ["GuardDuty Finding"],
    detail: { severity: [{ numeric: [">=", 7] }] },
  },
};

/** https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html */
const vulnerabilities: FindingAlarm = {
  what: "findings-inspector",
  severity: "warning",
  description: "Inspector found a grave vulnerability. The log platform/events has the finding.",
  pattern: {
    source: ["aws.inspector2"],
    "detail-type": ["Inspector2 Finding"],
    detail: { severity: ["CRITICAL", "HIGH"], status: ["ACTIVE"] },
  },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html */
const openAccess: FindingAlarm = {
  what: "findings-access-analyzer",
  severity: "warning",
  description:
    "Access Analyzer found something that others outside of the account may use. The log platform/events has the finding.",
  pattern: {
    source: ["aws.access-analyzer"],
    "detail-type": ["Access Analyzer Finding"],
    detail: { status: ["ACTIVE"] },
  },
};

/**
 * What is new to people, for every change of a finding is an event. An intruder counts as much here as without the
 * hub, where GuardDuty's 7 is HIGH. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-all-findings.html
 */
const fresh = { RecordState: ["ACTIVE"], Workflow: { Status: ["NEW"] } };
const hub = (findings: object) => ({
  source: ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  detail: { findings },
});

const hubAlarms: FindingAlarm[] = [
  {
    what: "findings-critical",
    severity: "critical",
    description:
      "Security Hub has a new critical finding, or signs of an intruder. The log platform/events has the finding.",
    pattern: hub({
      ...fresh,
      $or: [
        { Severity: { Label: ["CRITICAL"] } },
        { Severity: { Label: ["HIGH"] }, ProductName: ["GuardDuty"] },
      ],
    }),
  },
  {
    what: "findings-high",
    severity: "warning",
    description: "Security Hub has a new grave finding. The log platform/events has the finding.",
    pattern: hub({
      ...fresh,
      Severity: { Label: ["HIGH"] },
      ProductName: [{ "anything-but": ["GuardDuty"] }],
    }),
  },
];
