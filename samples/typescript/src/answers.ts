import { setTimeout as wait } from "node:timers/promises";
import type { Provider } from "./settings.ts";

const longestAnswerTokens = 1024;

/** Says what went wrong, and nothing of what the provider was asked: this text is logged. */
export class ProviderError extends Error {}

/** The answer, piece by piece as it comes: from the AI provider, or from here where there is no key. */
export function answer(
  question: string,
  provider: Provider | undefined,
  signal: AbortSignal,
): AsyncGenerator<string> {
  return provider ? fromProvider(question, provider, signal) : madeHere(signal);
}

async function* madeHere(signal: AbortSignal): AsyncGenerator<string> {
  const text =
    "There is no key of a provider here, so nobody was asked. The log says which variables to set.";
  for (const word of text.split(" ")) {
    await wait(20, undefined, { signal });
    yield `${word} `;
  }
}

async function* fromProvider(
  question: string,
  provider: Provider,
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
      throw new ProviderError(`the provider answered with status ${response.status}`);
    yield* pieces(linesOf(response.body));
  } catch (error) {
    if (error instanceof ProviderError || signal.aborted) throw error;
    // A provider can break off or talk nonsense in many ways, and what it says may quote the question.
    throw new ProviderError(`the provider did not answer (${error instanceof Error ? error.name : "?"})`);
  }
}

/** The text in a stream of messages, each line of which is the name of an event or its JSON. */
export async function* pieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) {
    if (!line.startsWith("data:")) continue;
    const event = JSON.parse(line.slice("data:".length)) as {
      readonly type: string;
      readonly delta?: { readonly text?: string };
    };
    if (event.type === "message_stop") return;
    if (event.type === "error") throw new ProviderError("the provider broke off with an error");
    if (event.type === "content_block_delta" && event.delta?.text !== undefined) yield event.delta.text;
  }
  throw new ProviderError("the provider broke off");
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
