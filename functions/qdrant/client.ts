import { QdrantClient } from "@qdrant/js-client-rest";
import { Agent } from "undici";

/** What Qdrant, or the way to it, answered in place of a result. */
export class QdrantError extends Error {
  override readonly name = "QdrantError";

  constructor(
    message: string,
    /** HTTP status; none where there was no answer. */
    readonly status: number | undefined,
    options: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Whether it is the key or the token that was not taken. */
  get refused(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

type Call = (payload: unknown, init?: object) => Promise<unknown>;

/**
 * Qdrant's own client, which trusts no authority but the given one. It has no option for that, but each of its
 * calls takes what `fetch` takes, the dispatcher among it. It compares no versions either: on the way up the
 * nodes are of two, and the comparison would only write to the log.
 */
export function qdrantClient(url: string, authority: string, apiKey: string, seconds = 300): QdrantClient {
  const client = new QdrantClient({ url, apiKey, timeout: seconds * 1000, checkCompatibility: false });
  const dispatcher = new Agent({
    // Told, lest NODE_TLS_REJECT_UNAUTHORIZED decide.
    connect: { ca: authority, timeout: 5000, rejectUnauthorized: true },
    // The client counts the time itself.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const calls = client.api() as unknown as Record<string, Call>;
  for (const [name, call] of Object.entries(calls))
    calls[name] = (payload, init) =>
      call(payload, { ...init, dispatcher }).catch((error: unknown) => {
        throw told(`${name} at ${url}`, error);
      });
  return client;
}

/** The client says "Not Found" or "fetch failed", and keeps why to itself. */
function told(what: string, error: unknown): QdrantError {
  const { status, data, cause, message } = error as {
    readonly status?: number;
    readonly data?: unknown;
    readonly cause?: { readonly message?: string; readonly code?: string };
    readonly message?: string;
  };
  // Where several addresses were tried in vain, the cause has a code only.
  const words = [errorIn(data), cause?.message, cause?.code, message].find(
    (text) => text !== undefined && text !== "",
  );
  return new QdrantError(
    `Qdrant, ${what}: ${status === undefined ? "" : `${status} `}${words ?? "no answer"}`,
    status,
    {
      cause: error,
    },
  );
}

function errorIn(data: unknown): string | undefined {
  if (typeof data === "string") return data;
  const { status } = (data ?? {}) as { readonly status?: { readonly error?: string } };
  return status?.error;
}
