import { spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dataDirectory, userData } from "../../../../components/data/qdrant/userData";

export const volumeId = "vol-0abc";
const device = "dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0abc";
const mebibyte = 2 ** 20;

/** A program of this machine, with its error told. */
export function call(program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", env: withSbin() });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

/** Makers of file systems lie where only root looks. */
function withSbin(first = ""): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${first}${process.env.PATH}:/usr/sbin:/sbin` };
}

/** Why this machine cannot mount a file as a volume; undefined when it can. */
export function whyNoLoopDevices(): string | undefined {
  const machine = new Machine(true);
  try {
    machine.makeFileSystem("mkfs.xfs");
    machine.appear();
    const place = join(machine.root, "try");
    mkdirSync(place);
    call("mount", machine.device, place);
    call("umount", place);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    machine.dispose();
  }
}

/** An instance below a folder of its own: its files, its volume, and what it calls of AWS. */
export class Machine {
  readonly root = mkdtempSync(join(tmpdir(), "user-data-"));
  private readonly image = join(this.root, "volume.img");
  private loop: string | undefined;

  /** With real devices, the volume is a loop device, which is really mounted. */
  constructor(private readonly real: boolean) {
    for (const folder of ["bin", "etc/ecs", "etc/systemd/system", dirname(device), "opt"])
      mkdirSync(join(this.root, folder), { recursive: true });
    writeFileSync(this.image, "");
    this.enlarge(320);
    const agent = "opt/aws/amazon-cloudwatch-agent/bin";
    mkdirSync(join(this.root, agent), { recursive: true });
    this.program(`${agent}/amazon-cloudwatch-agent-ctl`, "");
    for (const name of ["aws", "dnf", "systemctl"]) this.program(`bin/${name}`, "");
    this.program("bin/curl", 'case "$*" in *meta-data*) echo i-0123 ;; *) echo token ;; esac');
    if (!real) for (const name of ["chown", "mount", "xfs_growfs"]) this.program(`bin/${name}`, "");
  }

  /** Where the script finds the volume. */
  get device(): string {
    return join(this.root, device);
  }

  /** Replaces what a program does; each call of it is kept. */
  program(path: string, body: string): void {
    const file = join(this.root, path);
    const log = `printf '%s\\n' "${path.split("/").at(-1)} $*" >>'${this.path("calls")}'`;
    writeFileSync(file, `#!/bin/bash\n${log}\n${body}\n`);
    chmodSync(file, 0o755);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  /** What was called, one a line. */
  get calls(): string[] {
    return this.read("calls").split("\n").slice(0, -1);
  }

  /** A file of the machine; empty where there is none. */
  read(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), "utf8") : "";
  }

  /** The first bytes of the volume itself. */
  get bytes(): Buffer {
    const bytes = Buffer.alloc(8 * mebibyte);
    this.open((file) => readSync(file, bytes, 0, bytes.length, 0));
    return bytes;
  }

  write(offset: number, text: string): void {
    this.open((file) => writeSync(file, text, offset));
  }

  private open(action: (file: number) => void): void {
    const file = openSync(this.image, "r+");
    try {
      action(file);
    } finally {
      closeSync(file);
    }
  }

  makeFileSystem(maker: "mkfs.ext4" | "mkfs.xfs"): void {
    call(maker, "-q", this.image);
  }

  /** AWS enlarges a volume under a running instance. */
  enlarge(size: number): void {
    truncateSync(this.image, size * mebibyte);
    if (this.loop !== undefined) call("losetup", "--set-capacity", this.loop);
  }

  /** The kernel shows the volume. */
  appear(): void {
    if (this.real) this.loop = call("losetup", "--find", "--show", this.image);
    symlinkSync(this.loop ?? this.image, this.device);
  }

  rename(from: string, to: string): void {
    renameSync(from, to);
  }

  /** What the volume holds, while it is mounted nowhere. */
  inside(action: (folder: string) => void): void {
    const folder = mkdtempSync(join(this.root, "inside-"));
    call("mount", "-o", "loop", this.image, folder);
    try {
      action(folder);
    } finally {
      call("umount", folder);
    }
  }

  /** Runs the user data as the instance would at its first boot, only faster. */
  boot(): { readonly status: number | null; readonly stderr: string } {
    const script = userData({
      ...{ environment: "test", cluster: "ai-platform-test", region: "us-east-1", volumeId, node: 2 },
      patience: { tries: 5, attachSeconds: 0.05, appearSeconds: 0.1 },
    });
    return this.bash(this.within(script));
  }

  /** A line of a unit of systemd, as systemd would run it. */
  runUnit(command: string): void {
    const { status, stderr } = this.bash(command);
    if (status !== 0) throw new Error(stderr);
  }

  private bash(script: string) {
    const env = withSbin(`${this.path("bin")}:`);
    const { status, stderr } = spawnSync("bash", [], {
      input: script,
      encoding: "utf8",
      env,
      timeout: 30_000,
    });
    return { status, stderr };
  }

  /** The same script, with the places that it writes to below this machine's folder. */
  private within(script: string): string {
    return script.replaceAll(/(?<![\w/])\/(?=etc\/|opt\/|dev\/disk\/|var\/lib\/)/g, `${this.root}/`);
  }

  dispose(): void {
    if (this.real) spawnSync("umount", [this.path(dataDirectory)], { env: withSbin() });
    if (this.loop !== undefined) spawnSync("losetup", ["--detach", this.loop], { env: withSbin() });
    rmSync(this.root, { recursive: true, force: true });
  }
}
