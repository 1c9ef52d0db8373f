import { GenerateMacCommand, KMSClient } from "@aws-sdk/client-kms";
import { authorizer } from "./authorize";
import { readSettings } from "./settings";
import { type Mac, pseudonyms } from "./subject";
import { verifierFor } from "./verify";

const settings = readSettings(process.env);
const kms = new KMSClient({
  region: settings.subjectKeyId.split(":")[3],
  // A request waits for this. The client's own limits outlast API Gateway's patience.
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000 },
});

const mac: Mac = async (Message) => {
  const command = new GenerateMacCommand({
    KeyId: settings.subjectKeyId,
    MacAlgorithm: "HMAC_SHA_256",
    Message,
  });
  return (await kms.send(command)).Mac ?? new Uint8Array();
};

/** `index.handler` of the function: a REQUEST authorizer of a REST API. */
export const handler = authorizer({
  routes: settings.routes,
  verifier: verifierFor(settings),
  pseudonymOf: pseudonyms(mac, settings.issuer),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
