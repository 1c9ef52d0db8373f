import { expect } from "chai";
import { tend } from "../../../functions/tend-qdrant/tend";
import { ContractServer } from "../qdrant/contractServer";

const keys = { key: "k".repeat(32), alternate: "" };

describe("tend-qdrant", () => {
  let server: ContractServer;
  let lines: Record<string, unknown>[];

  beforeEach(async () => {
    server = await ContractServer.start(keys, 3);
    lines = [];
    for (const name of ["a__documents", "b__images"])
      server.store.create(name, { vectors: { size: 4, distance: "Dot" } });
  });
  afterEach(async () => {
    await server.close();
    expect(server.faults).to.deep.equal([]);
  });

  const run = (task: { do?: unknown }, held = keys, urls = server.urls) =>
    tend({
      settings: { environment: "dev", urls, authority: server.authority, keySecretArn: "arn" },
      readSecret: (arn) => Promise.resolve(arn === "arn" ? JSON.stringify(held) : ""),
      now: () => new Date(0),
      log: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
    })(task);
  const fault = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("no fault"),
      (error: unknown) => (error as Error).message.split("\n  "),
    );

  /** Where a node was and is no more. */
  const lost = async () => {
    const gone = await ContractServer.start(keys);
    await gone.close();
    return gone.urls[0]!;
  };

  it("probes every node", async () => {
    await run({ do: "probe" });
    expect(lines).to.have.length(3);
    for (const line of lines)
      expect(line).to.include({ Environment: "dev", Node: "localhost", Ready: 1, Peers: 3, Consensus: 1 });
    expect(server.changes()).to.deep.equal([]);
  });

  it("tells what is wrong with a node, and fails for none", async () => {
    server.nodes[0]!.ready = false;
    server.nodes[1]!.keys = { key: "another", alternate: "" };
    const gone = await lost();
    await run({ do: "probe" }, keys, [...server.urls, gone]);
    expect(lines.map(({ Ready, Peers, Consensus }) => [Ready, Peers, Consensus])).to.deep.equal([
      [0, 3, 1],
      [1, 0, 0],
      [1, 3, 1],
      [0, 0, 0],
    ]);
    expect(lines.map(({ reason }) => reason)).to.deep.equal([
      `Qdrant, readyz at ${server.urls[0]!}: 503 some shards are not ready`,
      `Qdrant, clusterStatus at ${server.urls[1]!}: 401 Invalid API key or JWT`,
      undefined,
      lines[3]!.reason,
    ]);
    expect(lines[3]!.reason).to.contain(`Qdrant, readyz at ${gone}: `).and.contain("ECONNREFUSED");
  });

  it("works on while nodes run with the key before", async () => {
    await run({ do: "probe" }, { key: "new", alternate: keys.key });
    expect(lines.map(({ Peers }) => Peers)).to.deep.equal([3, 3, 3]);
  });

  it("takes a snapshot of every collection at every node, one after the other", async () => {
    await run({ do: "snapshot" });
    const of = (collection: string) => `POST /collections/${collection}/snapshots`;
    const each = [of("a__documents"), of("b__images")];
    expect(server.changes()).to.deep.equal([...each, ...each, ...each]);
    expect(server.mostAtOnce).to.equal(1);
    expect(lines[0]).to.deep.include({ level: "INFO", message: "snapshot", node: "localhost" });
    expect(lines.map(({ name }) => name)).to.include.members([
      "a__documents-1-0.snapshot",
      "b__images-3-2.snapshot",
    ]);
  });

  it("takes those that it can, and then fails with all that it cannot", async () => {
    server.store.get("a__documents").full = true;
    const gone = await lost();
    const faults = await fault(run({ do: "snapshot" }, keys, [...server.urls.slice(0, 2), gone]));
    expect(faults[0]).to.equal("3 snapshot(s) failed:");
    expect(faults.slice(1, 3)).to.deep.equal(
      server.urls.slice(0, 2).map((url) => `Qdrant, createSnapshot at ${url}: 500 No space left on device`),
    );
    expect(faults[3]).to.contain(gone);
    expect(lines.map(({ collection }) => collection)).to.deep.equal(["b__images", "b__images"]);
  });

  for (const task of [{}, { do: "toString" }, { do: 7 }, { do: "Probe" }])
    it(`refuses ${JSON.stringify(task)}`, async () => {
      expect((await fault(run(task)))[0]).to.equal(
        'the schedule\'s input must be {"do":"probe"} or {"do":"snapshot"}',
      );
    });
});
