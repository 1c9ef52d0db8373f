import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { answer, pieces, ProviderError } from "../src/answers.ts";

async function all(texts: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const text of texts) found.push(text);
  return found;
}

const nothing = () => ({ inputTokens: 0, outputTokens: 0 });

await test("without a provider it says so in pieces", async () => {
  const texts = await all(answer("When will it come?", undefined, "support", AbortSignal.timeout(10_000)));
  assert.ok(texts.length > 3);
  assert.match(texts.join(""), /no key of a provider/);
});

await test("the text of a stream", async () => {
  const lines = [
    "event: message_start",
    'data: {"type": "message_start", "message": {"id": "1", "usage": {"input_tokens": 12, "output_tokens": 1}}}',
    "",
    'data: {"type": "ping"}',
    'data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Grüße"}}',
    'data: {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 3}}',
    'data: {"type": "message_stop"}',
    "data: never read",
  ];
  const usage = nothing();
  assert.deepEqual(await all(pieces(Readable.from(lines), usage)), ["Grüße"]);
  assert.deepEqual(usage, { inputTokens: 12, outputTokens: 3 });
});

await test("a stream without its end, and one that says that it failed", async () => {
  await assert.rejects(all(pieces(Readable.from([""]), nothing())), ProviderError);
  const error = Readable.from(['data: {"type": "error"}']);
  await assert.rejects(all(pieces(error, nothing())), ProviderError);
});
