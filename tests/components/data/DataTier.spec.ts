import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { DataTier } from "../../../components/data/DataTier";
import type { DataConfig } from "../../../infra/config/schema/data";
import {
  build,
  dataConfig,
  key,
  keyArn,
  moduleConfig,
  network,
  platform,
  scope,
  valueOf,
} from "../../support/fixtures";
import { only } from "../../support/harness";

const newTier = (change: Partial<DataConfig> = {}) =>
  new DataTier("data", {
    scope: scope(),
    network: network(),
    platform: platform(),
    keys: { data: key("data"), logs: key("logs") },
    ...dataConfig(change),
  });

const components = (children: readonly string[]) =>
  children.filter((child) => child.startsWith("ai-platform:"));

describe("DataTier", () => {
  const mariadb = "ai-platform:data:Mariadb data-mariadb";
  const qdrant = "ai-platform:data:Qdrant data-qdrant";
  const cases: [string, Partial<DataConfig>, string[]][] = [
    ["both databases", {}, [mariadb, qdrant]],
    ["MariaDB alone", { qdrant: false }, [mariadb]],
    ["Qdrant alone", { mariadb: false }, [qdrant]],
    ["no database", { mariadb: false, qdrant: false }, []],
  ];
  for (const [title, change, expected] of cases)
    it(`makes ${title}, and nothing beside`, async () => {
      const { graph, component, children, made } = await build(() => newTier(change));
      expect(component.type).to.equal("ai-platform:data:DataTier");
      expect(components(children)).to.deep.equal(expected);
      const direct = graph.nodes.filter(({ parent }) => parent === component.urn);
      expect(direct.map(({ type, name }) => `${type} ${name}`).sort()).to.deep.equal(expected);
      const tier = made as DataTier;
      expect([tier.mariadb !== undefined, tier.qdrant !== undefined]).to.deep.equal([
        expected.includes(mariadb),
        expected.includes(qdrant),
      ]);
    });

  it("hands its settings and both keys to the databases", async () => {
    const { graph } = await build(() => newTier({ deletion: "disposable", logRetentionDays: 7 }));
    expect(only(graph, "aws:rds/instance:Instance").inputs).to.include({
      kmsKeyId: keyArn("data"),
      deletionProtection: false,
    });
    expect(only(graph, "aws:ebs/volume:Volume").inputs).to.include({
      kmsKeyId: keyArn("data"),
      finalSnapshot: false,
    });
    const groups = graph.ofType("aws:cloudwatch/logGroup:LogGroup");
    expect(groups).to.have.length(3);
    for (const { inputs } of groups)
      expect(inputs).to.include({ kmsKeyId: keyArn("logs"), retentionInDays: 7 });
  });

  it("makes what a module keeps below itself, with the servers that there are", async () => {
    const module = moduleConfig({ data: { schema: true, bucket: false, collections: {} } });
    const { children, made } = await build(() => {
      const tier = newTier({ qdrant: false });
      return { tier, data: tier.forModule("planning", module) };
    });
    expect(components(children)).to.deep.equal([mariadb, "ai-platform:data:ModuleData planning"]);
    const { tier, data } = made as { tier: DataTier; data: ReturnType<DataTier["forModule"]> };
    expect(await valueOf(pulumi.output(data.variables.DB_HOST))).to.equal(
      (await valueOf(tier.mariadb!.hosts))[0],
    );
    expect(data.variables).not.to.have.property("QDRANT_URL");
    expect(data.securityGroupIds).to.have.length(1);
  });

  it("gives two modules nothing in common", async () => {
    const module = moduleConfig({
      aiProviders: ["openai"],
      data: { schema: true, bucket: true, collections: { a: { vectorSize: 8, distance: "Dot" } } },
    });
    const { graph } = await build(() => {
      const tier = newTier();
      for (const name of ["one", "two"]) tier.forModule(name, module);
    });
    for (const type of ["aws:kms/key:Key", "aws:s3/bucket:Bucket"])
      expect(graph.ofType(type), type).to.have.length(2);
    const keysOf = (module: string) =>
      graph
        .ofType("aws:secretsmanager/secret:Secret")
        .filter(({ name }) => name.startsWith(`${module}-`))
        .map(({ inputs }) => inputs.kmsKeyId);
    for (const name of ["one", "two"]) {
      const { arn } = only(graph, "aws:kms/key:Key", `${name}-data`).outputs;
      expect(keysOf(name)).to.deep.equal([arn, arn, arn]);
    }
  });

  it("tells modules apart whose names and providers sound alike", async () => {
    const { graph } = await build(() => {
      const tier = newTier({ mariadb: false, qdrant: false });
      tier.forModule("chat", moduleConfig({ aiProviders: ["azure-openai"] }));
      tier.forModule("chat-azure", moduleConfig({ aiProviders: ["openai"] }));
    });
    expect(graph.ofType("aws:secretsmanager/secret:Secret").map(({ name }) => name)).to.have.members([
      "chat-key-azure-openai",
      "chat-azure-key-openai",
    ]);
  });
});
