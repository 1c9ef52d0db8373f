import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchStackFile } from "./stackFile";

interface Sample {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

const { values } = parseArgs({
  options: {
    /** Another program to measure in turn with ours; it gets the number of modules as its last argument. */
    peer: { type: "string" },
    runs: { type: "string", default: "5" },
    modules: { type: "string", default: "3,30,100,300" },
  },
});
const deadlineMs = 300_000;
const usage = join(__dirname, "usage.cjs");

function measure(command: string, args: readonly string[]): Sample {
  const start = performance.now();
  const { status, output, error, stderr } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: `--require=${usage}` },
    timeout: deadlineMs,
  });
  const seconds = (performance.now() - start) / 1000;
  if (error ?? status !== 0)
    throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? String(stderr)}`);
  return { seconds, ...(JSON.parse(String(output[3])) as Omit<Sample, "seconds">) };
}

function median(samples: readonly Sample[], key: keyof Sample): number {
  const sorted = samples.map((sample) => sample[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

const line = (cells: readonly string[]) => cells.map((cell) => cell.padStart(12)).join("");

const folder = mkdtempSync(join(tmpdir(), "ai-platform-bench-"));
try {
  const [peer, ...peerArgs] = values.peer?.split(" ") ?? [];
  const compared = peer === undefined ? [] : ["peer s", "peer MiB", "time ratio", "peak ratio"];
  console.log(line(["modules", "wall s", "cpu s", "peak MiB", "ms/added", "MiB/added", ...compared]));
  let smaller: { count: number; seconds: number; peak: number } | undefined;
  for (const count of values.modules.split(",").map(Number)) {
    const file = join(folder, "Pulumi.bench.yaml");
    writeFileSync(file, benchStackFile(count));
    const ours: Sample[] = [];
    const theirs: Sample[] = [];
    // In turn, so that both meet the machine in the same moods. The first pair only warms the caches.
    for (let run = 0; run <= Number(values.runs); run++) {
      const own = measure(process.execPath, ["dist/cli.js", "plan", file, "--beyond-quotas"]);
      const other = peer === undefined ? undefined : measure(peer, [...peerArgs, String(count)]);
      if (run > 0) ours.push(own);
      if (run > 0 && other) theirs.push(other);
    }
    const seconds = median(ours, "seconds");
    const peak = median(ours, "peakMiB");
    const ratios =
      theirs.length === 0
        ? []
        : [
            median(theirs, "seconds").toFixed(2),
            median(theirs, "peakMiB").toFixed(0),
            (seconds / median(theirs, "seconds")).toFixed(2),
            (peak / median(theirs, "peakMiB")).toFixed(2),
          ];
    const cells = [String(count), seconds.toFixed(2), median(ours, "cpuSeconds").toFixed(2), peak.toFixed(0)];
    // What one more module costs, between this row and the one before: the same in every row where it is linear.
    const added = smaller
      ? [
          ((1000 * (seconds - smaller.seconds)) / (count - smaller.count)).toFixed(0),
          ((peak - smaller.peak) / (count - smaller.count)).toFixed(1),
        ]
      : ["-", "-"];
    console.log(line([...cells, ...added, ...ratios]));
    smaller = { count, seconds, peak };
  }
} finally {
  rmSync(folder, { recursive: true });
}
