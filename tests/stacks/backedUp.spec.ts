import { expect } from "chai";
import type { Graph, GraphNode } from "../../simulator/graph";
import { configOf, modulesOf, runEnvironment } from "../support/harness";

/** Types of what AWS Backup could take here. */
const types = ["aws:rds/instance:Instance", "aws:ebs/volume:Volume", "aws:s3/bucket:Bucket"];

const isBackedUp = ({ inputs }: GraphNode) =>
  (inputs.tags as Record<string, string> | undefined)?.Backup === "true";

/** Production with a bucket of a module's own and one that modules share. */
function production(): Promise<Graph> {
  const config = configOf("prod", (given) => {
    const modules = Object.values(modulesOf(given));
    modules[0]!.data = { ...(modules[0]!.data as object), bucket: { lockDays: 365 } };
    modules[1]!.data = { ...(modules[1]!.data as object), bucket: { shared: true } };
  });
  return runEnvironment(config);
}

describe("the vault of production", () => {
  it("gets databases, volumes and buckets with data, and neither copies nor records", async () => {
    const graph = await production();
    const found = graph.nodes.filter(({ type }) => types.includes(type));
    const names = (taken: boolean) =>
      found.filter((node) => isBackedUp(node) === taken).map(({ name }) => name);
    expect(names(true)).to.have.members([
      "data-mariadb",
      ...["data-qdrant-0", "data-qdrant-1", "data-qdrant-2"],
      ...["data-shared-bucket", "planning-bucket"],
    ]);
    // Nobody can delete what the trail recorded before its time; what a report found, the next one finds again.
    expect(names(false)).to.have.members([
      ...[
        "audit-report",
        "audit-trail",
        "data-qdrant-snapshots",
        "data-bucket-access-logs",
        "platform-alb-logs",
      ],
    ]);
  });

  it("is told so by the tags of those alone", async () => {
    const graph = await production();
    const others = graph.nodes.filter((node) => isBackedUp(node) && !types.includes(node.type));
    expect(others).to.deep.equal([]);
  });
});
