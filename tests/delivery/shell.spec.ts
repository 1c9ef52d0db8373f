import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { built, digest, run, scripts, target } from "./run";

const files = readdirSync(scripts).sort();
const programs = files.filter((name) => name !== "lib.sh");
const textOf = (name: string) => readFileSync(join(scripts, name), "utf8");

describe("the scripts of a pipeline", () => {
  it("have nothing that shellcheck warns of", function () {
    const fakes = readdirSync(join(__dirname, "fakes")).map((name) => join(__dirname, "fakes", name));
    const all = [...files.map((name) => join(scripts, name)), ...fakes];
    const checked = spawnSync(
      "shellcheck",
      ["--external-sources", "--source-path=SCRIPTDIR", "--severity=style", ...all],
      { encoding: "utf8" },
    );
    if (checked.error && process.env.CI === undefined) {
      console.log(`skipped: shellcheck does not start (${checked.error.message})`);
      return this.skip();
    }
    expect(checked.error).to.equal(undefined);
    expect(checked.stdout).to.equal("");
  });

  for (const name of programs)
    it(`stop at the first failure, and evaluate no text: ${name}`, () => {
      expect(textOf(name)).to.match(/^#!\/usr\/bin\/env bash\n# [^]*?\nset -euo pipefail\n/);
      expect(textOf(name)).not.to.match(/\beval\b/);
      expect(statSync(join(scripts, name)).mode & 0o111).to.equal(0o111);
    });

  for (const name of programs)
    it(`name in their head each variable that they take: ${name}`, () => {
      const [head] = textOf(name).split("set -euo");
      for (const [, names] of textOf(name).matchAll(/^ *(?:need|may) ([A-Z_ ]+)$/gm))
        for (const variable of names!.split(" ")) expect(head).to.include(variable);
    });

  it("tell all that is wrong at once, a line each, before anything is done", () => {
    const { status, stderr, calls } = run("build", {
      variables: { MODULE: undefined, ARCHITECTURE: "arm", REGISTRY: "registry.example.com", COMMIT: "" },
    });
    expect(stderr.trimEnd().split("\n")).to.deep.equal([
      "build.sh: MODULE is missing: the module's name, for example planning.",
      'build.sh: ARCHITECTURE must be arm64 or x86_64; got "arm".',
      "build.sh: COMMIT is missing: the commit that is built, in hexadecimal.",
      "build.sh: REGISTRY must be the registry's host, for example 111122223333.dkr.ecr.ap-northeast-2.amazonaws.com; " +
        'got "registry.example.com".',
    ]);
    expect(status).to.equal(2);
    expect(calls).to.deep.equal([]);
  });

  for (const name of programs.filter((program) => program !== "install-tools.sh"))
    it(`want each variable: ${name}`, () => {
      const needed = [...textOf(name).matchAll(/^ *need ([A-Z_ ]+)$/gm)].flatMap(([, names]) =>
        names!.split(" "),
      );
      const missing = run(name.replace(".sh", ""), {
        variables: Object.fromEntries(needed.map((variable) => [variable, undefined])),
      });
      expect(missing.status).to.equal(2);
      expect(missing.calls).to.deep.equal([]);
      const told = missing.stderr.trimEnd().split("\n");
      expect(told.map((line) => line.split(" ")[1])).to.deep.equal(needed);
    });

  for (const name of ["scan", "size", "sbom", "sign", "release", "smoke-test"])
    it(`go by nothing but what build.sh wrote of this module: ${name}.sh`, () => {
      const nothing = run(name);
      expect(nothing.status).to.equal(1);
      expect(nothing.stderr).to.include("image.json: build.sh writes it, and the pipeline passes it on.");
      const calls = [...nothing.calls];
      for (const odd of [
        { ...built, digest: "latest" },
        { ...built, digest: undefined },
        // To jq, the first line alone is a digest too.
        { ...built, digest: `${digest}\n--annotations` },
        { digest },
        "no JSON",
        `${JSON.stringify(built)}\n${JSON.stringify(built)}`,
      ]) {
        const ran = run(name, { image: odd });
        expect(ran.status).to.equal(1);
        expect(ran.stderr).to.include("is not what build.sh writes");
        calls.push(...ran.calls);
      }
      const other = run(name, { image: { ...built, module: "support" } });
      expect(other.stderr).to.include("is about the module support, not planning.");
      expect([...calls, ...other.calls]).to.deep.equal([]);
    });

  for (const name of ["scan", "sbom", "sign", "release"])
    it(`do not ask the file where the image is: ${name}.sh`, () => {
      const { calls } = run(name, { image: { ...built, image: `registry.example.com/planning@${digest}` } });
      expect(calls.join("\n")).to.include(`${target}@${digest}`).and.not.include("example.com/");
    });
});
