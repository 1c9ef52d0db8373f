import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient, type ECSClientConfig } from "@aws-sdk/client-ecs";
import { SSMClient } from "@aws-sdk/client-ssm";

export interface AwsClients {
  readonly cloudwatch: CloudWatchClient;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly ssm: SSMClient;
  /** Their open connections would keep the process alive. */
  readonly close: () => void;
}

/**
 * An unreachable AWS is told within seconds. Each number counts once per attempt, and without
 * `throwOnRequestTimeout` the SDK only logs that a request takes too long.
 */
const requestHandler = { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true };

/** Only tests give any. */
export type GivenAccess = Pick<ECSClientConfig, "credentials" | "endpoint">;

/**
 * What every client of AWS is made with. Endpoint, credentials and proxy settings come from where the AWS CLI has
 * them: the SDK reads AWS_ENDPOINT_URL, AWS_PROFILE and the like itself, at the first call.
 */
export function clientConfig(region: string, given: GivenAccess = {}) {
  // Ten lines about the future of Node.js in every log; package.json pins a version that supports this one.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return { region, retryMode: "standard", maxAttempts: 4, requestHandler, ...given };
}

/** The clients of a region. */
export function awsClients(region: string, given: GivenAccess = {}): AwsClients {
  const config = clientConfig(region, given);
  const cloudwatch = new CloudWatchClient(config);
  const ecr = new ECRClient(config);
  const ecs = new ECSClient(config);
  const ssm = new SSMClient(config);
  return {
    cloudwatch,
    ecr,
    ecs,
    ssm,
    close: () => {
      cloudwatch.destroy();
      ecr.destroy();
      ecs.destroy();
      ssm.destroy();
    },
  };
}
