import { expect } from "chai";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { Graph } from "../../../simulator/graph";
import { build, mariadbConfig } from "../../support/fixtures";
import { only } from "../../support/harness";
import { newTier } from "./newTier";

const secretType = "aws:secretsmanager/secret:Secret";

const tierOf = async (change: Partial<DataConfig>) =>
  (await build(() => newTier({ qdrant: false, ...change }, { planning: { schema: true }, search: {} })))
    .graph;

const secretsOf = (graph: Graph) => graph.ofType(secretType).map(({ name }) => name);
const arnOf = (graph: Graph, name: string) => String(only(graph, secretType, name).outputs.arn);
const proxy = { mariadb: mariadbConfig({ proxy: true }) };

describe("users of the proxy", () => {
  it("are the modules' users, where none of them changes", async () => {
    const graph = await tierOf({ ...proxy, rotationDays: false });
    expect(secretsOf(graph)).to.deep.equal(["planning-mariadb"]);
    const auths = only(graph, "aws:rds/proxy:Proxy").inputs.auths as { readonly secretArn: string }[];
    expect(auths.map(({ secretArn }) => secretArn)).to.deep.equal([arnOf(graph, "planning-mariadb")]);
  });

  it("are both of a module's users where they take turns, so that tasks stay in until they are restarted", async () => {
    const graph = await tierOf({ ...proxy, rotationDays: 30 });
    const [user, previous] = ["planning-mariadb", "planning-mariadb-previous"];
    expect(secretsOf(graph)).to.have.members([user, previous]);
    const auths = only(graph, "aws:rds/proxy:Proxy").inputs.auths as { readonly secretArn: string }[];
    expect(auths.map(({ secretArn }) => secretArn)).to.deep.equal([
      arnOf(graph, user!),
      arnOf(graph, previous!),
    ]);
    const { tags } = only(graph, secretType, user).inputs;
    expect(tags).to.include({ Rotation: "mariadb-user", Previous: arnOf(graph, previous!) });
    expect(only(graph, secretType, previous).inputs.tags).not.to.have.any.keys("Rotation", "Restarts", "Key");
  });

  it("need no second secret without a proxy", async () => {
    expect(secretsOf(await tierOf({ rotationDays: 30 }))).to.deep.equal(["planning-mariadb"]);
  });
});
