import * as pulumi from "@pulumi/pulumi";
import { Topic, TopicSubscription } from "@pulumi/aws/sns";
import { expect } from "chai";
import { simulatedAws } from "../../simulator/aws";
import { record, type Recording } from "../../simulator/record";
import { account, valueOf } from "../support/fixtures";
import { only, region, run } from "../support/harness";
import { delivery } from "./delivery";

const options = { project: "ai-platform", stack: "test" };

describe("the shared stack of simulated AWS", () => {
  let recorded: Recording<ReturnType<typeof delivery>>;
  before(async () => {
    recorded = await record(simulatedAws({ region }), options, delivery);
  });
  const ask = async <T>(what: (made: ReturnType<typeof delivery>) => pulumi.Output<T>) =>
    valueOf(what(recorded.result));

  it("says where images of a repository go", async () => {
    expect(await ask(({ repository }) => repository.repositoryUrl)).to.equal(
      `${account}.dkr.ecr.${region}.amazonaws.com/ai-platform/one`,
    );
    expect(await ask(({ repository }) => repository.registryId)).to.equal(account);
    for (const type of ["lifecyclePolicy:LifecyclePolicy", "repositoryPolicy:RepositoryPolicy"])
      expect(only(recorded.graph, `aws:ecr/${type}`).outputs.id).to.equal("ai-platform/one");
  });

  it("waits for the person who makes the handshake", async () => {
    expect(await ask(({ connection }) => connection.connectionStatus)).to.equal("PENDING");
    expect(await ask(({ connection }) => connection.name)).to.match(/^source-[0-9a-f]{7}$/);
  });

  it("knows an issuer of tokens by its host", async () => {
    expect(await ask(({ site }) => site.arn)).to.equal(
      `arn:aws:iam::${account}:oidc-provider/site.example.com`,
    );
  });

  it("names a pipeline by its name and a build by its ARN", async () => {
    const name = await ask(({ pipeline }) => pipeline.name);
    expect(await ask(({ pipeline }) => pipeline.id)).to.equal(name);
    expect(await ask(({ pipeline }) => pipeline.arn)).to.equal(
      `arn:aws:codepipeline:${region}:${account}:${name}`,
    );
    const arn = `arn:aws:codebuild:${region}:${account}:project/${await ask(({ build }) => build.name)}`;
    expect(await ask(({ build }) => build.id)).to.equal(arn);
  });

  it("asks for a confirmation where anybody's address may stand", async () => {
    const pending = async (protocol: string) => {
      const topic = (): TopicSubscription =>
        new TopicSubscription("one", {
          topic: new Topic("one", { fifoTopic: true }).arn,
          ...{ protocol, endpoint: "one" },
        });
      const { result, graph } = await record(simulatedAws({ region }), options, topic);
      expect(only(graph, "aws:sns/topic:Topic").outputs.name).to.match(/^one-[0-9a-f]{7}\.fifo$/);
      return valueOf(result.pendingConfirmation);
    };
    expect([await pending("email"), await pending("https"), await pending("sqs")]).to.deep.equal([
      ...[true, true],
      false,
    ]);
  });
});

describe("another stack of simulated AWS", () => {
  const shared = "organization/ai-platform/shared";
  const read = async (preview: boolean) => {
    let host: pulumi.Output<unknown> | undefined;
    const graph = await run(() => (host = new pulumi.StackReference(shared).requireOutput("registry")), {
      preview,
    });
    return { host: await valueOf(host!), graph };
  };

  for (const preview of [false, true])
    it(`has made-up outputs, of another account (${preview ? "preview" : "update"})`, async () => {
      const { host, graph } = await read(preview);
      expect(host).to.equal(`111122223333.dkr.ecr.${region}.amazonaws.com`);
      expect(graph.nodes).to.deep.equal([]);
    });

  it("lacks what the shared stack does not give", async () => {
    let error: unknown;
    await run(() => new pulumi.StackReference(shared).requireOutput("token")).catch((thrown: unknown) => {
      error = thrown;
    });
    expect((error as Error).message).to.include(`'token' does not exist on stack '${shared}'`);
  });
});
