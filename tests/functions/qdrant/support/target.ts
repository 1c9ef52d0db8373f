import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Context } from "mocha";
import { qdrantClient } from "../../../../functions/qdrant/client";
import { dropCollections } from "../../../../functions/qdrant/collections";
import { connect, type Server } from "../../../../functions/qdrant/connect";
import type { Keys } from "../../../../functions/qdrant/keys";
import { revokeTokens } from "../../../../functions/qdrant/tokens";
import { ContractServer } from "../contractServer";

const { QDRANT_URL: url, QDRANT_API_KEY: apiKey, QDRANT_CA: authority } = process.env;

/**
 * What a spec runs against: the contract server, or the Qdrant at `QDRANT_URL` (with `QDRANT_API_KEY`, and
 * `QDRANT_CA` where no public authority vouches for it). That one needs `service.jwt_rbac`, and keeps of a test
 * nothing but the empty collection of tokens.
 */
export class Target {
  /** Of a Qdrant that others may use too, nothing but this test's own is touched. */
  private readonly suffix: string;
  private readonly modules = new Set<string>();

  private constructor(
    readonly server: Server,
    readonly keys: Keys,
    readonly contract: ContractServer | undefined,
  ) {
    this.suffix = contract === undefined ? `_${randomUUID().slice(0, 8)}` : "";
  }

  static async open(nodes = 1): Promise<Target> {
    if (url !== undefined)
      return new Target(
        { urls: [url], authority: authority ?? "" },
        { key: apiKey!, alternate: "" },
        undefined,
      );
    const keys = { key: randomUUID(), alternate: "" };
    const contract = await ContractServer.start(keys, nodes);
    return new Target({ urls: contract.urls, authority: contract.authority }, keys, contract);
  }

  connect() {
    return connect(this.server, this.keys);
  }

  client(bearer: string) {
    return qdrantClient(this.server.urls[0]!, this.server.authority, bearer);
  }

  module(name: string): string {
    const module = name + this.suffix;
    this.modules.add(module);
    return module;
  }

  /** Expects these changes since the last call; of a real Qdrant nobody can ask them. */
  changed(lines: readonly string[]): void {
    if (this.contract !== undefined) expect(this.contract.changes()).to.deep.equal(lines);
  }

  async close(): Promise<void> {
    if (this.contract !== undefined) {
      await this.contract.close();
      expect(this.contract.faults).to.deep.equal([]);
      return;
    }
    const { client } = await this.connect();
    const { collections } = await client.getCollections();
    for (const module of this.modules) {
      await revokeTokens(client, module);
      const own = collections.map(({ name }) => name).filter((name) => name.startsWith(`${module}__`));
      await dropCollections(client, own);
    }
  }
}

/** The contract server, or the test is skipped, for this cannot be asked of a Qdrant that runs. */
export function contractOf(context: Context, target: Target, why: string): ContractServer {
  if (target.contract === undefined) {
    console.log(`      skipped, QDRANT_URL is set: ${why}`);
    context.skip();
  }
  return target.contract!;
}
