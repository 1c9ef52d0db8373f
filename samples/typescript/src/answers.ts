import { setTimeout as wait } from "node:timers/promises";
import type { Provider } from "./settings.ts";
import { logCall, type Usage } from "./usage.ts";

const longestAnswerTokens = 1024;

/** Says what went wrong, and nothing of what the provider was asked: this text is logged. */
export class ProviderError extends Error {
  /** A status of HTTP, or a word. */
  readonly kind: string;

  constructor(message: string, kind: string) {
    super(message);
    this.kind = kind;
  }
}

/** The answer, piece by piece as it comes: from the AI provider, or from here where there is no key. */
export function answer(
  question: string,
  provider: Provider | undefined,
  module: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  return provider ? logged(question, provider, module, signal) : madeHere(signal);
}

async function* madeHere(signal: AbortSignal): AsyncGenerator<string> {
  const text =
    "There is no key of a provider here, so nobody was asked. The log says which variables to set.";
  for (const word of text.split(" ")) {
    await wait(20, undefined, { signal });
    yield `${word} `;
  }
}

async function* logged(
  question: string,
  provider: Provider,
  module: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const begun = Date.now();
  const usage: Usage = { inputTokens: 0, outputTokens: 0 };
  let failure: string | undefined;
  try {
    yield* fromProvider(question, provider, usage, signal);
  } catch (error) {
    // Whoever leaves is no failure of the provider.
    if (!signal.aborted) failure = error instanceof ProviderError ? error.kind : "unknown";
    throw error;
  } finally {
    logCall({ module, provider: "anthropic", model: provider.model, begun, usage, failure });
  }
}

async function* fromProvider(
  question: string,
  provider: Provider,
  usage: Usage,
  signal: AbortSignal,
): AsyncGenerator<string> {
  try {
    const response = await fetch(`${provider.url}/v1/messages`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-api-key": provider.key,
        "anthropic-version": "2023-06-01",
      },
      body: JSON.stringify({
        model: provider.model,
        max_tokens: longestAnswerTokens,
        stream: true,
        messages: [{ role: "user", content: question }],
      }),
      signal,
    });
    if (!response.ok || !response.body)
      throw new ProviderError(`the provider answered with status ${response.status}`, `${response.status}`);
    yield* pieces(linesOf(response.body), usage);
  } catch (error) {
    if (error instanceof ProviderError || signal.aborted) throw error;
    // A provider can break off or talk nonsense in many ways, and what it says may quote the question.
    const name = error instanceof Error ? error.name : "?";
    throw new ProviderError(`the provider did not answer (${name})`, "no_answer");
  }
}

/** The text in a stream of messages, each line of which is the name of an event or its JSON. */
export async function* pieces(lines: AsyncIterable<string>, usage: Usage): AsyncGenerator<string> {
  for await (const line of lines) {
    if (!line.startsWith("data:")) continue;
    const event = JSON.parse(line.slice("data:".length)) as {
      readonly type: string;
      readonly delta?: { readonly text?: string };
      readonly message?: { readonly usage?: Counted };
      readonly usage?: Counted;
    };
    // The first event says what the question took, and those near the end what the answer has taken so far.
    const counted = event.message?.usage ?? event.usage;
    usage.inputTokens = counted?.input_tokens ?? usage.inputTokens;
    usage.outputTokens = counted?.output_tokens ?? usage.outputTokens;
    if (event.type === "message_stop") return;
    if (event.type === "error") throw new ProviderError("the provider broke off with an error", "broke_off");
    if (event.type === "content_block_delta" && event.delta?.text !== undefined) yield event.delta.text;
  }
  throw new ProviderError("the provider broke off", "broke_off");
}

interface Counted {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
