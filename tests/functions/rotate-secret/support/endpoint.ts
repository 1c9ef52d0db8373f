import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { SecretsManager } from "./secretsManager";

const commands = {
  DescribeSecret: DescribeSecretCommand,
  GetSecretValue: GetSecretValueCommand,
  PutSecretValue: PutSecretValueCommand,
  UpdateSecretVersionStage: UpdateSecretVersionStageCommand,
};

export interface Endpoint {
  readonly url: string;
  /** Bodies of the events that were put. */
  readonly events: unknown[];
  close(): Promise<void>;
}

/** Secrets Manager and EventBridge as AWS's own clients reach them, over HTTP. */
export async function endpoint(secretsManager: SecretsManager): Promise<Endpoint> {
  const events: unknown[] = [];
  const answer = async (target: string, input: unknown): Promise<object> => {
    const [service, action] = target.split(".");
    if (service === "AWSEvents") {
      events.push(input);
      return { FailedEntryCount: 0, Entries: [{ EventId: "1" }] };
    }
    const Command = commands[action as keyof typeof commands] as unknown as new (
      input: unknown,
    ) => GetSecretValueCommand;
    return secretsManager.client.send(new Command(input));
  };
  const server = createServer((request, response) => {
    const reply = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    };
    void json(request)
      .then((input) => answer(String(request.headers["x-amz-target"]), input))
      .then(
        (body) => {
          reply(200, body);
        },
        (error: unknown) => {
          const { name, message } = error as Error;
          reply(400, { __type: name, message });
        },
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    events,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
