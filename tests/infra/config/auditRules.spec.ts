import { ruleTable } from "./ruleTable";

const module = "modules.planning";
const auditor = "arn:aws:iam::123456789012:user/auditor";
const benchmark = "cis-aws-foundations-benchmark/v/3.0.0";
const trail = { managementEvents: true, retentionDays: 90, lock: "GOVERNANCE" };

ruleTable("rules of privacy", [
  {
    says: `${module}.logRetentionDays must be at most privacy.personalLogDays (365); got 400. Personal data is kept no longer than it is needed; lower it, or raise the other and say why.`,
    wrong: { [`${module}.logRetentionDays`]: 400 },
    right: { [`${module}.logRetentionDays`]: 365 },
  },
  {
    says: "edge.logRetentionDays must be at most privacy.personalLogDays (30); got 60. Personal data is kept no longer than it is needed; lower it, or raise the other and say why.",
    wrong: { "privacy.personalLogDays": 30, "edge.logRetentionDays": 60 },
    right: { "privacy.personalLogDays": 60, "edge.logRetentionDays": 60 },
  },
  {
    says: "privacy.identifiers must be at most 3; got 4. A log group takes 10, and the others are those of Korea; join two with |.",
    wrong: { "privacy.identifiers": { A: "a", B: "b", C: "c", D: "d" } },
    right: { "privacy.identifiers": { A: "a", B: "b", C: "c|d" } },
  },
  {
    says: 'privacy.identifiers.EmployeeId must have no other characters than letters, digits, spaces and _ # = @ / ; , - ^ $ ? [ ] { } | \\ * + .; got "EMP-(\\\\d{6})". CloudWatch Logs takes a few signs only; docs/privacy.md says which.',
    wrong: { "privacy.identifiers": { EmployeeId: "EMP-(\\d{6})" } },
    right: { "privacy.identifiers": { EmployeeId: "EMP-\\d{6}" } },
  },
  {
    says: 'privacy.identifiers.KoreanMobilePhone must have a name of its own; got "KoreanMobilePhone". It is masked already; choose another.',
    wrong: { "privacy.identifiers": { KoreanMobilePhone: "010" } },
    right: { "privacy.identifiers": { MobilePhone: "010" } },
  },
]);

ruleTable("rules of the account's guards", [
  {
    says: 'account.securityHub.standards must name nothing twice; got "cis-aws-foundations-benchmark/v/3.0.0". Remove one.',
    wrong: { "account.securityHub": { standards: [benchmark, benchmark] } },
    right: { "account.securityHub": { standards: [benchmark] } },
  },
  {
    says: 'account.inspector.resourceTypes must name nothing twice; got "ECR". Remove one.',
    wrong: { "account.inspector": { resourceTypes: ["ECR", "EC2", "ECR", "ECR"] } },
    right: { "account.inspector": { resourceTypes: ["ECR", "EC2"] } },
  },
]);

ruleTable("rules of audit", [
  {
    says: 'audit.report.schedule must have hours of 0 to 23 in its cron; got "cron(0 25 ? * SUN *)". The second field cannot be 25.',
    wrong: { "audit.report": { schedule: "cron(0 25 ? * SUN *)", retentionDays: 90 } },
    right: { "audit.report": { schedule: "cron(0 21 ? * SUN *)", retentionDays: 90 } },
  },
  {
    says: `audit.breakGlass needs audit.trail; got ["${auditor}"]. AWS tells of a role's use only where a trail records it, so the alarm would be silent; turn the trail on.`,
    wrong: { "audit.breakGlass": [auditor] },
    right: { "audit.breakGlass": [auditor], "audit.trail": trail },
  },
  {
    says: `audit.auditors must name nobody of audit.breakGlass; got ["${auditor}"]. Who goes in must not be who looks into it afterwards; name somebody else.`,
    wrong: { "audit.auditors": [auditor], "audit.breakGlass": [auditor], "audit.trail": trail },
    right: { "audit.auditors": [auditor], "audit.trail": trail },
  },
  {
    says: "audit.trail must be on in prod; got false. Nobody could tell who did what; where an organization has a trail, write managementEvents: false.",
    stack: "prod",
    wrong: { "audit.trail": false },
    right: { "audit.trail.managementEvents": false },
  },
  {
    says: "audit.trail.retentionDays must be at least 365 in prod; got 90. What somebody did may be asked a year later; remove the key to take the profile's.",
    stack: "prod",
    wrong: { "audit.trail.retentionDays": 90 },
    right: { "audit.trail.retentionDays": 365 },
  },
]);
