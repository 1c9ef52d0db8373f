import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { modelledTypes } from "../../../simulator/aws";
import { type Clock, timeless } from "../../../simulator/cloud/clock";
import type { Cloud } from "../../../simulator/cloud/cloud";
import type { GraphNode } from "../../../simulator/graph";
import { simulatedProvider } from "../../../simulator/provider/provider";
import { configOf, run, runEnvironment } from "../../support/harness";
import { account } from "../account";
import { costs } from "../costs";
import { data } from "../data";
import { delivery } from "../delivery";
import { edge } from "../edge";
import { egress } from "../egress";
import { modules } from "../modules";
import { workbench } from "../workbench";
import { afterWhatTheyNeed } from "./ordered";
import { logGroup, newFiles, openCloud, taskDefinition, urnOf } from "../cloud/given";

type Values = Record<string, unknown>;

const secret = (value: unknown) => ({
  [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
  value,
});
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";

/** The functions that the provider has, called as the SDK's server calls them. */
function functionsOf(cloud: Cloud, clock: Clock = timeless) {
  const provider = simulatedProvider(cloud, clock);
  return {
    create: async (urn: string, inputs: Values) => {
      const made = await provider.create!(urn, inputs);
      return { id: made.id, outs: made.outs as Values };
    },
    diff: provider.diff!,
    read: async (id: string, urn: string, state?: Values) =>
      (await provider.read!(id, urn, state)) as { id: string; props: Values; inputs?: Values },
    update: provider.update!,
    delete: provider.delete!,
    invoke: async (token: string, inputs: Values) =>
      (await provider.invoke!(token, inputs)) as { outputs: Values },
    construct: provider.construct!,
    version: provider.version,
  };
}

/** What goes over the wire holds nothing that is undefined. */
const wired = (values: unknown) => JSON.parse(JSON.stringify(values)) as Values;

async function failure(promise: Promise<unknown>): Promise<Error & Values> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Values;
  }
  throw new Error("should have failed");
}

describe("simulated provider", () => {
  const newFile = newFiles();
  let path: string;
  let cloud: Cloud;
  let aws: ReturnType<typeof functionsOf>;
  beforeEach(() => {
    path = newFile();
    cloud = openCloud(path);
    aws = functionsOf(cloud);
  });
  const urn = urnOf(logGroup, "one");
  const one = { name: "/one", retentionInDays: 30 };

  const made = new Set<string>();
  for (const [what, graphOf] of [
    ["dev", () => runEnvironment(configOf("dev"))],
    ["prod", () => runEnvironment(configOf("prod"))],
    ["an account", () => run(account)],
    ["its costs", () => run(costs)],
    ["an edge", () => run(edge)],
    ["a firewall", () => run(egress)],
    ["data", () => run(data)],
    ["modules", () => run(modules)],
    ["delivery", () => run(delivery)],
    ["a workbench", () => run(workbench)],
  ] as const)
    it(`finds no change in what ${what} has just made`, async () => {
      const nodes = (await graphOf()).nodes.filter(({ custom, type }) => custom && type.startsWith("aws:"));
      for (const node of afterWhatTheyNeed(nodes)) {
        const inputs = wired(node.inputs);
        const { id, outs } = await aws.create(node.urn, inputs);
        const state = wired(outs);
        const found = await aws.diff(id, node.urn, state, inputs);
        expect(found, node.urn).to.deep.equal({ changes: false, replaces: [], deleteBeforeReplace: false });
        const { id: sameId, props, inputs: read } = await aws.read(id, node.urn, state);
        expect({ sameId, props, read }, node.urn).to.deep.equal({ sameId: id, props: state, read: inputs });
        made.add(node.type);
      }
      expect(cloud.resources()).to.have.length(nodes.length);
    });

  it("was tried with every type that is modelled", () => {
    expect([...made].sort()).to.deep.equal(modelledTypes.filter((type) => type.startsWith("aws:")));
  });

  /** Makes all of a graph, and then deletes what can be deleted, until nothing more can. */
  async function cameAndWent(all: readonly GraphNode[]): Promise<string[]> {
    let left: { node: GraphNode; id: string; outs: Values }[] = [];
    const custom = all.filter((node) => node.custom && node.type.startsWith("aws:"));
    for (const node of afterWhatTheyNeed(custom))
      left.push({ node, ...(await aws.create(node.urn, wired(node.inputs))) });
    for (let before = Infinity; left.length < before;) {
      before = left.length;
      const refused: typeof left = [];
      for (const each of left)
        await aws.delete(each.id, each.node.urn, each.outs).catch(() => refused.push(each));
      left = refused;
    }
    return left.map(({ node }) => node.urn);
  }

  it("can delete all of dev one after another, but for what is to stay", async () => {
    expect(await cameAndWent((await runEnvironment(configOf("dev"))).nodes)).to.deep.equal([]);
    const types = new Set(cloud.resources().map(({ type }) => type));
    expect([...types]).to.deep.equal([taskDefinition]);
  });

  for (const [what, example] of Object.entries({ edge, modules }))
    it(`can delete all of an example of ${what} one after another`, async () => {
      expect(await cameAndWent((await run(example)).nodes)).to.deep.equal([]);
      expect(cloud.resources()).to.deep.equal([]);
    });

  it("names type and resource by the end of the URN", async () => {
    const nested = `urn:pulumi:test::ai-platform::my:Parent$${logGroup}::a::b`;
    await aws.create(nested, one);
    expect(cloud.resources()[0]).to.deep.include({ urn: nested, type: logGroup, name: "a::b" });
  });

  it("gives inputs and what AWS computed as the outputs", async () => {
    const { id, outs } = await aws.create(urn, one);
    expect(id).to.equal("/one");
    expect(outs).to.deep.equal({ ...one, arn: cloud.resources()[0]!.computed.arn });
  });

  it("finds what changed, and whether it takes a new resource", async () => {
    const { id, outs } = await aws.create(urn, one);
    const changed = { ...one, retentionInDays: 90 };
    expect(await aws.diff(id, urn, outs, changed)).to.deep.equal({
      ...{ changes: true, replaces: [], deleteBeforeReplace: false },
    });
    expect(await aws.diff(id, urn, outs, { ...one, name: "/two" })).to.deep.include({ replaces: ["name"] });
    expect(await aws.diff(id, urn, outs, { name: "/one" })).to.deep.include({ changes: true });
    expect(await aws.diff(id, urn, outs, { ...one, region: "elsewhere" })).to.deep.include({
      ...{ replaces: ["region"], deleteBeforeReplace: true },
    });
  });

  it("still knows what AWS computed of a resource that is gone", async () => {
    const { id, outs } = await aws.create(urn, {});
    cloud.lose(urn);
    expect(await aws.diff(id, urn, outs, {})).to.deep.include({ changes: false });
  });

  it("takes all of a state for inputs when it never heard of the resource", async () => {
    expect(await aws.diff("other", urn, { arn: "arn" }, {})).to.deep.include({ changes: true });
  });

  it("changes inputs, and tells them with what AWS computed", async () => {
    const { id, outs } = await aws.create(urn, one);
    const news = { ...one, retentionInDays: 90 };
    expect(await aws.update(id, urn, outs, news)).to.deep.equal({ outs: { ...news, arn: outs.arn } });
    expect(cloud.resources()[0]!.inputs).to.deep.equal(news);
  });

  it("reads what was changed behind its back", async () => {
    const { id, outs } = await aws.create(urn, one);
    cloud.tamper(urn, { retentionInDays: 1 });
    expect(await aws.read(id, urn, outs)).to.deep.equal({
      id,
      props: { ...outs, retentionInDays: 1 },
      inputs: { ...one, retentionInDays: 1 },
    });
    expect(await aws.read(id, urn, { arn: outs.arn })).to.deep.include({ id });
  });

  it("reads an empty id of what is lost", async () => {
    const { id, outs } = await aws.create(urn, one);
    cloud.lose(urn);
    expect(await aws.read(id, urn, outs)).to.deep.equal({ id: "", props: {} });
    expect(await aws.read(id, urn)).to.deep.equal({ id: "", props: {} });
  });

  it("deletes the revision that the state means", async () => {
    const task = urnOf(taskDefinition, "one");
    const [first, second] = [
      await aws.create(task, { family: "one" }),
      await aws.create(task, { family: "one", cpu: "1" }),
    ];
    await aws.delete(first.id, task, first.outs);
    expect(cloud.resources().map(({ computed }) => computed.arn)).to.deep.equal([second.outs.arn]);
  });

  it("tells id and values of what is there although the engine gave up waiting", async () => {
    cloud.order({
      faults: (["create", "update"] as const).map((operation) => ({ operation, nth: 1, effect: "timeout" })),
    });
    const given = { ...one, tags: secret("hush") };
    const created = await failure(aws.create(urn, given));
    const { arn } = cloud.resources()[0]!.computed;
    const told = { id: "/one", reasons: ["simulated AWS: timeout: gave up waiting for /one"] };
    expect(created).to.deep.include({ ...told, properties: { ...given, arn } });
    const news = { ...given, retentionInDays: 90 };
    const updated = await failure(aws.update("/one", urn, created.properties as Values, news));
    expect(updated).to.deep.include({ ...told, properties: { ...news, arn } });
    expect(updated).to.be.instanceOf(Error);
  });

  it("tells no id of what was refused", async () => {
    cloud.order({ faults: [{ operation: "create", nth: 1, effect: "fail" }] });
    const error = await failure(aws.create(urn, one));
    expect(error.message).to.equal("simulated AWS: InternalFailure: this create fails by order");
    expect(error).not.to.have.any.keys("id", "properties");
  });

  it("writes no secret down, and gives the engine its own back", async () => {
    const version = urnOf(secretVersion, "one");
    const inputs = { secretId: "arn", secretStringWo: secret("hush"), secretStringWoVersion: 1 };
    const { id, outs } = await aws.create(version, inputs);
    expect(outs).to.deep.include(inputs);
    expect(await aws.diff(id, version, outs, inputs)).to.deep.include({ changes: false });
    expect((await aws.read(id, version, outs)).inputs).to.deep.equal(inputs);
    const news = { ...inputs, secretStringWo: secret("hush hush") };
    expect(await aws.diff(id, version, outs, news)).to.deep.include({ changes: true });
    expect(await aws.update(id, version, outs, news))
      .to.have.property("outs")
      .that.deep.includes(news);
    expect(readFileSync(path, "utf8")).to.include('{"sealed":"').and.not.include("hush");
  });

  it("sees what is in the code of a function, not where it lay, and writes none of it down", async () => {
    const lambda = urnOf("aws:lambda/function:Function", "one");
    const code = (path: string, hash: string) => ({
      [pulumi.runtime.specialSigKey]: pulumi.runtime.specialArchiveSig,
      ...{ path, hash },
    });
    const inputs = { role: "role", code: code("/here/code", "1") };
    const { id, outs } = await aws.create(lambda, inputs);
    expect(outs.code).to.deep.equal(inputs.code);
    expect((await aws.read(id, lambda, outs)).inputs).to.deep.equal(inputs);
    const moved = { ...inputs, code: code("/there/code", "1") };
    expect(await aws.diff(id, lambda, outs, moved)).to.deep.include({ changes: false });
    const edited = { ...inputs, code: code("/here/code", "2") };
    expect(await aws.diff(id, lambda, outs, edited)).to.deep.include({ changes: true, replaces: [] });
    expect(await aws.update(id, lambda, outs, edited))
      .to.have.property("outs")
      .that.deep.includes(edited);
    expect(readFileSync(path, "utf8")).not.to.include("/here/code");
    cloud.tamper(lambda, { code: { sealed: "other" } });
    const { props } = await aws.read(id, lambda, { ...outs, ...edited });
    expect(await aws.diff(id, lambda, props, edited)).to.deep.include({ changes: true });
  });

  it("marks what AWS hands out in secret, whatever is asked", async () => {
    const key = urnOf("aws:apigateway/apiKey:ApiKey", "one");
    cloud.order({ faults: [{ operation: "create", nth: 2, effect: "timeout" }] });
    const { id, outs } = await aws.create(key, { name: "one" });
    const value = secret(`simulated-api-key-${id}`);
    expect(outs.value).to.deep.equal(value);
    expect((await aws.read(id, key, outs)).props.value).to.deep.equal(value);
    expect(await aws.diff(id, key, outs, { name: "one" })).to.deep.include({ changes: false });
    expect(await aws.update(id, key, outs, { name: "two" })).to.deep.equal({
      outs: { ...outs, name: "two" },
    });
    const { properties } = await failure(aws.create(urnOf("aws:apigateway/apiKey:ApiKey", "two"), {}));
    expect((properties as Values).value)
      .to.have.property("value")
      .that.matches(/^simulated-api-key-/);
    const given = { name: "three", value: secret("hush-hush-hush-hush-hush") };
    const third = await aws.create(urnOf("aws:apigateway/apiKey:ApiKey", "three"), given);
    expect(third.outs.value).to.deep.equal(given.value);
  });

  it("spends the time that AWS takes, before anything is done", async () => {
    const spent: (number | string)[] = [];
    const clock = {
      now: () => 42,
      spend: (seconds: number) => {
        spent.push(`${seconds} with ${cloud.resources().length}`);
        return Promise.resolve();
      },
    };
    const slow = functionsOf(cloud, clock);
    const database = urnOf("aws:rds/instance:Instance", "one");
    const { id, outs } = await slow.create(database, { identifier: "one" });
    await slow.read(id, database, outs);
    await slow.diff(id, database, outs, outs);
    await slow.update(id, database, outs, { identifier: "one" });
    await slow.delete(id, database, outs);
    expect(spent).to.deep.equal(["600 with 0", "1 with 1", "1 with 1"]);
    expect(readFileSync(path, "utf8")).to.match(/^\{"made":.*"at":42\}$/m);
  });

  it("answers functions out of the cloud", async () => {
    cloud.parameters.put("/releases/a", "image");
    const token = "aws:ssm/getParametersByPath:getParametersByPath";
    const { outputs } = await aws.invoke(token, { path: "/releases" });
    expect(outputs).to.deep.include({ values: ["image"] });
  });

  it("makes no component but the VPC, and has the version of @pulumi/aws", () => {
    expect(() => aws.construct("one", "awsx:ecs:FargateService", {}, {})).to.throw(
      "simulated AWS: unknown component: awsx:ecs:FargateService",
    );
    const { version } = JSON.parse(readFileSync(require.resolve("@pulumi/aws/package.json"), "utf8")) as {
      version: string;
    };
    expect(aws.version).to.equal(version);
  });
});
