import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clientSettings, secretsOf } from "../secrets";
import { readSettings } from "./settings";
import { tend } from "./tend";

const settings = readSettings(process.env);
const secrets = secretsOf(new SecretsManagerClient(clientSettings));

/** `index.handler` of the function, which schedules call. */
export const handler = tend({
  settings,
  readSecret: (arn) => secrets.read(arn),
  now: () => new Date(),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
