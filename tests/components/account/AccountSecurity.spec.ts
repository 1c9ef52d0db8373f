import { expect } from "chai";
import { AccountSecurity, type AccountSecurityArgs } from "../../../components/account/AccountSecurity";
import { accountConfig, everyGuard } from "../../support/accountConfig";
import { account, alarms, build, platform, scope, topicArn } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";

const made = (change: Partial<AccountSecurityArgs> = everyGuard) =>
  build(
    () =>
      new AccountSecurity("security", {
        ...accountConfig(),
        ...{ scope: scope(), deletion: "protected", platform: platform(), alarms: alarms() },
        ...change,
      }),
  );

const bucket = "aws:s3/bucket:Bucket";
const recorder = "aws:cfg/recorder:Recorder";
const serviceRole = `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;

describe("AccountSecurity", () => {
  it("touches nothing of the account unless told", async () => {
    const { children, component } = await made({});
    expect(component.type).to.equal("ai-platform:account:AccountSecurity");
    expect(children).to.deep.equal([]);
  });

  it("looks for intruders, and tells within minutes what it finds", async () => {
    const { graph } = await made();
    const detector = only(graph, "aws:guardduty/detector:Detector");
    expect(detector.inputs).to.deep.equal({ enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" });
    const features = graph.ofType("aws:guardduty/detectorFeature:DetectorFeature");
    for (const { inputs } of features) expect(inputs.detectorId).to.equal(detector.outputs.id);
    expect(
      features.filter(({ inputs }) => inputs.status === "ENABLED").map(({ name }) => name),
    ).to.have.members(
      [
        "ebs-malware-protection",
        "lambda-network-logs",
        "rds-login-events",
        "runtime-monitoring",
        "s3-data-events",
      ].map((feature) => `security-guardduty-${feature}`),
    );
  });

  it("checks the account by the standards that are named, and by no others", async () => {
    const { graph } = await made();
    const hub = only(graph, "aws:securityhub/account:Account");
    expect(hub.inputs).to.include({ enableDefaultStandards: false });
    const subscription = only(graph, "aws:securityhub/standardsSubscription:StandardsSubscription");
    expect(subscription.inputs.standardsArn).to.equal(
      `arn:aws:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
    );
    expect(subscription.options.dependencies).to.include(hub.urn);
  });

  it("searches what is named for vulnerabilities, in this account alone", async () => {
    const { graph } = await made();
    expect(only(graph, "aws:inspector2/enabler:Enabler").inputs).to.deep.equal({
      accountIds: [account],
      resourceTypes: ["EC2", "ECR", "LAMBDA"],
    });
  });

  for (const [unusedAccessDays, types] of [
    [false, ["ACCOUNT"]],
    [90, ["ACCOUNT", "ACCOUNT_UNUSED_ACCESS"]],
  ] as const)
    it(`looks for what is open, and for unused access only when it is paid for: ${unusedAccessDays}`, async () => {
      const { graph } = await made({ accessAnalyzer: { unusedAccessDays } });
      const analyzers = graph.ofType("aws:accessanalyzer/analyzer:Analyzer");
      expect(analyzers.map(({ inputs }) => inputs.type)).to.deep.equal(types);
      for (const { inputs } of analyzers.slice(1))
        expect(inputs.configuration).to.deep.equal({ unusedAccess: { unusedAccessAge: 90 } });
    });

  it("records only when there is where to", async () => {
    const { graph } = await made();
    const channel = only(graph, "aws:cfg/deliveryChannel:DeliveryChannel");
    expect(channel.inputs.s3BucketName).to.equal(only(graph, bucket).outputs.bucket);
    expect(channel.options.dependencies).to.include.members([
      only(graph, recorder).urn,
      only(graph, "aws:s3/bucketPolicy:BucketPolicy").urn,
    ]);
    const status = only(graph, "aws:cfg/recorderStatus:RecorderStatus");
    expect(status.inputs.isEnabled).to.equal(true);
    expect(status.options.dependencies).to.include(channel.urn);
  });

  for (const serviceLinkedRole of [true, false])
    it(`records by the service-linked role, made here or not: ${serviceLinkedRole}`, async () => {
      const { graph } = await made({ config: { resourceTypes: [], retentionDays: 30, serviceLinkedRole } });
      expect(only(graph, recorder).inputs.roleArn).to.equal(serviceRole);
      expect(graph.ofType("aws:iam/serviceLinkedRole:ServiceLinkedRole")).to.have.length(
        serviceLinkedRole ? 1 : 0,
      );
    });

  for (const [deletion, protect] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`keeps records as data are kept: ${deletion}`, async () => {
      const { graph } = await made({ ...everyGuard, deletion });
      const { inputs, options } = only(graph, bucket);
      expect(options.protect).to.equal(protect);
      expect(inputs.forceDestroy).to.equal(!protect);
    });

  const acl = { "s3:x-amz-acl": "bucket-owner-full-control", "s3:TlsVersion": "1.3" };
  for (const [owner, path, decision] of [
    [account, `AWSLogs/${account}/Config/x`, "Allowed"],
    ["999999999999", `AWSLogs/${account}/Config/x`, "ImplicitlyDenied"],
    [account, "other/x", "ImplicitlyDenied"],
  ] as const)
    it(`lets AWS Config write to ${path} for ${owner}: ${decision}`, async () => {
      const { graph } = await made();
      const put = await decide({
        identityPolicies: {},
        resourcePolicy: String(only(graph, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy),
        principal: "config.amazonaws.com",
        action: "s3:PutObject",
        resource: `${String(only(graph, bucket).outputs.arn)}/${path}`,
        resourceAccount: account,
        context: { ...acl, "aws:SourceAccount": owner },
      });
      expect(put).to.equal(decision);
    });

  it("tells somebody of what they find, by the severity of it", async () => {
    const { graph } = await made();
    for (const [what, severity] of [
      ["findings-critical", "critical"],
      ["findings-high", "warning"],
    ] as const) {
      const alarm = only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `security-${what}`);
      expect(alarm.inputs.alarmActions).to.deep.equal([topicArn("test", severity)]);
      expect(alarm.inputs.alarmDescription).to.match(/Runbook: findings\.md$/);
      const rule = only(graph, "aws:cloudwatch/eventRule:EventRule", `security-${what}`);
      expect(alarm.inputs.dimensions).to.deep.equal({ RuleName: rule.outputs.name });
      expect(JSON.parse(String(rule.inputs.eventPattern))).to.deep.include({ source: ["aws.securityhub"] });
    }
  });
});
