import * as pulumi from "@pulumi/pulumi";
import { Vpc as AwsVpc } from "@pulumi/aws/ec2";
import { Key } from "@pulumi/aws/kms";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { Provider } from "@pulumi/aws/provider";
import { Bucket, BucketVersioning } from "@pulumi/aws/s3";
import { getRandomPasswordOutput } from "@pulumi/aws/secretsmanager";
import { Vpc } from "@pulumi/awsx/ec2";
import { expect } from "chai";
import { simulatedAws } from "../../simulator/aws";
import { record } from "../../simulator/record";
import { valueOf } from "../support/fixtures";
import { only, region } from "../support/harness";

const bucketType = "aws:s3/bucket:Bucket";

class Parent extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:Parent", name, {}, opts);
  }
}

const recorded = <T>(program: () => T, preview = false) =>
  record(simulatedAws({ region }), { project: "ai-platform", stack: "test", preview }, program);

/** The message of what was thrown, or a failure when nothing was. */
async function failure(program: () => unknown): Promise<string> {
  try {
    await recorded(program);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the program did not fail");
}

describe("record", () => {
  it("gives back what the program returned", async () => {
    const { result } = await recorded(() => ({ answer: 42 }));
    expect(result).to.deep.equal({ answer: 42 });
  });

  it("starts each program from nothing", async () => {
    const sizes = [];
    for (let run = 0; run < 2; run++)
      sizes.push((await recorded(() => void new Bucket("one"))).graph.nodes.length);
    expect(sizes).to.deep.equal([1, 1]);
  });

  it("keeps parents, by which URNs and lineage go", async () => {
    const { graph } = await recorded(() => {
      const outer = new Parent("outer");
      const inner = new Parent("inner", { parent: outer });
      new Bucket("deep", {}, { parent: inner });
      new Bucket("top");
    });
    const deep = only(graph, bucketType, "deep");
    expect(graph.lineage(deep).map(({ name }) => name)).to.deep.equal(["deep", "inner", "outer"]);
    expect(deep.urn).to.equal(`urn:pulumi:test::ai-platform::test:Parent$${bucketType}::deep`);
    expect(only(graph, bucketType, "top")).not.to.have.property("parent");
    expect(graph.nodes.map(({ custom, name }) => `${name} ${custom}`)).to.have.members([
      "deep true",
      "inner false",
      "outer false",
      "top true",
    ]);
  });

  it("keeps the options that were given", async () => {
    const { graph } = await recorded(() => {
      const first = new Bucket("first");
      const options = { protect: true, retainOnDelete: true, deleteBeforeReplace: true };
      new Bucket("second", {}, { ...options, ignoreChanges: ["tags"], dependsOn: first });
    });
    expect(only(graph, bucketType, "second").options).to.deep.include({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
      ignoreChanges: ["tags"],
      dependencies: [only(graph, bucketType, "first").urn],
    });
    expect(only(graph, bucketType, "first").options).to.deep.include({
      protect: false,
      retainOnDelete: false,
      deleteBeforeReplace: false,
      ignoreChanges: [],
      dependencies: [],
      provider: "",
    });
  });

  it("counts the use of an output as a dependency", async () => {
    const { graph } = await recorded(() => {
      const { bucket } = new Bucket("one");
      new BucketVersioning("two", { bucket, versioningConfiguration: { status: "Enabled" } });
    });
    const { options, inputs } = only(graph, "aws:s3/bucketVersioning:BucketVersioning");
    const one = only(graph, bucketType);
    expect(options.dependencies).to.deep.equal([one.urn]);
    expect(inputs.bucket).to.equal(one.outputs.bucket);
  });

  it("keeps the provider, also of what inherits it", async () => {
    const { graph } = await recorded(() => {
      const aws = new Provider("own", { region });
      const parent = new Parent("parent", { providers: { aws } });
      new Bucket("inherits", {}, { parent });
      new Bucket("named", {}, { provider: aws });
    });
    const { urn, outputs } = only(graph, "pulumi:providers:aws");
    for (const { options } of graph.ofType(bucketType))
      expect(options.provider).to.equal(`${urn}::${outputs.id}`);
    expect(only(graph, "test:Parent").options.providers).to.deep.equal({ aws: `${urn}::${outputs.id}` });
  });

  it("keeps files as they go over the wire, so that two runs compare", async () => {
    const code = (text: string) => () =>
      new LambdaFunction("one", {
        ...{ role: "role", handler: "index.handler", environment: { variables: { A: "1" } } },
        layers: ["layer"],
        code: new pulumi.asset.AssetArchive({
          "index.mjs": new pulumi.asset.StringAsset(text),
          lib: new pulumi.asset.FileArchive("./lib"),
        }),
      });
    const inputs = async (text: string) =>
      only((await recorded(code(text))).graph, "aws:lambda/function:Function").inputs;
    const sig = pulumi.runtime.specialSigKey;
    const { code: archive, environment, layers } = await inputs("one");
    expect(archive).to.have.property(sig, pulumi.runtime.specialArchiveSig);
    expect(JSON.stringify(archive)).to.include('"text":"one"');
    expect(JSON.stringify(archive)).to.include('"path":"./lib"');
    expect({ environment, layers }).to.deep.equal({
      environment: { variables: { A: "1" } },
      layers: ["layer"],
    });
    expect(await inputs("one")).to.deep.equal(await inputs("one"));
    expect(await inputs("two")).not.to.deep.equal(await inputs("one"));
  });

  it("keeps a resource that is an input as it is", async () => {
    const { graph } = await recorded(() => {
      const key = new Key("key");
      new Bucket("one", { tags: { key: key as never, none: null as never } });
    });
    const { key, none } = only(graph, bucketType).inputs.tags as Record<string, unknown>;
    expect(key).to.be.instanceOf(Key);
    expect(none).to.equal(null);
  });

  it("sorts by URN, so that two runs compare", async () => {
    const names = (...order: string[]) => recorded(() => order.forEach((name) => new Bucket(name)));
    const [one, other] = [await names("b", "a", "c"), await names("c", "b", "a")];
    expect(one.graph.nodes).to.deep.equal(other.graph.nodes);
    expect(one.graph.nodes.map(({ name }) => name)).to.deep.equal(["a", "b", "c"]);
  });

  describe("fails", () => {
    it("on two resources with one URN", async () => {
      const message = await failure(() => {
        new Bucket("one");
        new Bucket("one");
      });
      expect(message).to.equal(`two resources have the URN urn:pulumi:test::ai-platform::${bucketType}::one`);
    });

    it("with the program's own error", async () => {
      const message = await failure(() => {
        new Bucket("one");
        throw new Error("no such thing");
      });
      expect(message).to.equal("no such thing");
    });

    it("with an error inside an apply", async () => {
      const message = await failure(() => {
        const { arn } = new Bucket("one");
        new Bucket("two", {
          bucket: arn.apply((): string => {
            throw new Error("no name");
          }),
        });
      });
      expect(message).to.equal('error serializing property "bucket": no name');
    });

    it("and works again afterwards", async () => {
      await failure(() => {
        throw new Error("once");
      });
      expect((await recorded(() => void new Bucket("one"))).graph.nodes).to.have.length(1);
    });
  });
});

describe("record in preview mode", () => {
  it("leaves unknown what AWS computes, and keeps what was given", async () => {
    const { graph, result } = await recorded(() => {
      const key = new Key("key", { description: "given" });
      new Bucket("one", { bucket: key.arn, tags: { Known: "yes" } });
      return key;
    }, true);
    expect(await isKnown(result.arn)).to.equal(false);
    expect(await isKnown(result.id)).to.equal(false);
    expect(await isKnown(result.description)).to.equal(true);
    expect(await valueOf(result.description)).to.equal("given");
    expect(only(graph, bucketType).inputs.tags).to.deep.equal({ Known: "yes" });
    expect(only(graph, bucketType).inputs.bucket).not.to.match(/^arn:/);
  });

  it("knows everything otherwise", async () => {
    const { result } = await recorded(() => new Key("key"));
    expect(await isKnown(result.arn)).to.equal(true);
    expect(await valueOf(result.arn)).to.match(/^arn:aws:kms:/);
  });

  it("still answers functions", async () => {
    const { result } = await recorded(() => getRandomPasswordOutput({}).randomPassword, true);
    expect(await valueOf(result)).to.match(/^simulated-/);
  });
});

describe("record of the remote component for a VPC", () => {
  const vpc = (preview = false) =>
    recorded(
      () =>
        new Vpc("net", {
          cidrBlock: "10.0.0.0/16",
          availabilityZoneNames: [`${region}a`, `${region}c`],
          subnetStrategy: "Auto",
          subnetSpecs: [{ type: "Private" }, { type: "Public" }],
          natGateways: { strategy: "None" },
        }),
      preview,
    );

  it("has the children below it, with URNs of their lineage", async () => {
    const { graph } = await vpc();
    const component = only(graph, "awsx:ec2:Vpc");
    const inner = only(graph, "aws:ec2/vpc:Vpc");
    expect(inner.parent).to.equal(component.urn);
    expect(inner.urn).to.equal("urn:pulumi:test::ai-platform::awsx:ec2:Vpc$aws:ec2/vpc:Vpc::net");
    for (const subnet of graph.ofType("aws:ec2/subnet:Subnet")) {
      expect(subnet.parent).to.equal(inner.urn);
      expect(subnet.urn).to.equal(
        `urn:pulumi:test::ai-platform::aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet::${subnet.name}`,
      );
      expect(subnet.inputs.vpcId).to.equal(inner.outputs.id);
    }
    for (const node of graph.nodes) expect(graph.lineage(node).at(-1)).to.equal(component);
  });

  it("gives the ids of its children as outputs", async () => {
    const { graph, result } = await vpc();
    const ids = (kind: string) =>
      [1, 2].map((index) => only(graph, "aws:ec2/subnet:Subnet", `net-${kind}-${index}`).outputs.id);
    expect(await valueOf(result.vpcId)).to.equal(only(graph, "aws:ec2/vpc:Vpc").outputs.id);
    expect(await valueOf(result.privateSubnetIds)).to.deep.equal(ids("private"));
    expect(await valueOf(result.publicSubnetIds)).to.deep.equal(ids("public"));
    expect(await valueOf(result.isolatedSubnetIds)).to.deep.equal([]);
  });

  it("has the same children in preview mode, and knows none of their ids", async () => {
    const { graph, result } = await vpc(true);
    expect(graph.nodes.map(({ urn }) => urn)).to.deep.equal((await vpc()).graph.nodes.map(({ urn }) => urn));
    expect(await isKnown(result.vpcId)).to.equal(false);
  });

  it("is apart from a VPC that the program makes itself", async () => {
    const { graph } = await recorded(() => void new AwsVpc("net", { cidrBlock: "10.0.0.0/16" }));
    expect(graph.nodes.map(({ type }) => type)).to.deep.equal(["aws:ec2/vpc:Vpc"]);
  });
});

/** Pulumi's own field of an output, which its types leave out. */
function isKnown(output: unknown): Promise<boolean> {
  return (output as { isKnown: Promise<boolean> }).isKnown;
}
