import { readFileSync } from "node:fs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { sessions } from "../mariadb/session";
import { authoritiesFile } from "../mariadb/authorities";
import { connect } from "../qdrant/connect";
import { clientSettings, secretsOf } from "../secrets";
import { dataBootstrap } from "./bootstrap";
import { patient } from "./patience";

/** `index.handler` of the function, which aws.lambda.Invocation calls. */
export const handler = dataBootstrap({
  secrets: secretsOf(patient(new SecretsManagerClient(clientSettings))),
  openMariadb: sessions(() => readFileSync(authoritiesFile, "utf8")),
  openQdrant: connect,
  now: () => new Date(),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
