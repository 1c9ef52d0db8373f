import { arnOf } from "../identity";
import { type NameRule, nameRule } from "../nameRule";
import type { Model, ResourceTypes } from "../types";

/** It belongs to no region. */
const channel =
  (kind: string): Model =>
  ({ inputs }, place) => {
    const path = `chat-configuration/${kind}/${String(inputs.configurationName)}`;
    const chatConfigurationArn = arnOf("chatbot", { ...place, region: "" }, path);
    return { id: chatConfigurationArn, chatConfigurationArn };
  };

const name: NameRule = {
  ...nameRule(128, /^[A-Za-z0-9_-]+$/, "ConflictException"),
  property: "configurationName",
};

export const chatbotTypes: ResourceTypes = {
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    outputs: channel("slack-channel"),
    replacedBy: ["configurationName", "slackTeamId"],
    name,
  },
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": {
    outputs: channel("microsoft-teams-channel"),
    replacedBy: ["configurationName", "teamId", "tenantId"],
    name,
  },
};
