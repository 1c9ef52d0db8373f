import {
  DeleteParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  paginateGetParameterHistory,
  paginateGetParametersByPath,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { account, closeRigs, failure, MemoryWorld, region, rig } from "./memoryWorld";

describe("the double of SSM", () => {
  after(closeRigs);

  let world: MemoryWorld;
  let ssm: SSMClient;
  beforeEach(async () => {
    world = new MemoryWorld();
    ({ ssm } = await rig(world));
  });

  it("gives a parameter in its newest version", async () => {
    world.parameters.put("/p/a", "old");
    world.parameters.put("/p/a", "new");
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/p/a", WithDecryption: true }));
    expect(Parameter).to.deep.include({
      ARN: `arn:aws:ssm:${region}:${account}:parameter/p/a`,
      LastModifiedDate: new Date(1_700_000_002_000),
      Name: "/p/a",
      Type: "String",
      Value: "new",
      Version: 2,
    });
  });

  it("knows no parameter that was never put", async () => {
    expect(await failure(ssm.send(new GetParameterCommand({ Name: "/p/a" })))).to.be.instanceOf(
      ParameterNotFound,
    );
    const history = ssm.send(new GetParameterHistoryCommand({ Name: "/p/a" }));
    expect(await failure(history)).to.be.instanceOf(ParameterNotFound);
  });

  it("pages through a history", async () => {
    for (const value of ["1", "2", "3", "4", "5"]) world.parameters.put("/p/a", value);
    const pages: unknown[] = [];
    for await (const page of paginateGetParameterHistory({ client: ssm, pageSize: 2 }, { Name: "/p/a" }))
      pages.push(page.Parameters?.map(({ Value, Version }) => [Value, Version]));
    expect(pages).to.deep.equal([
      [
        ["1", 1],
        ["2", 2],
      ],
      [
        ["3", 3],
        ["4", 4],
      ],
      [["5", 5]],
    ]);
  });

  it("refuses a page that it never offered, and pages that AWS finds too large", async () => {
    world.parameters.put("/p/a", "1");
    for (const input of [{ NextToken: "2" }, { MaxResults: 51 }]) {
      const error = await failure(ssm.send(new GetParameterHistoryCommand({ Name: "/p/a", ...input })));
      expect(error.name).to.equal("NotSimulatedException");
    }
  });

  it("puts a new parameter, and overwrites only when told to", async () => {
    const put = (input: object) =>
      ssm.send(new PutParameterCommand({ Name: "/p/a", Value: "1", Type: "String", ...input }));
    expect(await put({})).to.include({ Tier: "Standard", Version: 1 });
    expect(await failure(put({ Value: "2", Overwrite: false }))).to.be.instanceOf(ParameterAlreadyExists);
    expect(world.parameters.history("/p/a")).to.have.length(1);
    expect(await put({ Value: "2", Overwrite: true, Type: undefined })).to.include({ Version: 2 });
    expect(world.parameters.history("/p/a").map(({ value }) => value)).to.deep.equal(["1", "2"]);
  });

  it("refuses what AWS would not store, and what it does not model itself", async () => {
    const put = async (input: object) =>
      (await failure(ssm.send(new PutParameterCommand({ Name: "/p/a", Value: "1", ...input })))).name;
    expect(await put({})).to.equal("ValidationException");
    expect(await put({ Type: "String", Value: "" })).to.equal("ValidationException");
    expect(await put({ Type: "String", Value: "x".repeat(4097) })).to.equal("ValidationException");
    expect(await put({ Type: "SecureString" })).to.equal("NotSimulatedException");
    expect(await put({ Type: "String", Tags: [] })).to.equal("NotSimulatedException");
    expect(await put({ Type: "String", Name: "/p/a:1" })).to.equal("NotSimulatedException");
    expect(world.parameters.names()).to.deep.equal([]);
  });

  it("lists what is right below a path, or all below it, in pages of ten", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `/p/releases/m${String(index).padStart(2, "0")}`);
    for (const name of [...names, "/p/releases/m00/deep", "/p/releasesnot", "/p/releases"])
      world.parameters.put(name, "1");
    const list = async (Recursive: boolean) => {
      const pages: (string | undefined)[][] = [];
      const input = { Path: "/p/releases", Recursive };
      for await (const page of paginateGetParametersByPath({ client: ssm }, input))
        pages.push((page.Parameters ?? []).map(({ Name }) => Name));
      return pages;
    };
    expect((await list(false)).map(({ length }) => length)).to.deep.equal([10, 2]);
    expect((await list(false)).flat()).to.deep.equal(names);
    expect((await list(true)).flat())
      .to.include("/p/releases/m00/deep")
      .and.to.have.length(13);
  });

  it("deletes what is there with its history, and names what is not", async () => {
    for (const value of ["1", "2"]) world.parameters.put("/p/a", value);
    const answer = await ssm.send(new DeleteParametersCommand({ Names: ["/p/a", "/p/b"] }));
    expect(answer).to.deep.include({ DeletedParameters: ["/p/a"], InvalidParameters: ["/p/b"] });
    expect(world.parameters.names()).to.deep.equal([]);
    const put = new PutParameterCommand({ Name: "/p/a", Value: "3", Type: "String" });
    expect(await ssm.send(put)).to.include({ Version: 1 });
  });

  it("lists nothing below a path that is not there", async () => {
    const answer = await ssm.send(new GetParametersByPathCommand({ Path: "/nowhere/" }));
    expect(answer.Parameters).to.deep.equal([]);
    expect(answer.NextToken).to.equal(undefined);
  });
});
