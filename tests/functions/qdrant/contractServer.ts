import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { makeCertificate } from "../../../functions/qdrant/certificate";
import { accessOf, type Keys, Refusal } from "./support/access";
import { type Operation, operationOf } from "./support/description";
import { runs } from "./support/operations";
import { Store } from "./support/store";

/** A request that reached the server, such as `PUT /collections/planning__documents`. */
export interface Seen {
  readonly line: string;
  /** Whether it may change anything. */
  readonly change: boolean;
}

/** At which request from now on the connection breaks: before the server did anything, or before it answers. */
export interface Break {
  readonly at: number;
  readonly when: "before" | "after";
}

interface Node {
  readonly url: string;
  /** Those that it was started with. */
  keys: Keys;
  ready: boolean;
}

const searches = /\/points\/(scroll|query)$/;

/**
 * A cluster of Qdrant as far as its REST API shows it, over HTTPS. Every request and every answer has to be as the
 * description says; what is not so is a fault, of whose there must be none when a test ends.
 */
export class ContractServer {
  readonly nodes: Node[] = [];
  readonly faults: string[] = [];
  seen: Seen[] = [];
  broken: Break | undefined;
  /** Whether requests are left without an answer. */
  stalled = false;
  authority = "";
  /** Most requests that were under way at the same time. */
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly servers: Server[] = [];

  private constructor(readonly store: Store) {}

  static async start(keys: Keys, nodes = 1): Promise<ContractServer> {
    const server = new ContractServer(new Store(Array.from({ length: nodes }, (_, index) => index + 1)));
    const { certificate, key, authority } = await makeCertificate(["localhost"], [], new Date());
    server.authority = authority;
    for (const peer of server.store.peers) {
      const listener = createServer({ key, cert: certificate }, (request, response) => {
        server.mostAtOnce = Math.max(server.mostAtOnce, ++server.atOnce);
        response.on("close", () => server.atOnce--);
        void server.handle(peer, request, response);
      });
      await new Promise<void>((resolve) => listener.listen(0, resolve));
      const { port } = listener.address() as AddressInfo;
      server.servers.push(listener);
      server.nodes.push({ url: `https://localhost:${port}`, keys, ready: true });
    }
    return server;
  }

  get urls(): string[] {
    return this.nodes.map(({ url }) => url);
  }

  /** Lines of the requests since the last call that could change something. */
  changes(): string[] {
    const lines = this.seen.filter(({ change }) => change).map(({ line }) => line);
    this.seen = [];
    return lines;
  }

  async close(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private async handle(peer: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, "https://localhost");
    const method = request.method!;
    const body = await text(request);
    this.seen.push({ line: `${method} ${pathname}`, change: method !== "GET" && !searches.test(pathname) });

    const breaks = this.broken?.at === this.seen.length ? this.broken.when : undefined;
    if (breaks === "before") return void request.socket.destroy();
    if (this.stalled) return;
    const operation = operationOf(method, pathname);
    const answer = await this.answer(peer, request, operation, Object.fromEntries(searchParams), body);
    if (breaks === "after") return void request.socket.destroy();

    const type = typeof answer.body === "string" ? "text/plain" : "application/json";
    response.writeHead(answer.status, { "content-type": type });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  }

  private async answer(
    peer: number,
    request: IncomingMessage,
    operation: Operation | undefined,
    query: object,
    body: string,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const node = this.nodes[peer - 1]!;
    const line = `${request.method} ${request.url}`;
    if (operation === undefined) return this.fault(`${line} is not in the description`);
    if (operation.id === "readyz")
      return node.ready
        ? { status: 200, body: "all shards are ready" }
        : { status: 503, body: "some shards are not ready" };

    const json = body === "" ? undefined : (JSON.parse(body) as unknown);
    if (!operation.query(query))
      return this.fault(`${line}: query ${JSON.stringify(operation.query.errors)}`);
    if (operation.body !== undefined && !operation.body(json))
      return this.fault(`${line}: body ${body} ${JSON.stringify(operation.body.errors)}`);
    try {
      // What is refused here is told as plain text, which the description does not say.
      const access = await accessOf(
        request.headers["api-key"] as string | undefined,
        node.keys,
        (name, matches) => this.exists(name, matches),
      );
      return this.result(line, operation, 200, () => this.run(operation, { access, peer, body: json }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: error.message };
    }
  }

  private run(
    operation: Operation,
    call: Pick<Parameters<(typeof runs)[string]>[0], "access" | "peer" | "body">,
  ) {
    const run = runs[operation.id];
    if (run === undefined) throw new Refusal(501, `no test needs ${operation.id} yet`);
    const { parameters } = operation;
    return run({ ...call, store: this.store, parameters, collection: parameters.collection_name ?? "" });
  }

  private result(line: string, operation: Operation, status: number, run: () => unknown) {
    let answer: { status: number; body: unknown };
    try {
      answer = { status, body: { result: run(), status: "ok", time: 0.001 } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer = { status: error.status, body: { status: { error: error.message }, time: 0.001 } };
    }
    const check = operation.answer(answer.status);
    if (check !== undefined && !check(answer.body))
      return this.fault(`${line}: answer ${JSON.stringify(answer.body)} ${JSON.stringify(check.errors)}`);
    return answer;
  }

  private fault(message: string) {
    this.faults.push(message);
    return { status: 500, body: message };
  }

  private exists(
    collection: string,
    matches: readonly { readonly key: string; readonly value: unknown }[],
  ): boolean {
    const points = [...(this.store.collections.get(collection)?.points.values() ?? [])];
    return points.some(({ payload }) => matches.every(({ key, value }) => payload[key] === value));
  }
}
