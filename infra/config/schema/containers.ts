import { z } from "zod";
import { sidecarName, volumeName } from "./names";
import { boolean, integer, optionalPart, text } from "./scalars";

export const environmentVariables = () =>
  z.record(
    text(/^[A-Z][A-Z0-9_]{0,99}$/, "must be the name of an environment variable", "Use capital letters, digits and underscores."),
    z.preprocess((v) => (typeof v === "number" || typeof v === "boolean" ? String(v) : v), z.string().max(4096)),
  );

const userId = () =>
  text(/^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/, "must be a user id other than root", "Write it as uid or uid:gid in quotes, for example \"1000\".");

const command = () => z.array(z.string().min(1).max(2048)).min(1).max(50);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
const ulimitNames = [
  "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack",
] as const;

const ulimitName = () =>
  text(
    new RegExp(`^(${ulimitNames.join("|")})$`),
    "must be the name of a limit",
    `Use one of: ${ulimitNames.join(", ")}.`,
  );

export const containerSchema = z.strictObject({
  readOnlyRootFilesystem: boolean().describe("Only /tmp and the volumes can be written; they end with the task."),
  user: userId().describe("User and group id that the container runs as."),
  exec: boolean().describe("Allow `aws ecs execute-command` into running tasks. Needs a writable root filesystem."),
  ulimits: z.record(ulimitName(), integer(1, 1_073_741_824)).describe("Limits of the process, soft and hard alike. Fargate takes `nofile` only."),
});

export const sidecarSchema = z.strictObject({
  image: text(
    /^[\w.-]+(:\d+)?\/[\w./-]+(:(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
    "must be an image with registry and version",
    "Write it as public.ecr.aws/<name>:<version>, or with a digest; with :latest every task may run another.",
  ).describe("Image with its registry and a version or digest."),
  command: command().optional().describe("Replaces the image's own command."),
  environment: environmentVariables().describe("Plain settings of this container."),
  cpu: integer(0, 16_384).describe("CPU units kept for it, out of the task's."),
  memoryMiB: integer(6, 122_880).describe("Memory that it may use, out of the task's, in MiB."),
  user: userId().optional().describe("User and group id; the image's own without it."),
  essential: boolean().describe("Whether the task ends with it."),
  start: z
    .enum(["before", "with", "after"])
    .describe("`before`: the module's container waits until this one runs, or is healthy where it has `health`; `after` the other way round."),
  health: command().optional().describe("Command without a shell that succeeds when the container works."),
});
export type SidecarConfig = z.output<typeof sidecarSchema>;

export const sidecarsSchema = z.record(sidecarName, sidecarSchema);

/** Fluent Bit's own words, which differ from output to output. */
const outputOptions = z.record(
  text(/^[\w.-]{1,100}$/, "must be the name of an option", "Use letters, digits, dots, hyphens and underscores."),
  z.string().min(1).max(500),
);

export const logRouterSchema = optionalPart(
  z.strictObject({
    options: outputOptions.describe("Options of the Fluent Bit output, `Name` first of all; never secrets."),
  }),
);

export const volumesSchema = z.record(
  volumeName,
  text(/^(\/[\w.-]+)+$/, "must be an absolute path", "Start with / and do not end with it, for example /cache.").max(200),
);
