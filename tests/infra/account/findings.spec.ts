import { expect } from "chai";
import { findingAlarms, type Guards } from "../../../infra/account/findings";
import { featureSettings } from "../../../infra/account/guardDuty";
import { recordingGroup } from "../../../infra/account/recorder";
import { everyGuard } from "../../support/accountConfig";
import { matches } from "../../support/eventPattern";

const none: Guards = {
  guardDuty: false,
  securityHub: false,
  inspector: false,
  accessAnalyzer: false,
  config: false,
};
const withoutHub: Guards = { ...everyGuard, securityHub: false };

describe("alarms on what the guards of an account find", () => {
  const cases: [string, Guards, string[]][] = [
    ["none without guards", none, []],
    ["none of what only records", { ...none, config: everyGuard.config }, []],
    ["one of each guard", withoutHub, ["guardduty critical", "inspector warning", "access-analyzer warning"]],
    ["those of one that is alone", { ...none, inspector: everyGuard.inspector }, ["inspector warning"]],
    ["those of Security Hub alone, which hears of all", everyGuard, ["critical critical", "high warning"]],
  ];
  for (const [title, guards, expected] of cases)
    it(title, () => {
      const made = findingAlarms(guards).map(
        ({ what, severity }) => `${what.replace("findings-", "")} ${severity}`,
      );
      expect(made).to.deep.equal(expected);
    });

  const guardDuty = (severity: number) => ({
    source: "aws.guardduty",
    "detail-type": "GuardDuty Finding",
    detail: { severity },
  });
  const inspector = (severity: string, status = "ACTIVE") => ({
    source: "aws.inspector2",
    "detail-type": "Inspector2 Finding",
    detail: { severity, status },
  });
  const analyzer = (status: string, type = "Access Analyzer Finding") => ({
    source: "aws.access-analyzer",
    "detail-type": type,
    detail: { status },
  });
  const hub = (Label: string, ProductName = "Security Hub", Status = "NEW", RecordState = "ACTIVE") => ({
    source: "aws.securityhub",
    "detail-type": "Security Hub Findings - Imported",
    detail: { findings: [{ Severity: { Label }, ProductName, Workflow: { Status }, RecordState }] },
  });
  const events: [string, Guards, object, string[]][] = [
    ["an intruder", withoutHub, guardDuty(7), ["findings-guardduty"]],
    ["a probe", withoutHub, guardDuty(6.9), []],
    ["a grave vulnerability", withoutHub, inspector("HIGH"), ["findings-inspector"]],
    ["a small vulnerability", withoutHub, inspector("MEDIUM"), []],
    ["a vulnerability that is gone", withoutHub, inspector("CRITICAL", "CLOSED"), []],
    ["something open", withoutHub, analyzer("ACTIVE"), ["findings-access-analyzer"]],
    ["something that was closed", withoutHub, analyzer("RESOLVED"), []],
    [
      "unused access, which no alarm is for",
      withoutHub,
      analyzer("ACTIVE", "Unused Access Finding for IAM entities"),
      [],
    ],
    ["a critical finding of the hub", everyGuard, hub("CRITICAL"), ["findings-critical"]],
    ["a grave finding of the hub", everyGuard, hub("HIGH"), ["findings-high"]],
    ["an intruder by the hub", everyGuard, hub("HIGH", "GuardDuty"), ["findings-critical"]],
    ["a small finding of the hub", everyGuard, hub("MEDIUM"), []],
    ["a finding that somebody looks at", everyGuard, hub("CRITICAL", "Inspector", "NOTIFIED"), []],
    ["a finding that is gone", everyGuard, hub("CRITICAL", "Inspector", "NEW", "ARCHIVED"), []],
    ["an intruder by GuardDuty itself, with the hub", everyGuard, guardDuty(9), []],
  ];
  for (const [title, guards, event, expected] of events)
    it(`tell of ${title}: ${expected.join() || "nobody"}`, () => {
      const rung = findingAlarms(guards).filter(({ pattern }) => matches(pattern, event));
      expect(rung.map(({ what }) => what)).to.deep.equal(expected);
    });
});

describe("settings of the guards", () => {
  it("say of every feature of GuardDuty whether it is on", () => {
    const status = Object.fromEntries(
      featureSettings({ features: ["S3_DATA_EVENTS", "RUNTIME_MONITORING"] }).map(({ name, status: on }) => [
        name,
        on,
      ]),
    );
    expect(status).to.deep.equal({
      EBS_MALWARE_PROTECTION: "DISABLED",
      EKS_AUDIT_LOGS: "DISABLED",
      LAMBDA_NETWORK_LOGS: "DISABLED",
      RDS_LOGIN_EVENTS: "DISABLED",
      RUNTIME_MONITORING: "ENABLED",
      S3_DATA_EVENTS: "ENABLED",
    });
  });

  it("look into tasks on Fargate, and only where that is on", () => {
    const agents = (features: "RUNTIME_MONITORING"[]) =>
      featureSettings({ features }).flatMap(({ additionalConfigurations = [] }) => additionalConfigurations);
    expect(agents([])).to.deep.equal([]);
    expect(agents(["RUNTIME_MONITORING"]).filter(({ status }) => status === "ENABLED")).to.deep.equal([
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
    ]);
  });

  const recorded: [string, string[], object][] = [
    ["everything", [], { allSupported: true, includeGlobalResourceTypes: true }],
    [
      "what is named, in one order",
      ["AWS::S3::Bucket", "AWS::IAM::Role"],
      {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: ["AWS::IAM::Role", "AWS::S3::Bucket"],
      },
    ],
  ];
  for (const [title, resourceTypes, expected] of recorded)
    it(`have AWS Config record ${title}`, () => {
      expect(recordingGroup({ resourceTypes, retentionDays: 30, serviceLinkedRole: false })).to.deep.equal(
        expected,
      );
    });
});
