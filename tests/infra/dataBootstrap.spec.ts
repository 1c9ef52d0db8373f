import { expect } from "chai";
import { bootstrapInput, certificateInput, metadataAccess } from "../../infra/dataBootstrap";
import type { ModuleDataConfig } from "../../infra/config/schema/moduleData";
import { dataConfig, mariadbConfig, moduleConfig, qdrantConfig } from "../support/fixtures";

const mariadb = {
  host: "mariadb.internal",
  port: 3306,
  adminSecretArn: "arn:admin",
  userSecretArn: "arn:user",
};
const qdrant = {
  urls: ["https://qdrant-0.internal:6333"],
  authority: "PEM",
  keySecretArn: "arn:key",
  tokenSecretArn: "arn:token",
};

const data = (change: Partial<ModuleDataConfig> = {}) => ({ ...moduleConfig().data, ...change });
const documents = { vectorSize: 1024, distance: "Cosine" as const };

describe("what the bootstrap is told of a module", () => {
  it("is its schema, and where and by which secrets the server opens", () => {
    expect(JSON.parse(bootstrapInput("shop-floor", data(), dataConfig(), { mariadb }))).to.deep.equal({
      revision: 1,
      module: "shop-floor",
      onRemove: "keep",
      mariadb: { ...mariadb, schema: "shop_floor", metadata: "none" },
    });
  });

  it("is its collections as they shall be, with what is not said decided", () => {
    const kept = data({ onRemove: "drop", collections: { documents } });
    const settings = dataConfig({ qdrant: qdrantConfig({ nodes: 3 }) });
    expect(JSON.parse(bootstrapInput("shop-floor", kept, settings, { qdrant }))).to.deep.equal({
      revision: 1,
      module: "shop-floor",
      onRemove: "drop",
      qdrant: {
        ...qdrant,
        collections: {
          shop_floor__documents: {
            ...documents,
            onDisk: false,
            shards: 6,
            replicas: 2,
            payloadIndexes: {},
            strict: true,
          },
        },
      },
    });
  });

  it("is a collection as it was declared", () => {
    const declared = {
      ...documents,
      onDisk: true,
      shards: 1,
      payloadIndexes: { tenant: "keyword" as const },
      strict: false,
    };
    const text = bootstrapInput("a", data({ collections: { b: declared } }), dataConfig(), { qdrant });
    const told = JSON.parse(text) as { qdrant: { collections: Record<string, unknown> } };
    expect(told.qdrant.collections).to.deep.equal({ a__b: { ...declared, replicas: 1 } });
  });

  it("does not hang on the order in the stack file", () => {
    const indexes = { tenant: "keyword", year: "integer" } as const;
    const backwards = { year: "integer", tenant: "keyword" } as const;
    const inputs = [
      { a: { ...documents, payloadIndexes: indexes }, b: documents },
      { b: documents, a: { ...documents, payloadIndexes: backwards } },
    ].map((collections) => bootstrapInput("m", data({ collections }), dataConfig(), { qdrant }));
    expect(inputs[1]).to.equal(inputs[0]);
  });

  it("says nothing of the expected number of vectors, which makes no collection different", () => {
    const inputs = [undefined, 1000].map((vectors) =>
      bootstrapInput(
        "m",
        data({ collections: { a: vectors === undefined ? documents : { ...documents, vectors } } }),
        dataConfig(),
        { qdrant },
      ),
    );
    expect(inputs[1]).to.equal(inputs[0]);
  });

  const cases: [string, string | undefined, ReturnType<typeof metadataAccess>][] = [
    ["nobody owns it", undefined, "none"],
    ["it owns it", "planning", "write"],
    ["another module owns it", "catalogue", "read"],
  ];
  for (const [title, owner, expected] of cases)
    it(`is to ${expected} the common schema where ${title}`, () => {
      expect(metadataAccess("planning", owner)).to.equal(expected);
      const settings = dataConfig({
        mariadb: mariadbConfig(owner === undefined ? {} : { metadataOwner: owner }),
      });
      const text = bootstrapInput("planning", data(), settings, { mariadb });
      expect(text).to.contain(`"metadata":"${expected}"`);
    });

  it("is, of a certificate, the secret that it goes to and the names in it", () => {
    const certificate = { secretArn: "arn:certificate", names: ["localhost"], addresses: ["127.0.0.1"] };
    expect(JSON.parse(certificateInput(certificate))).to.deep.equal({ revision: 1, certificate });
  });
});
