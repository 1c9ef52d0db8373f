import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkConfig } from "../../../infra/config/load";
import { awsSchema, environmentSchema } from "../../../infra/config/schema/environment";
import { parseStackFile } from "../../../infra/config/stackFile";
import { faultText, type Fault } from "../../../infra/faults";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { damaged, damages, patternOf, soundFiles, type Damage } from "../../support/damage";
import { faultsOf, root } from "../../support/harness";
import { fields } from "./wrongValues";

const all = damages();
const cases = [...all.values()].flat();

/** As the plan reads a file: of an unreadable one, nothing but that is told. */
function told(text: string): readonly Fault[] {
  const file = parseStackFile(text);
  if (file.faults.length > 0 && Object.keys(file.config).length === 0) return file.faults;
  return [...file.faults, ...checkConfig(file.config, { stack: "dev", project, profiles }).faults];
}

/** Words of libraries and of JavaScript, which say nothing to an operator. */
const internal =
  /undefined|\[object |NaN(?!")|Invalid (input|option|key)|Unrecognized|Too (small|big)|expected |received|invalid_|"rule"|"fix"|\\"|Error\b|stack size|node_modules|^\s+at /m;

// Control characters, and those that turn the direction of writing.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** What is wrong with how a fault is told; nothing for a good one. */
function complaints({ path, rule, fix, got }: Fault): string[] {
  const words = `${rule} | ${fix}`;
  return [
    ...(rule.trim().length > 5 ? [] : ["no rule"]),
    ...(/^.{5,}[.?]$/.test(fix) ? [] : ["no fix, or none that is a sentence"]),
    ...(internal.test(words) || got === "undefined" ? ["internal words"] : []),
    ...(unprintable.test(path + words + (got ?? "")) ? ["control characters"] : []),
    ...((got ?? "").length > 81 || path.length > 200 || words.length > 700 ? ["too long"] : []),
  ];
}

/** What is wrong with how a damaged file is answered. */
function failuresOf(damage: Damage): string[] {
  const { text } = damage;
  if (text === soundFiles.get(damage.file)) return [`${damage.name}: is not damaged`];
  let faults: readonly Fault[];
  try {
    faults = told(text);
  } catch (error) {
    return [`${damage.name}: throws ${String(error)}`];
  }
  const lines = faults.map(faultText);
  const say = (what: string) => `${damage.name}: ${what}\n      ${lines.join("\n      ")}`;
  const here = faults.filter(({ path }) => path === damage.path);
  return [
    ...(faults.length > 0 ? [] : [say("is accepted")]),
    ...faults.flatMap((found) => complaints(found).map(say)),
    ...(damage.path === undefined || here.length > 0 ? [] : [say(`no fault at "${damage.path}"`)]),
    ...(damage.fix === undefined || here.some(({ fix }) => fix.includes(damage.fix!))
      ? []
      : [say(`no fix with "${damage.fix}"`)]),
    ...(new Set(lines).size === lines.length ? [] : [say("says the same thing twice")]),
  ];
}

function expectNone(failures: readonly string[]): void {
  expect(
    failures.length,
    `${failures.length} failures, the first:\n${failures.slice(0, 12).join("\n")}`,
  ).to.equal(0);
}

/** Every path of a schema, as in {@link fields}. */
function pathsOf(schema: unknown, path: string): string[] {
  const { def } = schema as { def: Record<string, unknown> };
  const inner = [def.out, def.innerType, ...((def.options as unknown[] | undefined) ?? [])].filter(Boolean);
  const children = Object.entries((def.shape as Record<string, unknown> | undefined) ?? {});
  if (def.valueType !== undefined) children.push(["*", def.valueType]);
  // A list of plain values has no keys to cover.
  if (def.element !== undefined && pathsOf(def.element, path).length > 0) children.push(["*", def.element]);
  return [
    ...inner.flatMap((one) => pathsOf(one, path)),
    ...children.flatMap(([name, child]) => {
      const at = path === "" || path.endsWith(":") ? path + name : `${path}.${name}`;
      return [at, ...pathsOf(child, at)];
    }),
  ];
}

describe("damaged stack files", function () {
  this.timeout(120_000);

  it("start from files without a fault", () => {
    for (const [file, text] of soundFiles) expect(faultsOf(text, file), file).to.deep.equal([]);
  });

  it("are many, with a name of their own", () => {
    expect(cases.length).to.be.greaterThan(600);
    const names = cases.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it("are the same at every run", () => {
    const some = (those: typeof all) =>
      [...those.values()].flatMap((of) => of.filter((_, index) => index % 100 === 0).map(({ text }) => text));
    expect(some(damages())).to.deep.equal(some(all));
  });

  it("cover every key of the schema", () => {
    const schema = [...pathsOf(awsSchema, "aws:"), ...pathsOf(environmentSchema, "")];
    expect([...new Set(schema)].sort()).to.deep.equal(Object.keys(fields).sort());
    const places = (value: unknown, path: (string | number)[]): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => {
            const place = [...path, Array.isArray(value) ? Number(key) : key];
            return [patternOf(["config", ...place]), ...places(inner, place)];
          })
        : [];
    const configs = ["full", "issuer", "modules"].map((file) => parseStackFile(soundFiles.get(file)!).config);
    expect(configs.flatMap((config) => places(config, []))).to.include.members(Object.keys(fields));
  });

  for (const [kind, some] of all)
    it(`are told what is wrong, where and what to do: ${kind}`, function () {
      // Thousands of files, on a machine that may do other things as well.
      this.timeout(120_000 + some.length * 100);
      expectNone(some.flatMap(failuresOf));
    });

  it("are told both of two faults that have nothing to do with each other", () => {
    const pairs = pairsOf(200);
    expect(pairs.length).to.be.greaterThan(100);
    expectNone(
      pairs.flatMap(([a, b]) => {
        const paths = told(damaged(soundFiles.get(a.file)!, a, b)).map(({ path }) => path);
        const missing = [a, b].filter(({ path }) => !paths.includes(path!));
        return missing.map(
          ({ path }) => `${a.name} + ${b.name}: nothing at ${path}, but at ${paths.join(", ")}`,
        );
      }),
    );
  });
});

/** Pairs of damage below different keys of a file. Without a region, profile or modules, nothing can be judged. */
function pairsOf(count: number): [Damage, Damage][] {
  const part = ({ path }: Damage) =>
    path!
      .split(/[.[]/)
      .slice(0, path!.startsWith("modules") ? 2 : 1)
      .join(".")
      // A key that is misspelt is gone for damage below it.
      .replace(/(.)\1$/, "$1");
  const single = cases.filter(
    ({ apply, path }) =>
      apply !== undefined && !/^(aws:regionn?|profilee?|moduless?|__proto__|constructor|)$/.test(path!),
  );
  return Array.from({ length: count }, (_, index): [Damage, Damage] => {
    const first = single[(index * 7919) % single.length]!;
    const others = single.filter((other) => other.file === first.file && part(other) !== part(first));
    return [first, others[(index * 104729) % others.length]!];
  });
}

describe("the command line on damaged stack files", () => {
  const folder = mkdtempSync(join(tmpdir(), "damage-"));
  after(() => rmSync(folder, { recursive: true }));
  const built = existsSync(join(root, "dist/cli.js"));
  const command = built ? ["dist/cli.js"] : ["--import=tsx", "automation/cli.ts"];
  const sample = [...all].map(([, some]) => some[Math.floor(some.length / 2)]!);
  const special = cases.filter(({ name }) => /alias bomb|a PNG|20000 deep/.test(name));

  for (const damage of [...sample, ...special])
    it(`ends with 2 and only a message: ${damage.name}`, () => {
      const file = join(folder, "Pulumi.dev.yaml");
      writeFileSync(file, damage.text);
      const { status, stdout, stderr } = spawnSync(process.execPath, [...command, "plan", file], {
        cwd: root,
        encoding: "utf8",
      });
      expect(stdout).to.equal("");
      expect(stderr).to.match(/^the stack configuration has \d+ fault\(s\):\n {2}\S/);
      expect(stderr).not.to.match(/^ {4}at |internal error/m);
      expect(status).to.equal(2);
    });
});
