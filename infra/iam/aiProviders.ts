import type { Statement } from "./statements";

const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/**
 * What an id begins with that is of a profile across regions: where its regions are. No maker of models has a name of
 * two letters. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const profilePrefix = /^(apac|global|us-gov|[a-z]{2})\./;

/**
 * Exactly these models of Bedrock, in the environment's region; `"all"` means each model of it. A profile chooses the
 * region of each call, and IAM asks for the model there as well, so the model is open in each region, but through
 * this profile only. A global profile asks for it without a region, which the pattern covers.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function invokeModels(
  region: string,
  account: string,
  models: readonly string[] | "all",
): readonly Statement[] {
  if (models === "all") return [{ ...invoking("InvokeModels"), Resource: modelArn(region, "*") }];
  const profiles = models.filter((id) => profilePrefix.test(id));
  const profileArns = profiles.map((id) => `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`);
  const modelArns = models.filter((id) => !profilePrefix.test(id)).map((id) => modelArn(region, id));
  const direct: Statement = { ...invoking("InvokeModels"), Resource: [...modelArns, ...profileArns] };
  if (profiles.length === 0) return [direct];
  return [
    direct,
    {
      ...invoking("InvokeModelsThroughProfiles"),
      Resource: [...new Set(profiles.map((id) => modelArn("*", id.replace(profilePrefix, ""))))],
      Condition: { ArnEquals: { "bedrock:InferenceProfileArn": profileArns } },
    },
  ];
}

function invoking(sid: string): Pick<Statement, "Sid" | "Effect" | "Action"> {
  return { Sid: sid, Effect: "Allow", Action: invoke };
}

/** Models belong to no account. */
function modelArn(region: string, id: string): string {
  return `arn:aws:bedrock:${region}::foundation-model/${id}`;
}

/**
 * ARNs of endpoints are in lower case, however their names are written, and IAM compares every letter.
 * https://github.com/prometheus-community/yet-another-cloudwatch-exporter/pull/1178
 */
export function invokeEndpoints(region: string, account: string, names: readonly string[]): Statement {
  return {
    Sid: "InvokeEndpoints",
    Effect: "Allow",
    Action: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
    Resource: names.map((name) => `arn:aws:sagemaker:${region}:${account}:endpoint/${name.toLowerCase()}`),
  };
}

/** Bedrock writes what was asked of it, and never the questions, into one log group. */
export function bedrockWritesLogs(logGroupArn: string): Statement {
  return {
    Sid: "BedrockWritesLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    // https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
    Resource: `${logGroupArn}:log-stream:aws/bedrock/modelinvocations`,
  };
}
