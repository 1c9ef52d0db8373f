import { expect } from "chai";
import type { ServiceResult } from "../../../automation/deploy/aws/services";
import type { Verdict } from "../../../automation/deploy/aws/verdict";
import { type Seen, settle, type Settlement, settlement } from "../../../automation/deploy/settle";
import type { ApiOptions } from "../../../simulator/api/server";
import {
  closeRigs,
  dummyCredentials,
  MemoryWorld,
  region,
  rig,
  taskDefinition,
  withEnvironment,
} from "../../simulator/api/memoryWorld";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const image = (digit: string) =>
  `111122223333.dkr.ecr.${region}.amazonaws.com/ai-platform/planning@${digest(digit)}`;
const released = "/ai-platform/dev/releases/planning";
const good = "/ai-platform/dev/good-releases/planning";

describe("what becomes of a release", () => {
  const bad = { verdict: "rolledBack", given: "b", running: "a", named: "b" } as const;
  const table: readonly (readonly [what: string, seen: Seen, settlement: Settlement])[] = [
    [
      "is noted, when ECS runs it",
      { verdict: "good", given: "a", running: undefined, named: undefined },
      { act: "note", digest: "a" },
    ],
    [
      "is nothing to note, while the bootstrap image runs",
      { verdict: "good", given: undefined, running: undefined, named: undefined },
      { act: "nothing" },
    ],
    ["is taken back to what runs", bad, { act: "nameAgain", digest: "a", failed: "b" }],
    [
      "is taken back to no release, when the bootstrap image runs",
      { ...bad, running: undefined },
      { act: "nameAgain", digest: undefined, failed: "b" },
    ],
    [
      "is left to whoever named another one meanwhile",
      { ...bad, named: "c" },
      { act: "leave", digest: "c", failed: "b" },
    ],
    [
      "is left to a later update, which named another one",
      { ...bad, verdict: "overtaken", running: "c", named: "c" },
      { act: "leave", digest: "c", failed: "b" },
    ],
    [
      "is nothing to say, when a later update runs the same image",
      { ...bad, verdict: "overtaken", running: "b" },
      { act: "nothing" },
    ],
    ["stays, when the same image runs as before", { ...bad, running: "b" }, { act: "nothing" }],
    ...(["waiting", "paused", "missing", "failed"] as const).map(
      (verdict) =>
        [`stays as it is while it is ${verdict}`, { ...bad, verdict }, { act: "nothing" }] as const,
    ),
  ];
  for (const [what, seen, expected] of table)
    it(what, () => {
      expect(settlement(seen)).to.deep.equal(expected);
    });
});

describe("settling releases", () => {
  after(closeRigs);
  let world: MemoryWorld;
  const [before, next] = [taskDefinition("planning", 6), taskDefinition("planning", 7)] as const;
  beforeEach(() => {
    world = new MemoryWorld();
    world.images.set(before, image("a"));
    world.images.set(next, image("b"));
    world.parameters.put(released, digest("b"));
  });

  async function settled(verdict?: Verdict, api: ApiOptions = {}, module = "planning") {
    const { api: served } = await rig(world, api);
    const variables = {
      AWS_ENDPOINT_URL: served.url,
      AWS_ACCESS_KEY_ID: dummyCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: dummyCredentials.secretAccessKey,
    };
    const asked = { label: module, cluster: "c", service: "s", taskDefinition: next };
    const broken: ServiceResult[] =
      verdict === undefined ? [] : [{ ...asked, verdict, events: [], stoppedTasks: [] }];
    return withEnvironment(variables, () =>
      settle({ name: "dev", aws: { region } }, [{ module, taskDefinition: next }], broken),
    );
  }
  const back: Verdict = { state: "rolledBack", running: before, reason: "" };
  const named = (parameter = released) => world.parameters.history(parameter).map(({ value }) => value);

  it("notes what ECS runs, and says which it is", async () => {
    expect(await settled()).to.deep.equal({ errors: [], releases: { planning: digest("b") } });
    expect(named(good)).to.deep.equal([digest("b")]);
    expect(named()).to.deep.equal([digest("b")]);
  });

  it("names again what ECS went back to", async () => {
    const { errors } = await settled(back);
    expect(errors).to.deep.equal([
      `planning: ${digest("a")} is named again, so that no update tries ${digest("b")}.`,
    ]);
    expect(named()).to.deep.equal([digest("b"), digest("a")]);
    expect(named(good)).to.deep.equal([]);
  });

  it("names nothing when ECS went back to the bootstrap image", async () => {
    world.images.set(before, "public.ecr.aws/docker/library/python:3.13-alpine");
    expect((await settled(back)).errors[0]).to.contain("the bootstrap image is named again");
    expect(named()).to.deep.equal([]);
  });

  it("leaves what somebody named meanwhile", async () => {
    world.parameters.put(released, digest("c"));
    expect((await settled(back)).errors[0]).to.contain(`${digest("c")} was named after ${digest("b")}`);
    expect(named().at(-1)).to.equal(digest("c"));
  });

  it("takes the image of another repository for none of the module's", async () => {
    world.images.set(next, image("b").replace("/ai-platform/", "/my-ai-platform/"));
    expect((await settled()).releases).to.deep.equal({});
  });

  it("tells what it could not write down, and goes on", async () => {
    const refuse = { PutParameter: { type: "AccessDeniedException", message: "no" } };
    const { errors, releases } = await settled(undefined, { refuse });
    expect(errors[0]).to.match(/^planning: what became of its release could not be written down: /);
    expect(releases).to.deep.equal({ planning: digest("b") });
  });
});
