import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { root } from "../../../support/harness";
import { kmsOf } from "./api";
import type { KeyPage } from "./issuer";

/**
 * As Lambda starts a function: by the handler's name, from the function's own folder, with each event in turn.
 * What the function writes goes to its own output, so that the answers take another way.
 */
const runtime = `
  const { handler } = require(process.cwd() + "/index");
  const results = [];
  const all = JSON.parse(process.env.TEST_EVENTS).reduce(
    (before, event) => before
      .then(() => handler(event, { functionName: "authorizer" }))
      .then((answer) => results.push({ answer }), (error) => results.push({ errorMessage: error.message })),
    Promise.resolve(),
  );
  all.then(() => require("node:fs").writeFileSync(process.env.TEST_ANSWERS, JSON.stringify(results)));`;

export interface Result {
  readonly answer?: {
    readonly principalId: string;
    readonly policyDocument: { readonly Statement: readonly { readonly Effect: string }[] };
    readonly context: Readonly<Record<string, string>>;
  };
  readonly errorMessage?: string;
}
export interface Run {
  readonly status: number;
  readonly results: readonly Result[];
  readonly log: readonly Record<string, string>[];
  readonly stderr: string;
}

/** One start of the function with nothing in its environment but what is told and what Lambda itself sets. */
export async function lambda(
  folder: string,
  environment: Readonly<Record<string, string>>,
  events: readonly APIGatewayRequestAuthorizerEvent[],
): Promise<Run> {
  const answers = join(folder, "../answers.json");
  const env = {
    // The runtime's own packages, AWS's clients among them, which are not part of the bundle.
    NODE_PATH: join(root, "node_modules"),
    AWS_REGION: "ap-northeast-2",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
    TEST_EVENTS: JSON.stringify(events),
    TEST_ANSWERS: answers,
    ...environment,
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["-e", runtime],
      { cwd: folder, env, timeout: 60_000 },
      (_, stdout, stderr) => {
        const status = child.exitCode ?? -1;
        resolve({
          status,
          results: status === 0 ? (JSON.parse(readFileSync(answers, "utf8")) as Result[]) : [],
          log: stdout
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line) as Record<string, string>),
          stderr,
        });
      },
    );
  });
}

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** The issuer, by https as everywhere. */
export function issuerServer(page: KeyPage, tls: { key: string; cert: string }): Promise<Listening> {
  return listening(
    "https",
    createHttpsServer(tls, (request, response) => {
      void page.fetch(request.url ?? "").then(
        (body) => response.end(Buffer.from(body)),
        () => response.writeHead(503).end(),
      );
    }),
  );
}

export interface KmsRequest {
  readonly target: string | undefined;
  readonly body: Readonly<Record<string, string>>;
}

/** KMS, as far as GenerateMac goes. */
export function kmsServer(asked: KmsRequest[], down = false): Promise<Listening> {
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
    asked.push({ target: request.headers["x-amz-target"] as string | undefined, body });
    if (down) return { status: 400, body: { __type: "AccessDeniedException", message: "not allowed" } };
    const { KeyId, MacAlgorithm, Message } = body;
    const Mac = kmsOf(Buffer.from(Message!, "base64")).toString("base64");
    return { status: 200, body: { KeyId, MacAlgorithm, Mac } };
  };
  return listening(
    "http",
    createHttpServer((request, response) => {
      void answer(request).then(({ status, body }) =>
        response
          .writeHead(status, { "content-type": "application/x-amz-json-1.1" })
          .end(JSON.stringify(body)),
      );
    }),
  );
}

async function listening(scheme: string, server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
