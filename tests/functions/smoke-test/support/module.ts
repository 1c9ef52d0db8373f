import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
}

/** A module behind the test listener, by http or, given a certificate, by https. */
export interface Module {
  readonly url: string;
  readonly asked: Asked[];
  /** How many connections were opened, those that TLS did not come about on among them. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** The n-th request gets the n-th answer, and all further ones the last. */
export async function moduleServer(
  answers: readonly ((response: ServerResponse) => void)[],
  tls?: { readonly key: string; readonly cert: string },
): Promise<Module> {
  const asked: Asked[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    asked.push({ method, url, headers });
    (answers[asked.length - 1] ?? answers.at(-1)!)(response);
  };
  const server = tls === undefined ? createHttpServer(answer) : createHttpsServer(tls, answer);
  let connections = 0;
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    asked,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** An answer of this status, with a body that no log may show. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(code, headers).end("private data");
  };
}
