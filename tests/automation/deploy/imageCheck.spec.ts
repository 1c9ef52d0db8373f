import type { ECRClient } from "@aws-sdk/client-ecr";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { architecturesOf } from "../../../automation/deploy/aws/registry";
import { imageFault, refuseImage } from "../../../automation/deploy/imageCheck";
import { OperatorError } from "../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../simulator/api/memoryWorld";

const digest = `sha256:${"1".repeat(64)}`;
const wanted = { module: "planning", digest, architecture: "arm64" };
const { signal } = new AbortController();

describe("an image that is to be released", () => {
  const table: readonly (readonly [
    what: string,
    found: readonly string[] | undefined,
    why: RegExp | undefined,
  ])[] = [
    ["is good for the module's processor", ["arm64"], undefined],
    ["is good for several, with the module's among them", ["x86_64", "arm64"], undefined],
    ["is taken as it is, where it says nothing", [], undefined],
    [
      "must be in the module's repository",
      undefined,
      /^ai-platform\/planning has no image sha256:1+: .+ aws ecr /,
    ],
    [
      "must be for the module's processor",
      ["x86_64"],
      /is for x86_64, and planning runs on arm64\. Build it for arm64/,
    ],
  ];
  for (const [what, found, why] of table)
    it(what, () => {
      const fault = imageFault(wanted, found);
      if (why === undefined) expect(fault).to.equal(undefined);
      else expect(fault).to.match(why);
    });
});

describe("the registry", () => {
  after(closeRigs);
  const asked = async (world: MemoryWorld, registryId?: string) => {
    const { ecr } = await rig(world);
    const registry = registryId === undefined ? undefined : { account: registryId, region: "us-east-1" };
    return failure(refuseImage({ ecr }, registry, wanted, signal)).catch(() => undefined);
  };

  it("has the image, in the account or in that of the shared stack", async () => {
    const world = new MemoryWorld();
    world.pushed.set(`ai-platform/planning@${digest}`, ["amd64", "arm64"]);
    for (const account of [undefined, "444455556666"])
      expect(await asked(world, account)).to.equal(undefined);
  });

  it("has it in another module's repository only", async () => {
    const world = new MemoryWorld();
    world.pushed.set(`ai-platform/support@${digest}`, ["arm64"]);
    expect(await asked(world)).to.be.instanceOf(OperatorError);
  });

  it("has it for another processor only", async () => {
    const world = new MemoryWorld();
    world.pushed.set(`ai-platform/planning@${digest}`, ["amd64"]);
    expect(String(await asked(world))).to.contain("is for x86_64");
  });

  it("says of an image by itself in the image's own settings what it is for", async () => {
    const settings = createServer((_request, response) =>
      response.end('{"architecture":"amd64","os":"linux"}'),
    );
    await new Promise<void>((resolve) => settings.listen(0, "127.0.0.1", resolve));
    const downloadUrl = `http://127.0.0.1:${(settings.address() as AddressInfo).port}/`;
    const imageManifest = JSON.stringify({ config: { digest: "sha256:2" }, layers: [] });
    const answers = [{ images: [{ imageManifest }] }, { downloadUrl }];
    const client = { send: () => Promise.resolve(answers.shift()) } as unknown as ECRClient;
    const place = { repositoryName: "ai-platform/planning" };
    expect(await architecturesOf(client, place, digest, signal)).to.deep.equal(["x86_64"]);
    settings.close();
  });
});
