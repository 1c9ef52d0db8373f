import { z } from "zod";
import { integer, number, optionalPart, text } from "./scalars";

export const releaseSchema = z.strictObject({
  strategy: z
    .enum(["rolling", "blue-green", "canary", "linear"])
    .describe("How a new revision takes over: task by task; at once, beside the old one; a first share and then the rest; or in equal steps."),
  bakeMinutes: integer(0, 1440).describe("Minutes that the old revision stays after the new one has all traffic; not with `rolling`."),
  stepPercent: integer(3, 100).describe("Share of the traffic that goes first (`canary`), or with every step (`linear`)."),
  stepMinutes: integer(0, 1440).describe("Minutes after the first share, or after every step."),
  alarms: optionalPart(
    z.strictObject({
      errorPercent: number(0.1, 100).describe("Answers with a status of 500 and above, in percent of all."),
      responseSeconds: number(0.05, 900).optional().describe("Seconds to the first byte, of the slowest twentieth of the answers."),
    }),
  ).describe("What rolls a release back, or false. A module without routes has no such alarms."),
  smokeTest: optionalPart(
    z.strictObject({
      path: text(/^\/[\w./-]*$/, "must be a path", "Start with /, for example /health.").max(200).describe("Path of the module to ask."),
      status: integer(200, 499).describe("Status of the right answer."),
    }),
  ).describe("Asks the new revision before it gets traffic, or false; not with `rolling`."),
  approvalMinutes: optionalPart(integer(1, 20_160)).describe(
    "Minutes to wait for `deploy approve` before the new revision gets traffic, or false; then the release is rolled back. Not with `rolling`.",
  ),
});
export type ReleaseConfig = z.output<typeof releaseSchema>;
