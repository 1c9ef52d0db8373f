import { expect } from "chai";
import { probeScript, startScript } from "../../../../components/data/qdrant/command";
import { userData } from "../../../../components/data/qdrant/userData";
import { expectNothingOfShellcheck } from "../../../support/shellcheck";

const script = userData({
  ...{ environment: "test", cluster: "ai-platform-test", region: "us-east-1", volumeId: "vol-0abc", node: 0 },
});

/** What runs on instances and in containers, by what it is. */
const scripts: Readonly<Record<string, string>> = {
  "the user data of an instance": script,
  "what starts the first node": startScript(0, "test.internal"),
  "what starts another node": startScript(1, "test.internal"),
  "the probe": probeScript,
};

describe("the shell scripts of Qdrant", () => {
  for (const [what, text] of Object.entries(scripts))
    it(`have nothing that shellcheck warns of: ${what}`, function () {
      expectNothingOfShellcheck(this, text, ["--severity=style"]);
    });

  it("format in one place only", () => {
    expect(script.match(/.*\b(mkfs|mke2fs|wipefs|dd)\b.*/g)).to.deep.equal(['  mkfs.xfs "$device"']);
  });

  it("wait ten minutes for a volume that the old instance holds", () => {
    expect(script).to.match(/attach-volume .*\n {2}\(\(try < 60\)\).*\n {2}sleep 10\n/);
  });

  it("ask for the instance's id by IMDSv2, and shut tasks out of it", () => {
    const asked = script.split("\n").filter((line) => line.includes("169.254.169.254"));
    expect(asked[0]).to.include("X-aws-ec2-metadata-token-ttl-seconds");
    expect(asked[1]).to.include("X-aws-ec2-metadata-token: $token");
    expect(script).to.match(/^ECS_AWSVPC_BLOCK_IMDS=true$/m);
  });

  it("fit what EC2 takes", () => {
    expect(Buffer.byteLength(script)).to.be.below(16 * 1024);
  });
});
