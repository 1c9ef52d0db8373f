import type { DeliveryConfig } from "../config/schema/delivery";

/** How AWS calls the sites. https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html */
export const connectionProviders: Readonly<Record<DeliveryConfig["source"], string>> = {
  github: "GitHub",
  gitlab: "GitLab",
  bitbucket: "Bitbucket",
};
