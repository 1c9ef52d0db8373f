import { expect } from "chai";
import { getEventListeners } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CommandError,
  ConcurrentUpdateError,
  type EngineEvent,
  type OpType,
  type Stack,
  type UpOptions,
} from "@pulumi/pulumi/automation";
import { operate, type OperationOptions } from "../../../automation/engine/operation";
import { resourceText } from "../../../automation/engine/steps";
import { stackHolding, stackRunBy } from "../deploy/given";

const urn = (type: string, name: string) =>
  `urn:pulumi:dev::ai-platform::ai-platform:data:DataTier$${type}::${name}`;
const bucket = "aws:s3/bucket:Bucket";

/** Errors of the Automation API have constructors of its own. */
function engineError(kind: typeof CommandError, message: string): Error {
  const error = Object.create(kind.prototype) as Error;
  error.message = message;
  return error;
}

const metadata = (op: OpType, name: string, more: object = {}) => ({
  op,
  urn: urn(bucket, name),
  type: bucket,
  provider: "urn:pulumi:dev::ai-platform::pulumi:providers:aws::default::1",
  ...more,
});
const event = (part: object) => ({ sequence: 0, timestamp: 0, ...part }) as EngineEvent;
const before = (op: OpType, name: string) => event({ resourcePreEvent: { metadata: metadata(op, name) } });
const after = (op: OpType, name: string, more?: object) =>
  event({ resOutputsEvent: { metadata: metadata(op, name, more) } });
const diagnostic = (message: string, more: object = {}) =>
  event({ diagnosticEvent: { message, severity: "error", color: "never", ...more } });

type Act = (options: UpOptions & { signal: AbortSignal; target?: string[] }) => unknown;

/** One operation on an engine that does what the test says. */
function run(act: Act, options: Partial<OperationOptions> = {}) {
  const up = (given: never) => Promise.resolve(given).then(act);
  const stack = { up } as unknown as Stack;
  return operate(stack, "up", { deadline: 20_000, ...options });
}
const tell =
  (...events: readonly EngineEvent[]): Act =>
  ({ onEvent }) => {
    events.forEach((each) => onEvent!(each));
  };

/** As the Automation API does it: it listens once the engine is started. */
const untilAborted = ({ signal }: { signal: AbortSignal }, times = 1) =>
  new Promise<void>((_, reject) => {
    let heard = 0;
    signal.addEventListener("abort", () => {
      if (++heard === times) reject(engineError(CommandError, "signal: interrupt"));
    });
  });

describe("an operation of the engine", () => {
  it("tells what was done, sorted, and counts what stays", async () => {
    const outcome = await run(
      tell(
        after("update", "z"),
        after("same", "kept"),
        after("same", "kept"),
        after("read", "read"),
        after("same", "component", { provider: "" }),
        after("create", "a"),
        event({ resOutputsEvent: { metadata: metadata("create", "p", { type: "pulumi:providers:aws" }) } }),
        event({ summaryEvent: { resourceChanges: { create: 2, same: 3 } } }),
      ),
    );
    expect(outcome).to.deep.include({
      kind: "up",
      ending: "succeeded",
      unchanged: 2,
      errors: [],
      output: "",
    });
    expect(outcome.counts).to.deep.equal({ create: 2, same: 3 });
    expect(outcome.steps.map(({ op, urn, real }) => [op, resourceText(urn), real])).to.deep.equal([
      ["create", `${bucket} a`, true],
      ["create", `${bucket} p`, false],
      ["update", `${bucket} z`, true],
    ]);
  });

  it("keeps the steps of a replacement apart, and a step told twice once", async () => {
    const ops = ["create-replacement", "replace", "delete-replaced", "replace"] as const;
    const { steps } = await run(tell(...ops.map((op) => after(op, "a"))));
    expect(steps.map(({ op }) => op)).to.deep.equal(["create-replacement", "delete-replaced", "replace"]);
  });

  it("names the top-level properties that differ, from whatever the engine tells", async () => {
    const changed = async (more: object) => (await run(tell(after("update", "a", more)))).steps[0]!.changed;
    expect(await changed({ diffs: ["tags", "cpu"] })).to.deep.equal(["cpu", "tags"]);
    expect(
      await changed({ detailedDiff: { "tags.owner": {}, "rules[0].port": {}, "rules[1]": {} } }),
    ).to.deep.equal(["rules", "tags"]);
    expect(
      await changed({
        old: { inputs: { same: { a: 1 }, gone: 1, other: [1] } },
        new: { inputs: { same: { a: 1 }, came: 1, other: [2] } },
      }),
    ).to.deep.equal(["came", "gone", "other"]);
    expect(await changed({ old: null, new: null })).to.deep.equal([]);
  });

  it("tells whoever watches of every step", async () => {
    const told: string[] = [];
    const watch = {
      started: ({ op, urn }: { op: string; urn: string }) => told.push(`> ${op} ${resourceText(urn)}`),
      finished: ({ op, urn }: { op: string; urn: string }) => told.push(`< ${op} ${resourceText(urn)}`),
      failed: ({ op, urn }: { op: string; urn: string }) => told.push(`! ${op} ${resourceText(urn)}`),
    };
    await run(tell(before("create", "a"), before("same", "b"), after("same", "b"), after("create", "a")), {
      watch,
    });
    expect(told).to.deep.equal([
      `> create ${bucket} a`,
      `> same ${bucket} b`,
      `< same ${bucket} b`,
      `< create ${bucket} a`,
    ]);
  });

  it("tells each error once, with its resource and without what only follows from it", async () => {
    const fail = engineError(CommandError, "code: 255");
    const { ending, errors } = await run((options) => {
      tell(
        diagnostic("<{%reset%}>1 error occurred:\n\t* AccessDenied: s3\n\n<{%reset%}>", {
          urn: urn(bucket, "a"),
        }),
        diagnostic("AccessDenied: s3\n", { urn: urn(bucket, "a") }),
        ...["update failed", "Preview failed", "  "].map((text) => diagnostic(text)),
        diagnostic("rpc error: resource monitor shut down while waiting"),
        diagnostic("Unhandled exception: Error: refused"),
        diagnostic('error serializing property "a": error serializing property "b": refused'),
        diagnostic("no resource"),
        diagnostic("empty", { urn: "" }),
        diagnostic("only a warning", { severity: "warning" }),
      )(options);
      throw fail;
    });
    expect(ending).to.equal("failed");
    expect(errors).to.deep.equal([`${bucket} a: AccessDenied: s3`, "refused", "no resource", "empty"]);
  });

  it("keeps what the engine says, or its error when it said nothing", async () => {
    const fail = (said: boolean) =>
      run(({ onOutput, onError }) => {
        if (said) {
          onOutput!("one\n");
          onError!("error: two\n");
        }
        throw engineError(CommandError, "what was thrown");
      });
    expect(await fail(true)).to.deep.include({ ending: "failed", errors: [], output: "one\nerror: two\n" });
    expect((await fail(false)).output).to.equal("what was thrown");
  });

  it("knows a stack that somebody else holds", async () => {
    const outcome = await run(() => {
      throw engineError(ConcurrentUpdateError, "the stack is currently locked by 1 lock(s)");
    });
    expect(outcome.ending).to.equal("locked");
  });

  it("hands over targets and the number of operations at a time, and nothing where there is none", async () => {
    const given: unknown[] = [];
    const keep: Act = ({ target, parallel, color, ...rest }) =>
      given.push([target, parallel, color, "target" in rest]);
    await run(keep, { target: ["urn:a"], parallel: 3 });
    await run((options) => given.push(Object.keys(options)));
    expect(given[0]).to.deep.equal([["urn:a"], 3, "never", false]);
    expect(given[1]).to.not.include.members(["target"]).and.not.include.members(["parallel"]);
  });
});

describe("the end of an operation", () => {
  it("comes at the deadline", async () => {
    expect((await run(untilAborted, { deadline: 20 })).ending).to.equal("deadline");
  });

  it("comes when somebody else wants it", async () => {
    const controller = new AbortController();
    const ended = run(untilAborted, { signal: controller.signal });
    controller.abort();
    expect((await ended).ending).to.equal("deadline");
  });

  it("is not missed by an engine that starts late", async () => {
    const late: Act = async (options) => {
      await sleep(60);
      await untilAborted(options);
    };
    expect((await run(late, { deadline: 20 })).ending).to.equal("deadline");
  });

  it("is asked for once, for the second time means at once", async () => {
    let heard = 0;
    const controller = new AbortController();
    const patient: Act = async ({ signal }) => {
      signal.addEventListener("abort", () => heard++);
      controller.abort();
      await sleep(60);
      throw engineError(CommandError, "signal: interrupt");
    };
    await run(patient, { deadline: 20, signal: controller.signal });
    expect(heard).to.equal(1);
  });

  it("is asked for once more half a minute after the deadline, and enforced after another", async () => {
    const timers: { readonly act: () => void; readonly after: number }[] = [];
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((act: () => void, after: number) => {
      timers.push({ act, after });
    }) as unknown as typeof setTimeout;
    let heard = 0;
    const stubborn: Act = ({ signal }) => {
      signal.addEventListener("abort", () => heard++);
      return untilAborted({ signal }, 2);
    };
    const ended = run(stubborn, { deadline: 1000 });
    globalThis.setTimeout = real;
    await sleep(0);
    expect(timers.map(({ after }) => after)).to.deep.equal([1000, 31_000, 61_000]);
    // The third would end all processes below this one.
    for (const [index, { act }] of timers.slice(0, 2).entries()) {
      act();
      expect(heard).to.equal(index + 1);
    }
    expect((await ended).ending).to.equal("deadline");
  });

  for (const [when, options] of [
    ["the time is up", { deadline: 0 }],
    ["somebody wants the end", { signal: AbortSignal.abort() }],
  ] as const)
    it(`comes before the beginning when ${when} already`, async () => {
      const act = () => expect.fail("the engine was started");
      expect(await run(act, options)).to.deep.include({ ending: "deadline", steps: [], errors: [] });
    });

  it("is a success when the engine was faster", async () => {
    const controller = new AbortController();
    const quick: Act = () => {
      controller.abort();
    };
    expect((await run(quick, { signal: controller.signal })).ending).to.equal("succeeded");
  });

  it("leaves no timer, which would keep the process, and no listener with whoever wants its end", async () => {
    const { signal } = new AbortController();
    const cleared: unknown[] = [];
    const real = globalThis.clearTimeout;
    globalThis.clearTimeout = (timer) => {
      cleared.push(timer);
      real(timer);
    };
    await run(() => undefined, { signal });
    globalThis.clearTimeout = real;
    expect(new Set(cleared).size).to.equal(3);
    expect(getEventListeners(signal, "abort")).to.deep.equal([]);
  });
});

describe("a destroy", () => {
  let folder: string;
  let destroyed: number;
  const engine = {
    destroy: () => {
      destroyed++;
      return Promise.resolve();
    },
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "destroy-"));
    destroyed = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const destroy = (stack: Stack) => operate(stack, "destroy", { deadline: 20_000 });

  it("does not begin while anything is protected, for the engine would delete all else first", async () => {
    const resources = [
      { urn: urn("t", "z"), protect: true },
      { urn: urn("t", "loose"), protect: false },
      { urn: urn("s", "a"), protect: true },
      { urn: urn("t", "bare") },
    ];
    expect(await destroy(stackHolding(folder, { resources }, engine))).to.deep.include({
      kind: "destroy",
      ending: "failed",
      steps: [],
      errors: [
        ...["s a", "t z"].map((name) => `${name}: it is protected, so nothing of prod was deleted`),
        "If all of it is to go: say data.deletion: disposable in the stack file (in that of the shared stack, delivery.deletion), run up, then destroy.",
      ],
    });
    expect(destroyed).to.equal(0);
  });

  it("does not begin when nobody can say what is protected, and says why, once", async () => {
    const script = "for i in 1 2; do echo error: no such bucket >&2; done; exit 255";
    const { ending, errors } = await destroy(stackRunBy(folder, script, engine));
    expect(ending).to.equal("failed");
    expect(errors).to.deep.equal(["error: no such bucket"]);
    expect(destroyed).to.equal(0);
  });

  it("begins when nothing is", async () => {
    const resources = [{ urn: urn("t", "loose") }];
    expect((await destroy(stackHolding(folder, { resources }, engine))).ending).to.equal("succeeded");
    expect(destroyed).to.equal(1);
  });
});

describe("the name of a resource", () => {
  it("is its type without its parents' and its name, which may hold anything", () => {
    expect(resourceText(urn(bucket, "a::b"))).to.equal(`${bucket} a::b`);
    expect(resourceText("urn:pulumi:dev::ai-platform::aws:s3/bucket:Bucket::a")).to.equal(`${bucket} a`);
  });
});
