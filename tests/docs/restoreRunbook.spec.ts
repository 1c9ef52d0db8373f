import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../support/harness";
import { faultOf } from "./awsCalls";
import { expectNothingOfShellcheck } from "../support/shellcheck";

const page = readFileSync(join(root, "docs/runbooks/restore.md"), "utf8");
/** All that is to be typed, from the top to the end. */
const script = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, text]) => text!).join("\n");

/** What a runbook calls and a test must not. */
const programs = ["aws", "npx", "npm", "curl", "sudo", "mariadb", "mysqldump", "sleep"];

/** Logical names and types that the page asks the state for. */
const made = [
  "aws:iam/role:Role::data-backups-restore",
  "aws:s3/bucket:Bucket::planning-bucket",
  "aws:s3/bucket:Bucket::data-qdrant-snapshots",
  "aws:secretsmanager/secret:Secret::planning-mariadb",
  "aws:secretsmanager/secret:Secret::manufacturing-mariadb",
  "aws:secretsmanager/secret:Secret::data-qdrant-key",
  "aws:ebs/volume:Volume::data-qdrant-0",
  "aws:backup/vault:Vault::data-backups",
];
const facts = {
  DbiResourceId: "db-1",
  DBInstanceArn: "arn:aws:rds:ap-northeast-2:123456789012:db:one",
  LatestRestorableTime: "2026-01-31T10:00:00Z",
  DBSubnetGroup: { DBSubnetGroupName: "subnets" },
  VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1" }],
  DBParameterGroups: [{ DBParameterGroupName: "parameters" }],
  OptionGroupMemberships: [{ OptionGroupName: "options" }],
  MaxAllocatedStorage: 1000,
  KmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/data",
  AvailabilityZone: "ap-northeast-2a",
  Tags: [
    { Key: "Backup", Value: "true" },
    { Key: "aws:backup:source-resource", Value: "one" },
  ],
};

interface Run {
  readonly result: SpawnSyncReturns<string>;
  /** Program and arguments of every call. */
  readonly calls: readonly (readonly string[])[];
}

/** Types the whole page into a shell in which nothing but the shell itself is real. */
function typed(): Run {
  const folder = mkdtempSync(join(tmpdir(), "runbook-"));
  try {
    for (const program of programs) {
      copyFileSync(join(__dirname, "stubs.sh"), join(folder, program));
      chmodSync(join(folder, program), 0o755);
    }
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const env = {
      PATH: `${folder}:${process.env.PATH}`,
      CALLS: file("calls", ""),
      STATE: file(
        "state.json",
        JSON.stringify({
          deployment: {
            resources: made.map((end) => ({ urn: `urn:x::${end}`, id: `id-of-${end.split("::")[1]}` })),
          },
        }),
      ),
      FACTS: file("facts.json", JSON.stringify(facts)),
    };
    const result = spawnSync("bash", [], { input: script, cwd: folder, env, encoding: "utf8" });
    const lines = readFileSync(env.CALLS, "utf8").trimEnd().split("\n");
    return { result, calls: lines.map((line) => line.split("\t")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the runbook for restoring", () => {
  let run: Run;
  before(() => {
    run = typed();
  });

  it("can be typed from the top to the end", () => {
    expect(run.result.stderr).to.equal("");
    expect(run.result.status).to.equal(0);
  });

  it("calls AWS as its API models say", () => {
    const calls = run.calls.filter(([program]) => program === "aws").map(([, ...args]) => args);
    expect(calls.length).to.be.greaterThan(60);
    for (const args of calls) expect(faultOf(args), args.join(" ")).to.equal(undefined);
  });

  it("names nothing that the shell would leave empty", () => {
    for (const call of run.calls) expect(call.join("|"), call.join(" ")).not.to.match(/\|(\||$)|null/);
  });

  it("asks for nothing that the models do not have", () => {
    expect(faultOf(["rds", "describe-db-instances", "--db-instance", "x"])).to.match(/has no --db-instance$/);
    expect(faultOf(["backup", "start-restore-job", "--metadata", "a=b"])).to.match(/needs --recovery-point/);
    expect(faultOf(["backup", "restore", "--metadata", "a=b"])).to.equal("there is no aws backup restore");
  });

  it("leaves the state's other lines as they were", () => {
    const moved = run.calls.filter((call) => call.join(" ").startsWith("npx pulumi stack import"));
    expect(moved).to.have.length(2);
  });

  it("has nothing that shellcheck warns of", function () {
    expectNothingOfShellcheck(this, script, ["--severity=style"]);
  });

  it("says what was not tried", () => {
    expect(page).to.include("Nothing here has been run on AWS");
  });
});
