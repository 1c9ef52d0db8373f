import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CostExplorerClient } from "@aws-sdk/client-cost-explorer";
import { type AwsClients, awsClients, clientConfig, type GivenAccess } from "../deploy/aws/clients";

export interface OperateClients extends AwsClients {
  readonly costs: CostExplorerClient;
  readonly logs: CloudWatchLogsClient;
  readonly scaling: ApplicationAutoScalingClient;
}

/** Cost Explorer answers here for all regions. https://docs.aws.amazon.com/general/latest/gr/billing.html */
export const costRegion = "us-east-1";

export function operateClients(region: string, given: GivenAccess = {}): OperateClients {
  const shared = awsClients(region, given);
  const costs = new CostExplorerClient(clientConfig(costRegion, given));
  const logs = new CloudWatchLogsClient(clientConfig(region, given));
  const scaling = new ApplicationAutoScalingClient(clientConfig(region, given));
  return {
    ...shared,
    costs,
    logs,
    scaling,
    close: () => {
      shared.close();
      costs.destroy();
      logs.destroy();
      scaling.destroy();
    },
  };
}
