import { expect } from "chai";
import { AlarmTopics } from "../../../components/alarms/AlarmTopics";
import type { SubscriberConfig } from "../../../infra/config/schema/observability";
import { account, build, key, keyArn, scope, statementsOf, topicArn } from "../../support/fixtures";
import { only } from "../../support/harness";

const type = (name: string) => `aws:sns/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;

describe("AlarmTopics", () => {
  const made = (subscribers: Readonly<Record<string, SubscriberConfig>> = {}) =>
    build(
      () =>
        new AlarmTopics("alarms", {
          scope: scope(),
          key: key("logs"),
          owner: undefined,
          runbooks: undefined,
          subscribers,
        }),
    );

  it("has a topic for each severity, encrypted, by a name that alarms know", async () => {
    const { graph } = await made();
    for (const severity of ["critical", "warning"])
      expect(only(graph, type("Topic"), `alarms-${severity}`).inputs).to.include({
        name: `ai-platform-test_${severity}`,
        kmsMasterKeyId: keyArn("logs"),
      });
  });

  it("takes messages from alarms of its account only, and only by TLS", async () => {
    const { graph } = await made();
    const [publish, plain] = statementsOf(only(graph, type("TopicPolicy"), "alarms-critical").inputs.policy);
    expect(publish).to.deep.include({
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: topicArn("test", "critical"),
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    expect(plain).to.deep.include({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("tells a subscriber of the severities that it asked for", async () => {
    const { graph } = await made({ "on-call": { email: "on-call@example.com", severities: ["critical"] } });
    const { name, inputs } = only(graph, type("TopicSubscription"));
    expect(name).to.equal("alarms-critical-on-call");
    expect(inputs).to.deep.equal({
      topic: topicArn("test", "critical"),
      protocol: "email",
      endpoint: "on-call@example.com",
    });
  });

  it("tells channels of its topics, in which nobody may do anything", async () => {
    const tenant = "01234567-89ab-cdef-0123-456789abcdef";
    const { graph } = await made({
      "on-call": { slack: { workspace: "T07EXAMPLE1", channel: "C07EXAMPLE1" }, severities: ["critical"] },
      office: { teams: { tenant, team: tenant, channel: "19%3Aone%40two" }, severities: ["warning"] },
    });
    const slack = only(graph, "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration");
    const role = only(graph, "aws:iam/role:Role");
    expect(slack.inputs).to.deep.equal({
      configurationName: "ai-platform-test_on-call",
      iamRoleArn: role.outputs.arn,
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
      loggingLevel: "ERROR",
      slackTeamId: "T07EXAMPLE1",
      slackChannelId: "C07EXAMPLE1",
      snsTopicArns: [topicArn("test", "critical")],
    });
    const teams = only(graph, "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration");
    expect(teams.inputs).to.deep.include({
      ...{ tenantId: tenant, teamId: tenant, channelId: "19%3Aone%40two" },
      snsTopicArns: [topicArn("test", "warning")],
    });
    expect(graph.ofType("aws:iam/rolePolicy:RolePolicy")).to.deep.equal([]);
    expect(graph.ofType(type("TopicSubscription"))).to.deep.equal([]);
  });

  it("tells an owner of its own alarms only", async () => {
    const owner = "planning-team@example.com";
    const { graph } = await made({ planning: { email: owner, severities: ["warning"], owner } });
    const { inputs } = only(graph, type("TopicSubscription"));
    expect(inputs.filterPolicyScope).to.equal("MessageBody");
    expect(JSON.parse(String(inputs.filterPolicy))).to.deep.equal({
      AlarmDescription: [{ prefix: "[planning-team@example.com]" }],
    });
  });
});
