import { SlackChannelConfiguration, TeamsChannelConfiguration } from "@pulumi/aws/chatbot";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import { chatTrust } from "../../infra/iam/trust";
import { createRole } from "../../infra/iam/role";
import { alarmName } from "../../infra/naming";
import type { AlarmTopicsArgs } from "./AlarmTopics";

/** Nobody does anything in AWS out of a chat: without this, AWS would let a channel do all that its role may. */
const guardrail = "arn:aws:iam::aws:policy/AWSDenyAll";

/** Channels that Amazon Q carries alarms to. It subscribes to the topics itself. */
export function createChats(
  name: string,
  { scope, subscribers }: AlarmTopicsArgs,
  topics: AlarmDestinations["topics"],
  parent: pulumi.Resource,
): void {
  const chats = Object.entries(subscribers).filter(([, { slack, teams }]) => slack ?? teams);
  if (chats.length === 0) return;
  const role = createRole(
    `${name}-chat`,
    { description: "Carries alarms to chats; may do nothing", trust: chatTrust(), statements: [] },
    scope,
    { parent },
  );
  for (const [who, { slack, teams, severities }] of chats) {
    const common = {
      configurationName: alarmName(scope.environment, who),
      iamRoleArn: role.arn,
      guardrailPolicyArns: [guardrail],
      loggingLevel: "ERROR",
      snsTopicArns: severities.map((severity) => topics[severity]),
    };
    if (slack)
      new SlackChannelConfiguration(
        `${name}-${who}`,
        { ...common, slackTeamId: slack.workspace, slackChannelId: slack.channel },
        { parent },
      );
    if (teams)
      new TeamsChannelConfiguration(
        `${name}-${who}`,
        { ...common, tenantId: teams.tenant, teamId: teams.team, channelId: teams.channel },
        { parent },
      );
  }
}
