import { log } from "./log.ts";

/** What the provider says that it counted; nothing of a call that was broken off before. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

export interface Call {
  readonly module: string;
  readonly provider: string;
  readonly model: string;
  /** In milliseconds, as `Date.now()` says them. */
  readonly begun: number;
  readonly usage: Usage;
  /** What kind of failure it was; undefined for a call that went well. */
  readonly failure: string | undefined;
}

/**
 * One line for each call to an AI service, when it is over: what it took, and never what it was about. The platform
 * counts these lines, so they have a form: schema/ai-usage.json of the platform.
 */
export function logCall({ module, provider, model, begun, usage, failure }: Call): void {
  log("info", "AI call", {
    module,
    gen_ai: {
      operation: { name: "chat" },
      provider: { name: provider },
      request: { model },
      usage: { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens },
    },
    duration_ms: Date.now() - begun,
    ...(failure === undefined ? { status: "ok" } : { status: "error", error: { type: failure } }),
  });
}
