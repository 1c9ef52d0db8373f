import type { ECRClient } from "@aws-sdk/client-ecr";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { architecturesOf } from "../../../automation/deploy/aws/registry";
import { imageFault, type Place, refuseImage, registryIn } from "../../../automation/deploy/imageCheck";
import { OperatorError } from "../../../automation/operatorError";
import { Graph } from "../../../simulator/graph";
import { closeRigs, failure, MemoryWorld, rig } from "../../simulator/api/memoryWorld";

const digest = `sha256:${"1".repeat(64)}`;
const wanted = { module: "planning", digest, architecture: "arm64" };
const { signal } = new AbortController();

const own: Place = { region: "eu-west-1" };
const elsewhere: Place = { account: "444455556666", region: "us-east-1" };

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
      const fault = imageFault(wanted, own, found);
      if (why === undefined) expect(fault).to.equal(undefined);
      else expect(fault).to.match(why);
    });

  for (const [place, asked] of [
    [own, "--region eu-west-1 --repository-name ai-platform/planning"],
    [elsewhere, "--registry-id 444455556666 --region us-east-1 --repository-name ai-platform/planning"],
  ] as const)
    it(`is looked for again where it was looked for: ${asked}`, () => {
      expect(imageFault(wanted, place, undefined)).to.match(
        new RegExp(`What there is: aws ecr describe-images ${asked}$`),
      );
    });
});

describe("the registry that the state names", () => {
  const stack = "organization/ai-platform/shared";
  const config = (shared?: string) => ({
    name: "dev",
    aws: { region: "eu-west-1" },
    ...(shared === undefined ? {} : { shared }),
  });
  const reading = (registry: unknown, name = stack) =>
    new Graph([
      {
        urn: "urn:pulumi:dev::ai-platform::pulumi:pulumi:StackReference::shared",
        type: "pulumi:pulumi:StackReference",
        outputs: { name, outputs: { registry } },
      } as never,
    ]);
  const host = "444455556666.dkr.ecr.us-east-1.amazonaws.com";

  it("is that of the shared stack, or the account's own where the file names none", () => {
    expect(registryIn(reading(host), config(stack))).to.deep.equal(elsewhere);
    expect(registryIn(reading(host), config())).to.deep.equal(own);
  });

  const table: readonly (readonly [what: string, graph: Graph, why: string])[] = [
    [
      "no update has read",
      new Graph([]),
      `dev has not read ${stack} yet. Run: npx ai-platform deploy up dev`,
    ],
    [
      "is not the one that was read",
      reading(host, "organization/ai-platform/other"),
      `dev has not read ${stack} yet. Run: npx ai-platform deploy up dev`,
    ],
    [
      "says something else",
      reading("docker.io"),
      `the output registry of ${stack} is not the host of a registry in ECR; got "docker.io". Let ai-platform:shared name the shared stack.`,
    ],
  ];
  for (const [what, graph, why] of table)
    it(`is none where the shared stack ${what}`, () => {
      expect(() => registryIn(graph, config(stack)))
        .to.throw(OperatorError)
        .with.property("message", why);
    });
});

describe("the registry", () => {
  after(closeRigs);
  const asked = async (world: MemoryWorld, registryId?: string) => {
    const { ecr } = await rig(world);
    const place = registryId === undefined ? own : { account: registryId, region: "us-east-1" };
    return failure(refuseImage({ ecr }, place, wanted, signal)).catch(() => undefined);
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
