import { expect } from "chai";
import { filterPattern, newEvents, type Seen } from "../../../automation/operate/logLines";
import { logs, type LogsOptions, logsNote } from "../../../automation/operate/logs";
import { OperatorError } from "../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../simulator/api/memoryWorld";
import { moduleOf } from "./targets";

const group = "/ai-platform/dev/modules/planning";
const now = 1_700_000_000_000;
const event = (id: string, time: number, message = id) => ({
  id,
  stream: "app/app/0123456789abcdef",
  time: now + time,
  message,
});

describe("logs", () => {
  after(closeRigs);
  let world: MemoryWorld;
  beforeEach(() => {
    world = new MemoryWorld();
  });

  async function read(options: Partial<LogsOptions>, until?: (lines: string[], end: () => void) => void) {
    const { logs: client, calls } = await rig(world);
    const end = new AbortController();
    const lines: string[] = [];
    const write = (text: string) => {
      lines.push(text);
      until?.(lines, () => {
        end.abort();
      });
    };
    const run = { write, now: () => now, signal: end.signal, pause: 1 };
    await logs(client, moduleOf("planning"), { since: 60_000, ...options }, run);
    return { lines, calls };
  }

  it("writes every page of the lines since then, oldest first", async () => {
    const young = Array.from({ length: 9 }, (_, at) => event(`line ${at}`, -9000 + at * 1000));
    world.observed.logs.set(group, [event("old", -61_000), ...young.toReversed()]);
    const { lines } = await read({});
    expect(lines).to.have.length(9);
    expect(lines[0]).to.equal("2023-11-14T22:13:11.000Z  app/01234567  line 0\n");
    expect(lines[8]).to.contain("line 8");
  });

  it("finds a text as it stands, quotes and all", async () => {
    world.observed.logs.set(group, [
      event("a", -3, '{"level":"error"}'),
      event("b", -2, "error"),
      event("c", -1),
    ]);
    expect((await read({ grep: "error" })).lines).to.have.length(2);
    expect((await read({ grep: '"error"' })).lines).to.have.length(1);
  });

  it("writes JSON a line, and lets no line write into the terminal", async () => {
    world.observed.logs.set(group, [event("a", -1, "red \u001b[31m\n")]);
    const [line] = (await read({ json: true })).lines;
    expect(JSON.parse(line!)).to.deep.equal({
      time: "2023-11-14T22:13:19.999Z",
      from: "app/01234567",
      message: "red \u001b[31m",
    });
    expect((await read({})).lines[0]).to.contain("red \uFFFD[31m\n");
  });

  it("follows until it is ended, and writes no line twice", async () => {
    const lines = [event("a", -2)];
    world.observed.logs.set(group, lines);
    const seen = await read({ follow: true }, (written, end) => {
      if (written.length === 1) lines.push(event("late", -3), event("b", -1));
      if (written.length === 3) end();
    });
    expect(seen.lines.map((line) => line.trimEnd().split("  ").at(-1))).to.deep.equal(["a", "late", "b"]);
  });

  it("says when there is no such log", async () => {
    const error = await failure(read({}));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.contain(
      `there is no log group ${group}. Make it by: npx ai-platform deploy up dev`,
    );
  });

  it("says where a routed log is", () => {
    expect(logsNote(moduleOf("planning"))).to.equal(undefined);
    const routed = moduleOf("planning", "dev", ({ planning }) => {
      planning!.logRouter = { options: { Name: "opensearch", Host: "logs.example.com" } };
      planning!.size = { cpu: 1024, memoryMiB: 2048 };
    });
    expect(logsNote(routed)).to.contain("modules.planning.logRouter");
  });
});

describe("what was seen of a log", () => {
  const at = (eventId: string, timestamp: number) => ({ eventId, timestamp });
  const start: Seen = { from: 0, ids: new Map() };

  it("goes on a minute before the newest line, and forgets what is older", () => {
    const { seen } = newEvents(start, [at("a", 10_000), at("b", 100_000)]);
    expect(seen.from).to.equal(40_000);
    expect([...seen.ids.keys()]).to.deep.equal(["b"]);
    const next = newEvents(seen, [at("b", 100_000), at("c", 50_000)]);
    expect(next.events.map(({ eventId }) => eventId)).to.deep.equal(["c"]);
    expect(next.seen.from).to.equal(40_000);
  });

  it("stays where it is while nothing comes", () => {
    expect(newEvents({ from: 7, ids: new Map() }, []).seen.from).to.equal(7);
  });
});

describe("the pattern of a text", () => {
  it("is the text in quotes, or nothing where it would need escapes", () => {
    expect(filterPattern("a [b] {c}")).to.equal('"a [b] {c}"');
    expect(filterPattern('a "b"')).to.equal(undefined);
    expect(filterPattern("a\\b")).to.equal(undefined);
  });
});
