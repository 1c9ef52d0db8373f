import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { answer, ProviderError } from "./answers.ts";
import { log } from "./log.ts";
import type { Settings } from "./settings.ts";

/** What the module's entry in the stack file has under `routes`; the platform sends nothing else here. */
const prefix = "/support";
const mostBytes = 1_000_000;

export interface Module {
  readonly server: Server;
  /** Takes no new calls, and ends when those that it has are answered, or the time for it is over. */
  readonly drain: () => Promise<void>;
}

/** The module's door: a health check, and answers that are streamed as server-sent events. */
export function createModule(settings: Settings): Module {
  const over = new AbortController();
  let draining = false;
  const unused = new Set<Socket>();
  const server = createServer((request, response) => {
    unused.delete(request.socket);
    // A connection that would wait for a next call would keep the server from ending.
    response.once("close", () => draining && request.socket.end());
    handle(request, response, settings, over.signal).catch((error: unknown) => {
      log("error", "a call failed inside of the module", {
        error: error instanceof Error ? error.name : "?",
      });
      response.destroy();
    });
  });
  server.on("connection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.keepAliveTimeout = settings.keepAliveSeconds * 1000;
  return {
    server,
    drain: async () => {
      draining = true;
      const closed = once(server, "close");
      // Node closes connections that wait for a next call, but not those that wait for their first one.
      server.close();
      for (const socket of unused) socket.destroy();
      const deadline = setTimeout(() => {
        over.abort();
      }, settings.drainSeconds * 1000);
      await closed;
      clearTimeout(deadline);
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  settings: Settings,
  over: AbortSignal,
): Promise<void> {
  const path = request.url!.split("?")[0];
  if (request.method === "GET" && path === "/health") json(response, 200, { status: "ok" });
  else if (request.method === "GET" && path === prefix)
    json(response, 200, { module: "support", ask: `POST ${prefix}/answers` });
  else {
    const body = await bodyOf(request);
    const question = body === undefined ? undefined : questionOf(body);
    if (request.method !== "POST" || path !== `${prefix}/answers`)
      refuse(response, 404, "there is nothing here");
    else if (body === undefined) refuse(response, 413, `send at most ${mostBytes} bytes`);
    else if (question === undefined) refuse(response, 400, 'send JSON with a text: {"question": "…"}');
    else await stream(question, response, settings, over);
  }
}

async function stream(
  question: string,
  response: ServerResponse,
  settings: Settings,
  over: AbortSignal,
): Promise<void> {
  const begun = Date.now();
  const left = new AbortController();
  response.once("close", () => {
    left.abort();
  });
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.flushHeaders();
  const heartbeat = setInterval(() => response.write(": waiting\n\n"), settings.heartbeatSeconds * 1000);
  let ending = "end";
  try {
    const signal = AbortSignal.any([left.signal, over]);
    for await (const text of answer(question, settings.provider, settings.module, signal)) {
      heartbeat.refresh();
      // Whoever reads slowly must not fill the memory.
      if (!response.write(event("piece", { text }))) await once(response, "drain", { signal });
    }
  } catch (error) {
    if (left.signal.aborted) ending = "left";
    else if (over.aborted) ending = "interrupted";
    else if (error instanceof ProviderError) {
      ending = "failed";
      log("error", error.message);
    } else throw error;
  } finally {
    clearInterval(heartbeat);
  }
  response.end(event(ending, {}));
  log("info", "answered", { route: "answers", ending, milliseconds: Date.now() - begun });
}

/** Nothing where it is too long; the rest is read all the same, or the answer may be lost with the connection. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= mostBytes) chunks.push(chunk);
  }
  return length > mostBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}

function questionOf(body: string): string | undefined {
  try {
    const { question } = JSON.parse(body) as { readonly question?: unknown };
    return typeof question === "string" && question.trim() !== "" ? question : undefined;
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, error: string): void {
  log("warning", "refused", { status });
  json(response, status, { error });
}

function event(name: string, value: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
}
