import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { watchSecrets } from "./watchSecrets";

const { PROJECT: project, ENVIRONMENT: environment } = process.env;
if (!project || !environment)
  throw new Error("PROJECT and ENVIRONMENT must be the values of the tags by which secrets are found");

/** `index.handler` of the function, which a schedule calls every day. */
export const handler = watchSecrets({
  project,
  environment,
  client: new SecretsManagerClient(),
  now: () => new Date(),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
