import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { DataTier } from "../../../components/data/DataTier";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { Graph } from "../../../simulator/graph";
import { build, cacheConfig, keyArn, mariadbConfig, valueOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { type Kept, newTier } from "./newTier";

const tierOf = async (change: Partial<DataConfig> = {}, modules: Readonly<Record<string, Kept>> = {}) => {
  const { made, ...built } = await build(() => newTier(change, modules));
  return { ...built, tier: made as DataTier };
};

const collections = { documents: { vectorSize: 8, distance: "Dot" as const } };
const components = (children: readonly string[]) =>
  children.filter((child) => child.startsWith("ai-platform:"));
const functionsOf = (graph: Graph) => graph.ofType("aws:lambda/function:Function").map(({ name }) => name);

const mariadb = "ai-platform:data:Mariadb data-mariadb";
const qdrant = "ai-platform:data:Qdrant data-qdrant";
const cache = "ai-platform:data:Cache data-cache";

describe("DataTier", () => {
  const cases: [string, Partial<DataConfig>, string[], string[]][] = [
    ["both databases", {}, [mariadb, qdrant], ["data-bootstrap", "data-qdrant-tend"]],
    ["MariaDB alone", { qdrant: false }, [mariadb], ["data-bootstrap"]],
    ["Qdrant alone", { mariadb: false }, [qdrant], ["data-bootstrap", "data-qdrant-tend"]],
    ["a cache alone, with no function", { mariadb: false, qdrant: false, cache: cacheConfig() }, [cache], []],
    ["no database", { mariadb: false, qdrant: false }, [], []],
  ];
  for (const [title, change, expected, functions] of cases)
    it(`makes ${title}, and nothing that nobody needs`, async () => {
      const { graph, component, children, tier } = await tierOf(change);
      expect(component.type).to.equal("ai-platform:data:DataTier");
      expect(components(children)).to.deep.equal(expected);
      expect(functionsOf(graph)).to.deep.equal(functions);
      if (expected.length === 0) expect(children).to.deep.equal([]);
      const found = [tier.mariadb, tier.qdrant, tier.cache].map((server) => server !== undefined);
      expect(found).to.deep.equal([mariadb, qdrant, cache].map((server) => expected.includes(server)));
    });

  it("hands its settings and both keys to the databases", async () => {
    const { graph } = await tierOf({ deletion: "disposable", logRetentionDays: 7 });
    expect(only(graph, "aws:rds/instance:Instance").inputs).to.include({
      kmsKeyId: keyArn("data"),
      deletionProtection: false,
    });
    expect(only(graph, "aws:ebs/volume:Volume").inputs).to.include({
      kmsKeyId: keyArn("data"),
      finalSnapshot: false,
    });
    for (const { inputs } of graph.ofType("aws:cloudwatch/logGroup:LogGroup"))
      expect(inputs).to.include({ kmsKeyId: keyArn("logs"), retentionInDays: 7 });
  });

  it("makes what a module keeps below itself, with the servers that there are", async () => {
    const modules = { planning: { schema: true, collections } };
    const { children, tier } = await tierOf({ qdrant: false }, modules);
    expect(components(children)).to.deep.equal([mariadb, "ai-platform:data:ModuleData planning"]);
    const data = tier.forModule("planning");
    expect(await valueOf(pulumi.output(data.variables.DB_HOST))).to.equal(
      (await valueOf(tier.mariadb!.hosts))[0],
    );
    expect(data.variables).not.to.have.property("QDRANT_URL");
    expect(data.securityGroupIds).to.have.length(1);
  });

  it("sends modules through the proxy where there is one, and tells it every user's secret", async () => {
    const modules = { one: { schema: true }, two: { schema: true }, three: {} };
    const { graph, tier } = await tierOf({ mariadb: mariadbConfig({ proxy: true }), qdrant: false }, modules);
    const proxy = only(graph, "aws:rds/proxy:Proxy");
    const secret = (name: string) => only(graph, "aws:secretsmanager/secret:Secret", name).outputs.arn;
    expect((proxy.inputs.auths as { secretArn: string }[]).map(({ secretArn }) => secretArn)).to.have.members(
      [secret("one-mariadb"), secret("two-mariadb")],
    );
    for (const module of ["one", "two"])
      expect(await valueOf(pulumi.output(tier.forModule(module).variables.DB_HOST))).to.equal(
        proxy.outputs.endpoint,
      );
  });

  it("has no proxy that nobody may use", async () => {
    const { graph } = await tierOf({ mariadb: mariadbConfig({ proxy: true }), qdrant: false }, { three: {} });
    expect(graph.ofType("aws:rds/proxy:Proxy")).to.deep.equal([]);
  });

  it("has a bucket for records of calls, and one that modules share, where somebody needs them", async () => {
    const cases: [Kept["bucket"], boolean, string[]][] = [
      [false, true, []],
      [true, false, ["one-bucket"]],
      [true, true, ["data-bucket-access-logs", "one-bucket"]],
      [{ shared: true }, false, ["data-shared-bucket"]],
      [{ shared: true }, true, ["data-bucket-access-logs", "data-shared-bucket"]],
    ];
    for (const [bucket, bucketAccessLogs, expected] of cases) {
      const { graph } = await tierOf(
        { mariadb: false, qdrant: false, bucketAccessLogs },
        { one: { bucket } },
      );
      const names = graph.ofType("aws:s3/bucket:Bucket").map(({ name }) => name);
      expect(names, JSON.stringify([bucket, bucketAccessLogs])).to.deep.equal(expected);
    }
  });

  it("gives two modules nothing in common", async () => {
    const module = { schema: true, bucket: true, collections, aiProviders: ["openai" as const] };
    const { graph } = await tierOf({}, { one: module, two: module });
    for (const name of ["one", "two"]) {
      const { arn } = only(graph, "aws:kms/key:Key", `${name}-data`).outputs;
      const keys = graph
        .ofType("aws:secretsmanager/secret:Secret")
        .filter((secret) => secret.name.startsWith(`${name}-`))
        .map(({ inputs }) => inputs.kmsKeyId);
      expect(keys).to.deep.equal([arn, arn, arn]);
    }
    expect(graph.ofType("aws:s3/bucket:Bucket").map(({ name }) => name)).to.include.members([
      "one-bucket",
      "two-bucket",
    ]);
  });

  it("changes nothing of what is there when a module comes that keeps everything", async () => {
    const everything = {
      ...{ schema: true, bucket: true, collections, cache: true },
      aiProviders: ["openai" as const],
    };
    const settings = { rotationDays: 30, cache: cacheConfig() };
    const before = await tierOf(settings, { one: everything });
    const after = await tierOf(settings, { one: everything, two: everything });
    const stripped = ({ graph }: { readonly graph: Graph }) =>
      new Map(
        graph.nodes
          .filter(({ custom }) => custom)
          .map(({ urn, inputs, options }) => [urn, JSON.stringify([inputs, options])]),
      );
    const [olds, news] = [stripped(before), stripped(after)];
    for (const [urn, text] of olds) expect(news.get(urn), urn).to.equal(text);
    const added = [...news.keys()].filter((urn) => !olds.has(urn));
    expect(added).not.to.deep.equal([]);
    for (const urn of added) expect(urn.split("::").at(-1), urn).to.match(/^two\b/);
  });

  it("tells modules apart whose names and providers sound alike", async () => {
    const { graph } = await tierOf(
      { mariadb: false, qdrant: false },
      {
        chat: { aiProviders: ["azure-openai"] },
        "chat-azure": { aiProviders: ["openai"] },
      },
    );
    expect(graph.ofType("aws:secretsmanager/secret:Secret").map(({ name }) => name)).to.have.members([
      "chat-key-azure-openai",
      "chat-azure-key-openai",
    ]);
  });
});
