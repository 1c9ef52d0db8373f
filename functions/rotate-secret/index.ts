import { readFileSync } from "node:fs";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { authoritiesFile } from "../mariadb/authorities";
import { sessions } from "../mariadb/session";
import { clientSettings, secretsOf } from "../secrets";
import { announcer } from "./announce";
import { kinds } from "./kinds";
import { rotateSecret } from "./rotate";
import { readSettings } from "./settings";

const secretsManager = new SecretsManagerClient(clientSettings);

/** `index.handler` of the function, which Secrets Manager calls. */
export const handler = rotateSecret({
  secretsManager,
  announce: announcer(new EventBridgeClient(clientSettings)),
  kindOf: kinds(
    readSettings(process.env),
    (arn) => secretsOf(secretsManager).read(arn),
    sessions(() => readFileSync(authoritiesFile, "utf8")),
  ),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
