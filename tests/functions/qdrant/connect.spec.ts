import { expect } from "chai";
import { qdrantClient } from "../../../functions/qdrant/client";
import { makeCertificate } from "../../../functions/qdrant/certificate";
import { connect } from "../../../functions/qdrant/connect";
import { readKeys } from "../../../functions/qdrant/keys";
import { ContractServer } from "./contractServer";

const keys = { key: "new".repeat(9), alternate: "old".repeat(9) };
const only = (key: string) => ({ key, alternate: "" });

describe("The way to Qdrant", () => {
  let server: ContractServer;

  beforeEach(async () => {
    server = await ContractServer.start(keys, 3);
  });
  afterEach(async () => {
    await server.close();
    expect(server.faults).to.deep.equal([]);
  });

  const opened = async (with_ = keys) => {
    const { client, key, nodes } = await connect(server, with_);
    const { data } = await client.api().clusterStatus({});
    return { peer: data.result!.peer_id, key, nodes };
  };
  const fault = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("no fault"),
      (error: unknown) => (error as Error).message,
    );

  it("leads to the first node that is ready", async () => {
    expect(await opened()).to.deep.equal({ peer: 1, key: keys.key, nodes: 3 });
    server.nodes[0]!.ready = false;
    expect(await opened()).to.deep.equal({ peer: 2, key: keys.key, nodes: 3 });
  });

  it("is by the key that the node takes", async () => {
    for (const node of server.nodes) node.keys = { key: keys.alternate, alternate: "older" };
    expect(await opened()).to.deep.equal({ peer: 1, key: keys.alternate, nodes: 3 });
  });

  it("is told node by node where there is none", async () => {
    server.nodes[0]!.ready = false;
    server.nodes[1]!.keys = only("another");
    server.nodes[2]!.keys = only("another");
    const [headline, ...faults] = (await fault(opened(only(keys.key)))).split("\n  ");
    expect(headline).to.equal("no node of Qdrant is ready:");
    expect(faults).to.deep.equal([
      `Qdrant, readyz at ${server.urls[0]!}: 503 some shards are not ready`,
      `Qdrant, clusterStatus at ${server.urls[1]!}: 401 Invalid API key or JWT`,
      `Qdrant, clusterStatus at ${server.urls[2]!}: 401 Invalid API key or JWT`,
    ]);
  });

  it("is closed to who trusts another authority, or asks for another name", async () => {
    const { authority } = await makeCertificate(["localhost"], [], new Date());
    expect(await fault(qdrantClient(server.urls[0]!, authority, keys.key).getCollections())).to.match(
      /^Qdrant, getCollections at https:\/\/localhost:\d+: .*certificate/,
    );
    const address = server.urls[0]!.replace("localhost", "127.0.0.1");
    expect(await fault(qdrantClient(address, server.authority, keys.key).getCollections())).to.contain(
      "IP: 127.0.0.1 is not in the cert's list",
    );
  });

  it("ends in time", async () => {
    server.stalled = true;
    const client = qdrantClient(server.urls[0]!, server.authority, keys.key, 0.2);
    expect(await fault(client.getCollections())).to.match(/^Qdrant, getCollections at .*aborted/);
  });

  for (const text of ["pending", "", "null", "7", "{}", '{"key":"","alternate":""}', '{"key":"k"}'])
    it(`needs a secret that holds keys: ${text}`, () => {
      expect(() => readKeys(text)).to.throw("the secret of Qdrant's key must be JSON");
    });
});
