import { z } from "zod";
import { aiProviderNames } from "../../aiProviders";
import { boolean, text } from "./scalars";

/** No pattern: what stands here stands in a policy. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_FoundationModelSummary.html */
const modelId = text(
  /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+(:[0-9a-z]{1,63})*$/,
  "must be the id of a model or of an inference profile",
  "Write it as anthropic.claude-sonnet-4-5-20250929-v1:0, or with the prefix of a profile, as apac., eu., us. or global.",
).max(140);

const endpointName = text(
  /^[A-Za-z0-9](-*[A-Za-z0-9]){0,62}$/,
  "must be the name of a SageMaker endpoint",
  "Use letters, digits and hyphens.",
);

const apiSchema = z.strictObject({
  name: text(
    // With "key" as a word of it, the secret of a module could be named as that of another.
    /^(?!(.*-)?key(-|$))[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    "must be the name of a provider",
    "Use lower-case letters, digits and single hyphens, starting with a letter, and not the word key.",
  )
    .max(20)
    .describe("Name of the provider, as the log of its calls and its secret say it."),
  domain: text(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/,
    "must be a domain",
    "Write the host alone, in lower case, for example api.deepl.com.",
  )
    .max(253)
    .describe("Host of the API, called by HTTPS."),
  secret: boolean().describe("True makes a secret for its key, which the module gets as `<NAME>_API_KEY`."),
});

/** An AI service that a module calls. Exactly one of the keys of the object is set, which a rule checks. */
export const aiProviderSchema = z
  .union([
    z.enum(aiProviderNames),
    z.strictObject({
      bedrock: z
        .strictObject({
          models: z
            .array(modelId)
            .min(1)
            .max(20)
            .describe("Ids of the models, or of inference profiles across regions, that the module may invoke, and no others."),
        })
        .optional()
        .describe("These models of Bedrock. The word `bedrock` alone means each that the region has."),
      sagemaker: z
        .strictObject({
          endpoints: z.array(endpointName).min(1).max(20).describe("Endpoints that the module may invoke, and no others."),
        })
        .optional()
        .describe("Endpoints of SageMaker in the environment's account and region."),
      api: apiSchema.optional().describe("Any other API on the internet."),
    }),
  ])
  .describe("The name of a provider, or an object with one of `bedrock`, `sagemaker` and `api`.");
export type AiProviderEntry = z.output<typeof aiProviderSchema>;
