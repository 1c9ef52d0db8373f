import { z } from "zod";
import { number, optionalPart } from "./scalars";

export const sloSchema = z.strictObject({
  availabilityPercent: number(90, 99.99).describe("Share of the calls that are to be answered without an error, over 30 days."),
  latency: optionalPart(
    z.strictObject({
      seconds: number(0.05, 900).describe("Seconds to the first byte within which an answer counts as quick."),
      percent: number(50, 99.9).describe("Share of the answers that are to be quick, over 30 days."),
    }),
  ).describe("How quick answers are to be, or false."),
});
export type SloConfig = z.output<typeof sloSchema>;
