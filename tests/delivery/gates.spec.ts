import { expect } from "chai";
import { built, digest, registry, run, target, today } from "./run";

const image = `${target}@${digest}`;

const finding = (id: string, more: object = {}) => ({
  ...{ VulnerabilityID: id, PkgName: "openssl", InstalledVersion: "3.0.1", FixedVersion: "3.0.2" },
  ...{ Severity: "HIGH", Title: "a title" },
  ...more,
});
const report = (...findings: object[]) => ({
  SchemaVersion: 2,
  Results: [{ Target: "os" }, { Vulnerabilities: findings }],
});

const yesterday = "2026-11-20";
const tomorrow = "2026-11-22";
const allow = (...entries: object[]) => ({ GATE_ALLOW: JSON.stringify(entries) });
const entry = (until: string, more: object = {}) => ({
  ...{ vulnerability: "CVE-2026-0001", reason: "not reachable", owner: "a@b.example", until },
  ...more,
});

function scan(found: object, variables: Readonly<Record<string, string>> = {}) {
  return run("scan", { image: built, answers: { "trivy-json": found }, variables });
}

describe("delivery/scan.sh", () => {
  for (const [severity, asked] of Object.entries({
    low: "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
    medium: "MEDIUM,HIGH,CRITICAL",
    high: "HIGH,CRITICAL",
    critical: "CRITICAL",
  }))
    it(`looks for ${severity} and above in the image that was pushed`, () => {
      const { calls, status, stderr } = scan(report(), { GATE_SEVERITY: severity });
      expect(stderr).to.equal("");
      expect(status).to.equal(0);
      expect(calls).to.deep.equal([
        `trivy image --image-src remote --platform linux/arm64 --scanners vuln --severity ${asked} --format json ` +
          `--no-progress --skip-version-check --timeout 15m --output <folder>/report.json ${image}`,
      ]);
    });

  it("fails on what is found, and names each", () => {
    const found = report(
      finding("CVE-2026-0001"),
      finding("CVE-2026-0001"),
      finding("CVE-2026-0002", { FixedVersion: "", Severity: "CRITICAL", PkgName: "zlib" }),
    );
    const { status, stderr } = scan(found);
    expect(status).to.equal(1);
    expect(stderr.trimEnd().split("\n")).to.deep.equal([
      "scan.sh: CVE-2026-0001 (high) in openssl 3.0.1, fixed in 3.0.2",
      "scan.sh: CVE-2026-0002 (critical) in zlib 3.0.1, not fixed yet",
      "scan.sh: planning has 2 finding(s) of severity high and above that are not allowed. Update what has them, or " +
        'allow them for a time under "gates" of planning in Pulumi.shared.yaml.',
    ]);
  });

  it("looks into what the module's processor would run", () => {
    expect(scan(report(), { ARCHITECTURE: "x86_64" }).calls[0]).to.include(" --platform linux/amd64 ");
  });

  it("writes no line that an image has written", () => {
    const { status, stderr } = scan(
      report(finding("CVE-2026-0001", { PkgName: "a\n::add-mask::b\u001b[2J" })),
    );
    expect(status).to.equal(1);
    expect(stderr.split("\n")[0]).to.equal(
      "scan.sh: CVE-2026-0001 (high) in a ::add-mask::b [2J 3.0.1, fixed in 3.0.2",
    );
  });

  for (const until of [today, tomorrow])
    it(`passes what is allowed until ${until === today ? "today" : "tomorrow"}, and says by whom`, () => {
      const { status, stdout, stderr } = scan(report(finding("CVE-2026-0001")), allow(entry(until)));
      expect(stderr).to.equal("");
      expect(status).to.equal(0);
      expect(stdout).to.include(
        `CVE-2026-0001 (high) in openssl 3.0.1, fixed in 3.0.2: allowed until ${until} by a@b.example, not reachable`,
      );
    });

  it("fails on what was allowed until yesterday, and says whose that was", () => {
    const { status, stderr } = scan(report(finding("CVE-2026-0001")), allow(entry(yesterday)));
    expect(status).to.equal(1);
    expect(stderr).to.include(
      `fixed in 3.0.2: a@b.example allowed it until ${yesterday} (not reachable), and that day is over\n`,
    );
  });

  it("allows nothing besides", () => {
    const { status, stderr } = scan(
      report(finding("CVE-2026-0001"), finding("CVE-2026-0002")),
      allow(entry(tomorrow)),
    );
    expect(status).to.equal(1);
    expect(stderr).to.include("scan.sh: CVE-2026-0002");
    expect(stderr).not.to.include("CVE-2026-0001");
  });

  it("says what need not be allowed any more", () => {
    const { status, stdout } = scan(report(), allow(entry(yesterday)));
    expect(status).to.equal(0);
    expect(stdout).to.include(
      "CVE-2026-0001 is allowed by a@b.example, and not found any more: take it off the list",
    );
  });

  it("names each entry of the list that is none", () => {
    const { status, stderr, calls } = scan(
      report(),
      allow(
        entry("soon"),
        entry(tomorrow, { owner: "" }),
        entry(tomorrow, { vulnerability: "CVE-1", reason: undefined }),
      ),
    );
    expect(status).to.equal(2);
    const lines = stderr.trimEnd().split("\n");
    expect(lines).to.have.length(3);
    expect(lines[0]).to.match(
      /^scan\.sh: GATE_ALLOW: an entry needs vulnerability, reason, owner and until \(2027-01-31\); got \{.*"until":"soon"\}$/,
    );
    expect(calls).to.deep.equal([]);
    expect(scan(report(), { GATE_ALLOW: "[1]" }).stderr).to.equal(
      "scan.sh: GATE_ALLOW must be a JSON list of allowed vulnerabilities; [] where there are none.\n",
    );
  });

  it("does not pass an image that could not be looked into", () => {
    const failed = run("scan", { image: built, answers: { "trivy-json.status": "1" } });
    expect(failed.status).to.equal(1);
    expect(failed.stderr).to.match(
      /^scan\.sh: trivy could not look into .*@sha256:\w+: .*run the stage again\.\n$/,
    );
    for (const answer of ["", "no JSON", "[]", "{}", JSON.stringify(report()).repeat(2)]) {
      const odd = run("scan", { image: built, answers: { "trivy-json": answer } });
      expect(odd.status, answer).to.equal(1);
      expect(odd.stderr, answer).to.include("scan.sh: trivy wrote a report that cannot be read.");
    }
  });
});

describe("delivery/size.sh", () => {
  const sized = (sizeBytes: unknown) => run("size", { image: { ...built, sizeBytes } });
  const mib = 1024 * 1024;

  it("is content with an image of the size that is well", () => {
    const { status, stdout, stderr } = sized(1500 * mib);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(stdout).to.equal("The image of planning has 1500 MiB, of 1500 that are well.\n");
  });

  it("warns of a larger one, offers lazy loading, and lets it pass", () => {
    const { status, stderr } = sized(1500 * mib + 1);
    expect(status).to.equal(0);
    expect(stderr).to.match(/^WARNING: the image of planning has 1501 MiB, more than 1500\./);
    expect(stderr).to.include("`soci convert` adds a SOCI index (manifest v2)");
    expect(stderr).to.include("https://docs.aws.amazon.com/AmazonECS/");
  });

  it("does not guess a size", () => {
    for (const size of [undefined, null, "large", 0, -1, "08", "9".repeat(20)]) {
      const { status, stderr } = sized(size);
      expect(status).to.equal(1);
      expect(stderr).to.include("has no sizeBytes");
    }
  });
});

describe("delivery/sbom.sh and delivery/sign.sh", () => {
  const answers = { "trivy-cyclonedx": { components: [{}, {}] } };
  const login = [
    "aws ecr get-login-password --region ap-northeast-2",
    `cosign login --username AWS --password-stdin ${registry}`,
  ];
  const key =
    "--yes --key awskms:///alias/ai-platform-signing " +
    "--new-bundle-format=false --use-signing-config=false --tlog-upload=false";

  it("attach the list of contents, signed", () => {
    const { status, stdout, stderr, calls } = run("sbom", { image: built, answers });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(calls[0]).to.equal(
      `trivy image --image-src remote --platform linux/arm64 --format cyclonedx --no-progress --skip-version-check ` +
        `--timeout 15m --output <folder>/sbom.cdx.json ${image}`,
    );
    expect(calls.slice(1, 3).sort()).to.deep.equal(login);
    expect(calls.slice(3)).to.deep.equal([
      `cosign attest ${key} --type cyclonedx --predicate <folder>/sbom.cdx.json ${image}`,
    ]);
    expect(stdout).to.include("(2 components)");
  });

  it("sign the digest with the key of KMS, and tell no public log", () => {
    const { status, stderr, calls } = run("sign", { image: built });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(calls.slice(0, 2).sort()).to.deep.equal(login);
    expect(calls.slice(2)).to.deep.equal([`cosign sign ${key} ${image}`]);
  });

  it("fail as their programs do", () => {
    for (const [script, program] of [
      ["sbom", "trivy-cyclonedx"],
      ["sbom", "aws-get-login-password"],
      ["sbom", "cosign-attest"],
      ["sign", "cosign-login"],
      ["sign", "cosign-sign"],
    ] as const) {
      const failed = run(script, { image: built, answers: { ...answers, [`${program}.status`]: "1" } });
      expect(failed.status, program).to.equal(1);
    }
  });
});
