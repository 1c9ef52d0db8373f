import { breaks, isFalse, listOf, objectOf, type Properties } from "../resource";
import type { Problem, ResourceRule } from "../rule";
import { statementsOf } from "./iam";

const log = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";

/** What Bedrock would write of each call; not saying anything is saying yes. */
const contents = ["text", "image", "embedding", "video"].map((kind) => `${kind}DataDeliveryEnabled`);

export const aiRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "ai-services-by-name",
    demand:
      "Whoever may call Bedrock or SageMaker may call what is named: models, profiles, endpoints, or every model of one region.",
    relaxable: false,
    check: ({ properties }) => statementsOf(properties.policy).flatMap(unnamed),
  },
  {
    kind: "resource",
    name: "no-prompts-in-logs",
    demand: "Bedrock's own log has who called what, and no prompts and answers.",
    relaxable: false,
    types: [log],
    check: ({ properties }) => {
      const settings = objectOf(properties.loggingConfig);
      return contents
        .filter((name) => breaks(settings[name], isFalse))
        .map((name) => ({
          message: `Its ${name} is not false.`,
          fix: "Say false, as components/account/bedrockLogs.ts does.",
        }));
    },
  },
];

/** What runs JupyterLab in Studio calls no model. */
const calls = /^(bedrock:|sagemaker:(Invoke|\*))/;

function unnamed({ Effect, Action, Resource, Condition }: Properties): Problem[] {
  if (Effect !== "Allow" || !listOf(Action).some((action) => calls.test(String(action)))) return [];
  const byProfile = Object.values(objectOf(Condition)).some(
    (keys) => objectOf(keys)["bedrock:InferenceProfileArn"] !== undefined,
  );
  return listOf(Resource)
    .map(String)
    .filter((arn) => arn !== "*" && /[*?]/.test(arn) && !isRegionsModels(arn) && !(byProfile && isModel(arn)))
    .map((arn) => ({
      message: `It allows calls of ${arn}.`,
      fix: "Name models and endpoints in aiProviders, and make the statement in infra/iam/aiProviders.ts.",
    }));
}

function isRegionsModels(arn: string): boolean {
  return /^arn:aws:bedrock:[a-z0-9-]+::foundation-model\/\*$/.test(arn);
}

/** One model, wherever its profile sends the call. */
function isModel(arn: string): boolean {
  return /^arn:aws:bedrock:\*::foundation-model\/[^*?]+$/.test(arn);
}
