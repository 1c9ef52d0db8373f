import type { DeliveryConfig } from "../config/schema/delivery";
import { connectionProviders } from "./connectionProviders";

/** What only a person can do. AWS says of a connection that it is there, and of nothing else. */
export function manualSteps(
  { owner, source, account, pipelines }: Pick<DeliveryConfig, "account" | "owner" | "pipelines" | "source">,
  connectionStatus: string | undefined,
): string[] {
  const site = connectionProviders[source];
  return [
    ...(connectionStatus === undefined || connectionStatus === "AVAILABLE"
      ? []
      : [
          `The connection to ${site} is ${connectionStatus}: in the console, open Developer Tools, Settings, Connections, ` +
            `choose it and press "Update pending connection". No pipeline starts before.`,
        ]),
    ...(pipelines === "github-actions" && !account.githubProvider
      ? ["The account's IAM must know GitHub already: the roles name the provider that is there."]
      : []),
    `${owner} gets a mail from AWS Notifications and has to confirm it once.`,
  ];
}
