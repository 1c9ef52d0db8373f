import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Sample } from "./contract";

/** What one AI provider says on the wire, as far as the samples listen. */
interface Dialect {
  readonly path: string;
  readonly key: string;
  readonly variables: (url: string) => Record<string, string>;
  readonly piece: (text: string) => string;
  readonly end: string;
}

const frame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

/** What each call takes, as the line of the log says it. */
export const usage = { input_tokens: 12, output_tokens: 3 };

/** Not to be seen in any log. */
export const secret = "a-key-that-nobody-may-see";

const dialects: Readonly<Record<Sample["module"], Dialect>> = {
  // https://platform.openai.com/docs/api-reference/chat/streaming
  planning: {
    path: "/v1/chat/completions",
    key: "authorization",
    variables: (url) => ({
      OPENAI_API_KEY: secret,
      OPENAI_MODEL: "small",
      OPENAI_BASE_URL: `${url}/v1`,
    }),
    piece: (content) => frame({ choices: [{ index: 0, delta: { content } }] }),
    end: `${frame({
      choices: [],
      usage: { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens },
    })}data: [DONE]\n\n`,
  },
  // https://docs.anthropic.com/en/docs/build-with-claude/streaming
  support: {
    path: "/v1/messages",
    key: "x-api-key",
    variables: (url) => ({
      ANTHROPIC_API_KEY: secret,
      ANTHROPIC_MODEL: "small",
      ANTHROPIC_BASE_URL: url,
    }),
    piece: (content) =>
      frame({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: content } }),
    // Its first event tells of both kinds as well; the last word counts.
    end: `${frame({ type: "message_delta", usage })}${frame({ type: "message_stop" })}`,
  },
};

export interface Call {
  readonly path: string;
  readonly key: string;
  readonly body: string;
  readonly send: (text: string) => void;
  readonly finish: () => void;
  /** Ends the connection in the middle of the answer. */
  readonly breakOff: () => void;
  readonly closed: Promise<void>;
}

export interface FakeProvider {
  readonly variables: Record<string, string>;
  /** Where the calls must go. */
  readonly path: string;
  /** The next call; its answer is in the hands of the test, piece by piece. */
  readonly call: () => Promise<Call>;
  /** Status of the answers from now on; one that is no success quotes the question, as providers may. */
  status: number;
  readonly close: () => Promise<void>;
}

export async function fakeProvider(module: Sample["module"]): Promise<FakeProvider> {
  const dialect = dialects[module];
  const calls: Call[] = [];
  const waiting: ((call: Call) => void)[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (provider.status !== 200) {
        response.writeHead(provider.status).end(body);
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      const call: Call = {
        path: request.url!,
        key: keyOf(request.headers, dialect.key),
        body,
        send: (piece) => response.write(dialect.piece(piece)),
        finish: () => response.end(dialect.end),
        breakOff: () => response.destroy(),
        closed: new Promise((resolve) => response.once("close", resolve)),
      };
      const next = waiting.shift();
      if (next) next(call);
      else calls.push(call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: FakeProvider = {
    variables: dialect.variables(url),
    path: dialect.path,
    call: () =>
      new Promise((resolve) => {
        const call = calls.shift();
        if (call) resolve(call);
        else waiting.push(resolve);
      }),
    status: 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return provider;
}

function keyOf(headers: IncomingHttpHeaders, name: string): string {
  return String(headers[name]).replace("Bearer ", "");
}
