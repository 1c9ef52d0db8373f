import { type Breach, of, type Values } from "./breach";
import { statement } from "./brokenIam";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const bedrock = "arn:aws:bedrock:us-east-1:";
const invoke = { Action: "bedrock:InvokeModel" };

const writing = (name: string, value: unknown) => (inputs: Values) => ({
  loggingConfig: { ...(inputs.loggingConfig as Values), [name]: value },
});
const log = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";

export const aiBreaches: readonly Breach[] = [
  ...of("ai-services-by-name", [
    {
      what: "every endpoint",
      type: rolePolicy,
      inputs: statement({
        Action: "sagemaker:InvokeEndpoint",
        Resource: "arn:aws:sagemaker:us-east-1:123456789012:endpoint/*",
      }),
    },
    {
      what: "every profile",
      type: rolePolicy,
      inputs: statement({ ...invoke, Resource: `${bedrock}123456789012:inference-profile/*` }),
    },
    {
      what: "a model in every region, by any way",
      type: rolePolicy,
      inputs: statement({ ...invoke, Resource: "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0" }),
    },
    {
      what: "every model of every region",
      type: rolePolicy,
      inputs: statement({ ...invoke, Resource: ["arn:aws:bedrock:*::foundation-model/*"] }),
    },
  ]),
  ...of("no-prompts-in-logs", [
    { what: "questions", type: log, inputs: writing("textDataDeliveryEnabled", true) },
    {
      what: "pictures, for want of a word",
      type: log,
      inputs: writing("imageDataDeliveryEnabled", undefined),
    },
  ]),
];

export const harmlessAi: readonly Breach[] = [
  {
    rule: "ai-services-by-name",
    what: "a model in every region through a profile",
    type: rolePolicy,
    inputs: statement({
      ...invoke,
      Resource: ["arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0"],
      Condition: {
        ArnEquals: {
          "bedrock:InferenceProfileArn": [`${bedrock}123456789012:inference-profile/us.amazon.x`],
        },
      },
    }),
  },
  {
    rule: "ai-services-by-name",
    what: "every model of one region",
    type: rolePolicy,
    inputs: statement({ ...invoke, Resource: `${bedrock}:foundation-model/*` }),
  },
];
