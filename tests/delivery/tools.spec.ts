import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "./run";

const sha256 = (what: Buffer | string) => createHash("sha256").update(what).digest("hex");

/** With one program in it. */
function archive(name: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  try {
    writeFileSync(join(folder, name), `the program ${name}`);
    execFileSync("tar", ["czf", "archive.tgz", name], { cwd: folder });
    return readFileSync(join(folder, "archive.tgz"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pack = archive("pack");
const trivy = archive("trivy");
const cosign = "the program cosign";

/** What the publishers have, by the file's name. */
const published = {
  "curl-pack-v0.40.6-linux-arm64.tgz": pack,
  "curl-pack-v0.40.6-linux-arm64.tgz.sha256": `${sha256(pack)}  pack-v0.40.6-linux-arm64.tgz\n`,
  "curl-trivy_0.74.0_Linux-ARM64.tar.gz": trivy,
  "curl-trivy_0.74.0_checksums.txt": `0  trivy_0.74.0_Linux-64bit.tar.gz\n${sha256(trivy)}  trivy_0.74.0_Linux-ARM64.tar.gz\n`,
  "curl-cosign-linux-arm64": cosign,
  "curl-cosign_checksums.txt": `0  cosign-linux-arm64_3.1.2_linux_arm64.sbom\n${sha256(cosign)}  cosign-linux-arm64\n`,
};
const all = ["pack", "trivy", "cosign"];

describe("delivery/install-tools.sh", () => {
  it("installs pinned versions whose checksums are the published ones", () => {
    const { status, stderr, tools, calls } = run("install-tools", { args: all, answers: published });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(tools).to.deep.equal(Object.fromEntries(all.map((name) => [name, `the program ${name}`])));
    expect(calls.map((call) => call.split(" ").at(-1))).to.deep.equal([
      "https://github.com/buildpacks/pack/releases/download/v0.40.6/pack-v0.40.6-linux-arm64.tgz",
      "https://github.com/buildpacks/pack/releases/download/v0.40.6/pack-v0.40.6-linux-arm64.tgz.sha256",
      "https://github.com/aquasecurity/trivy/releases/download/v0.74.0/trivy_0.74.0_Linux-ARM64.tar.gz",
      "https://github.com/aquasecurity/trivy/releases/download/v0.74.0/trivy_0.74.0_checksums.txt",
      "https://github.com/sigstore/cosign/releases/download/v3.1.2/cosign-linux-arm64",
      "https://github.com/sigstore/cosign/releases/download/v3.1.2/cosign_checksums.txt",
    ]);
  });

  it("takes those of the machine's own architecture", () => {
    const { calls } = run("install-tools", { args: ["pack"], machine: "x86_64" });
    expect(calls[0]).to.match(/\/pack-v0\.40\.6-linux\.tgz$/);
    expect(run("install-tools", { args: ["trivy"], machine: "x86_64" }).calls[0]).to.match(
      /_Linux-64bit\.tar\.gz$/,
    );
    expect(run("install-tools", { args: ["cosign"], machine: "x86_64" }).calls[0]).to.match(
      /\/cosign-linux-amd64$/,
    );
  });

  for (const tool of all)
    it(`installs nothing that differs from its checksum: ${tool}`, () => {
      const [file] = Object.keys(published).filter((name) => name.startsWith(`curl-${tool}`));
      const swapped = run("install-tools", { args: [tool], answers: { ...published, [file!]: "another" } });
      expect(swapped.status).to.equal(1);
      expect(swapped.stderr).to.include(`has the SHA-256 ${sha256("another")}, and not `);
      expect(swapped.tools).to.deep.equal({});
    });

  it("goes by a checksum that is given, and asks nobody for another", () => {
    const given = run("install-tools", {
      args: ["cosign"],
      answers: published,
      variables: { COSIGN_SHA256: sha256(cosign) },
    });
    expect(given.status).to.equal(0);
    expect(given.calls).to.have.length(1);
    const other = run("install-tools", {
      args: ["cosign"],
      answers: published,
      variables: { COSIGN_SHA256: "0".repeat(64) },
    });
    expect(other.status).to.equal(1);
    expect(other.tools).to.deep.equal({});
  });

  it("installs nothing without a checksum, or without a file", () => {
    const none = run("install-tools", {
      args: ["trivy"],
      answers: { ...published, "curl-trivy_0.74.0_checksums.txt": "" },
    });
    expect(none.status).to.equal(1);
    expect(none.stderr).to.include("has no checksum of trivy_0.74.0_Linux-ARM64.tar.gz.");
    const lost = run("install-tools", {
      args: ["trivy"],
      answers: { ...published, "curl-trivy_0.74.0_Linux-ARM64.tar.gz.status": "22" },
    });
    expect(lost.status).to.equal(1);
    expect(lost.stderr).to.include("could not be downloaded.");
    expect({ ...none.tools, ...lost.tools }).to.deep.equal({});
  });

  it("says all at once what it cannot install", () => {
    const { status, stderr } = run("install-tools", { args: ["docker", "pack"], machine: "riscv64" });
    expect(status).to.equal(2);
    expect(stderr.trimEnd().split("\n")).to.deep.equal([
      "install-tools.sh: there are tools for x86_64 and arm64 only; this machine is riscv64.",
      "install-tools.sh: docker is none of pack, trivy and cosign.",
    ]);
    expect(run("install-tools").stderr).to.include("say which of pack, trivy and cosign to install.");
  });
});
