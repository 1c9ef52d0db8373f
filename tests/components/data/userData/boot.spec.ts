import { mkdirSync, readFileSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { dataDirectory } from "../../../../components/data/qdrant/userData";
import { Machine, volumeId, whyNoLoopDevices } from "./machine";

const joined = 'ECS_INSTANCE_ATTRIBUTES={"qdrant.node":"ai-platform-test-2"}';
const reason = whyNoLoopDevices();
const how =
  reason === undefined ? "with loop devices that are really mounted" : "with a file and a fake mount";
if (reason !== undefined) console.log(`the user data is run ${how}: ${reason}`);

describe(`the first boot of a node of Qdrant, ${how}`, () => {
  let machine: Machine;
  before(function () {
    if (reason?.startsWith("mkfs.xfs") !== true || process.env.CI !== undefined) return;
    console.log("skipped: there is no maker of file systems; .ci/install-debian-packages gets it");
    this.skip();
  });
  beforeEach(() => (machine = new Machine(reason === undefined)));
  afterEach(() => {
    machine.dispose();
  });

  /** Tests of what only a real file system shows. */
  const really = reason === undefined ? it : it.skip;

  const expectRefusal = (message: string) => {
    const { status, stderr } = machine.boot();
    expect(status).to.equal(1);
    expect(stderr).to.include(`volume ${volumeId} ${message}`);
    expect(machine.read("etc/ecs/ecs.config")).to.include("ECS_CLUSTER").and.not.include("ATTRIBUTES");
    expect(machine.read("etc/fstab")).to.equal("");
    expect(machine.calls.filter((line) => /^(mount|xfs_growfs|systemctl)/.test(line))).to.deep.equal([]);
  };

  const expectJoined = () => {
    const { status, stderr } = machine.boot();
    expect(status, stderr).to.equal(0);
    expect(machine.read("etc/ecs/ecs.config").split("\n")).to.deep.equal([
      "ECS_CLUSTER=ai-platform-test",
      "ECS_AWSVPC_BLOCK_IMDS=true",
      joined,
      "",
    ]);
    expect(machine.read("etc/fstab")).to.equal(
      `${machine.device} ${machine.path(dataDirectory)} xfs defaults,noatime 0 2\n`,
    );
  };

  it("formats an empty volume, mounts it, and then carries the node's attribute", () => {
    machine.appear();
    expect(machine.bytes.every((byte) => byte === 0)).to.equal(true);
    expectJoined();
    expect(machine.bytes.subarray(0, 4).toString()).to.equal("XFSB");
    for (const folder of ["storage", "snapshots"])
      expect(statSync(machine.path(join(dataDirectory, folder))).isDirectory()).to.equal(true);
    expect(machine.calls).to.include(
      `aws ec2 attach-volume --volume-id ${volumeId} --instance-id i-0123 --device /dev/sdf`,
    );
  });

  really("gives the folders to the user of the image", () => {
    machine.appear();
    expectJoined();
    expect(statSync(machine.path(join(dataDirectory, "storage"))).uid).to.equal(1000);
  });

  it("does not format a volume that has its file system already", () => {
    machine.makeFileSystem("mkfs.xfs");
    const before = machine.bytes.subarray(0, 512);
    machine.appear();
    expectJoined();
    // UUID included.
    expect(machine.bytes.subarray(0, 64).equals(before.subarray(0, 64))).to.equal(true);
  });

  really("finds on a used volume what was there, and fills all of a larger one", () => {
    machine.makeFileSystem("mkfs.xfs");
    machine.inside((folder) => {
      mkdirSync(join(folder, "storage"));
      writeFileSync(join(folder, "storage/collection"), "vectors");
    });
    machine.enlarge(400);
    machine.appear();
    expectJoined();
    expect(readFileSync(machine.path(join(dataDirectory, "storage/collection")), "utf8")).to.equal("vectors");
    // The file system had 256 MiB, and 64 MiB of any are its log.
    expect(sizeMiB()).to.be.above(320);
  });

  really("follows a volume that grows while the instance runs", () => {
    machine.appear();
    expectJoined();
    const before = sizeMiB();
    machine.enlarge(500);
    const unit = machine.read("etc/systemd/system/qdrant-grow.service");
    machine.runUnit(/^ExecStart=(.*)$/m.exec(unit)![1]!);
    expect(sizeMiB() - before).to.be.above(150);
    expect(machine.calls).to.include("systemctl enable --now qdrant-grow.timer");
  });

  const sizeMiB = () => {
    const { blocks, bsize } = statfsSync(machine.path(dataDirectory));
    return (blocks * bsize) / 2 ** 20;
  };

  it("waits for a volume that the old instance still holds, and that appears late", () => {
    machine.appear();
    const { device } = machine;
    const hidden = `${device}.hidden`;
    machine.program(
      "bin/aws",
      `[ "$(grep -c '^aws' '${machine.path("calls")}')" -ge 3 ] || exit 254
       (sleep 0.25; mv '${hidden}' '${device}') >/dev/null 2>&1 &`,
    );
    machine.rename(device, hidden);
    expectJoined();
    expect(machine.calls.filter((line) => line.startsWith("aws"))).to.have.length(3);
  });

  it("has no attribute when the volume never comes", () => {
    machine.program("bin/aws", "exit 254");
    expectRefusal("cannot be attached");
    expect(machine.calls.filter((line) => line.startsWith("aws"))).to.have.length(5);
  });

  it("has no attribute when the volume never appears", () => {
    expectRefusal("does not appear");
  });

  it("leaves another file system as it is", () => {
    machine.makeFileSystem("mkfs.ext4");
    const before = machine.bytes;
    machine.appear();
    expectRefusal("holds ext4, not xfs; it is left as it is");
    expect(machine.bytes.equals(before)).to.equal(true);
  });

  it("leaves as it is what is no file system that it knows", () => {
    machine.write(1_000_000, "somebody's data");
    const before = machine.bytes;
    machine.appear();
    expectRefusal("holds something that is no file system");
    expect(machine.bytes.equals(before)).to.equal(true);
  });

  it("works without an agent that measures it, which it tells", () => {
    machine.appear();
    machine.program("bin/dnf", "exit 1");
    const { status, stderr } = machine.boot();
    expect(status).to.equal(1);
    expect(stderr).to.include(`volume ${volumeId} is mounted, but no agent measures it`);
    expect(machine.read("etc/ecs/ecs.config")).to.include(joined);
  });

  it("has its disk and memory measured, under names that an alarm can know", () => {
    machine.appear();
    expectJoined();
    expect(machine.calls.slice(-2)).to.deep.equal([
      "dnf install -y amazon-cloudwatch-agent",
      `amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${machine.path("etc/qdrant-metrics.json")}`,
    ]);
    expect(JSON.parse(machine.read("etc/qdrant-metrics.json"))).to.deep.equal({
      agent: { metrics_collection_interval: 60, omit_hostname: true },
      metrics: {
        namespace: "ai-platform/Qdrant",
        metrics_collected: {
          disk: {
            measurement: [{ name: "used_percent", rename: "DiskUsedPercent", unit: "Percent" }],
            append_dimensions: { Environment: "test", Node: "qdrant-2" },
            resources: [machine.path(dataDirectory)],
            drop_device: true,
          },
          mem: {
            measurement: [{ name: "used_percent", rename: "MemoryUsedPercent", unit: "Percent" }],
            append_dimensions: { Environment: "test", Node: "qdrant-2" },
          },
        },
      },
    });
  });
});
