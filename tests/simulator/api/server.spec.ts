import { connect } from "node:net";
import { DeleteParameterCommand, DescribeParametersCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import { DescribeServicesCommand, ListClustersCommand } from "@aws-sdk/client-ecs";
import { expect } from "chai";
import type { ApiWorld } from "../../../simulator/api/world";
import { closeRigs, cluster, failure, MemoryWorld, rig } from "./memoryWorld";

const signed =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/ap-northeast-2/ssm/aws4_request, SignedHeaders=host, Signature=0";

describe("the double of the AWS API", () => {
  after(closeRigs);

  async function answer(headers: Record<string, string>, body = "{}", world: ApiWorld = new MemoryWorld()) {
    const { api } = await rig(world);
    const response = await fetch(api.url, {
      method: "POST",
      headers: {
        authorization: signed,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonSSM.GetParametersByPath",
        ...headers,
      },
      body,
      signal: AbortSignal.timeout(5000),
    });
    const text = await response.text();
    return { response, text, type: (JSON.parse(text) as { __type?: string }).__type };
  }

  it("answers as what it is, and not as AWS, in good and in bad", async () => {
    const broken = new MemoryWorld();
    broken.parameters.names = () => {
      throw new Error("out of order");
    };
    const path = JSON.stringify({ Path: "/" });
    for (const { response, type, status, expected } of [
      { ...(await answer({}, path)), status: 200, expected: undefined },
      { ...(await answer({}, "{")), status: 400, expected: "SerializationException" },
      { ...(await answer({}, path, broken)), status: 500, expected: "InternalFailure" },
    ]) {
      expect(response.status, expected).to.equal(status);
      expect(type).to.equal(expected);
      expect(response.headers.get("server")).to.equal("simulated-aws");
    }
  });

  it("says so to what is not even HTTP", async () => {
    const { api } = await rig(new MemoryWorld());
    const text = await new Promise<string>((resolve, reject) => {
      let got = "";
      const socket = connect(Number(new URL(api.url).port), "127.0.0.1", () =>
        socket.write("nonsense\r\n\r\n"),
      );
      socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
      socket.on("data", (chunk) => (got += chunk.toString()));
      socket.on("end", () => resolve(got));
      socket.on("error", reject);
    });
    expect(text)
      .to.match(/^HTTP\/1\.1 400 /)
      .and.to.contain("server: simulated-aws");
  });

  it("is reachable from this machine only", async () => {
    const { api } = await rig(new MemoryWorld());
    expect(api.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("refuses an operation that it does not model", async () => {
    const { ecs, ssm } = await rig(new MemoryWorld());
    const deletes = await failure(ssm.send(new DeleteParameterCommand({ Name: "/a" })));
    expect(deletes).to.include({ name: "UnknownOperationException" });
    expect(deletes.message).to.contain("does not know the operation AmazonSSM.DeleteParameter");
    expect((await failure(ssm.send(new DescribeParametersCommand({})))).name).to.equal(
      "UnknownOperationException",
    );
    expect((await failure(ecs.send(new ListClustersCommand({})))).name).to.equal("UnknownOperationException");
    expect((await answer({ "x-amz-target": "AmazonSSM.constructor" })).type).to.equal(
      "UnknownOperationException",
    );
    expect((await answer({ "x-amz-target": "toString.GetParameter" })).type).to.equal(
      "UnknownOperationException",
    );
  });

  it("refuses an input that it does not model, rather than ignore it", async () => {
    const { ecs } = await rig(new MemoryWorld());
    const error = await failure(
      ecs.send(new DescribeServicesCommand({ cluster, services: ["planning"], include: ["TAGS"] })),
    );
    expect(error.name).to.equal("NotSimulatedException");
    expect(error.message).to.contain("include");
  });

  it("refuses another protocol", async () => {
    const { type, text } = await answer({ "content-type": "application/cbor" });
    expect(type).to.equal("UnknownOperationException");
    expect(text).to.contain("application/x-amz-json-1.1 by POST to / only; got application/cbor");
  });

  it("refuses who signed for another region or service, or not at all", async () => {
    const { ssm } = await rig(new MemoryWorld(), {}, "us-east-1");
    const error = await failure(ssm.send(new GetParameterCommand({ Name: "/a" })));
    expect(error.name).to.equal("InvalidSignatureException");
    expect(error.message).to.contain("scoped to ap-northeast-2 and ssm, not to us-east-1");
    const wrongService = await answer({ authorization: signed.replace("/ssm/", "/ecs/") });
    expect(wrongService.type).to.equal("InvalidSignatureException");
    expect((await answer({ authorization: "Basic eDp5" })).type).to.equal(
      "MissingAuthenticationTokenException",
    );
  });

  it("throttles as many calls as it is told, which the SDK gets over", async () => {
    const world = new MemoryWorld();
    world.parameters.put("/a", "1");
    const { ssm, calls } = await rig(world, { throttle: 1 });
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/a" }));
    expect(Parameter?.Value).to.equal("1");
    expect(calls).to.have.length(2);
  });

  it("fails as it is told, by operation", async () => {
    const world = new MemoryWorld();
    const refuse = { GetParameter: { type: "AccessDeniedException", message: "not for you" } };
    const { ssm, calls } = await rig(world, { refuse });
    const error = await failure(ssm.send(new GetParameterCommand({ Name: "/a" })));
    expect(error).to.include({ name: "AccessDeniedException", message: "not for you" });
    expect(calls).to.have.length(1);
  });

  it("closes also while a client is still sending", async () => {
    const { api } = await rig(new MemoryWorld());
    const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    await new Promise((resolve) =>
      socket.write("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{", resolve),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await api.close();
    await failure(fetch(api.url, { signal: AbortSignal.timeout(5000) }));
  });
});
