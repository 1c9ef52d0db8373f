import { z } from "zod";

/**
 * `pulumi config set` writes numbers and booleans as text unless they are given with --path, and the engine
 * hands every top-level value over as text; so both forms mean the same here.
 */
const numberFromText = (value: unknown) =>
  typeof value === "string" && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) ? Number(value) : value;
const booleanFromText = (value: unknown) => (value === "true" ? true : value === "false" ? false : value);

export const integer = (from: number, to: number) => z.preprocess(numberFromText, z.int().min(from).max(to));
export const number = (from: number, to: number) => z.preprocess(numberFromText, z.number().min(from).max(to));
export const boolean = () => z.preprocess(booleanFromText, z.boolean());
/** An object, or `false` for none. */
export const optionalPart = <T extends z.ZodType>(part: T) => z.union([z.preprocess(booleanFromText, z.literal(false)), part]);

/** Text that must match an anchored pattern; the rule and the fix are what an operator reads. */
export const text = (pattern: RegExp, rule: string, fix: string) =>
  z.string().regex(pattern, { error: JSON.stringify({ rule, fix }) });

/** An address range. */
export const cidr = () =>
  text(
    /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}\/[1-9]\d?$/,
    "must be an IPv4 range",
    "Write it as address/prefix, for example 10.20.0.0/16.",
  );

/** A whole number out of a few, such as log retention days. */
export const oneOf = (values: readonly number[]) => z.preprocess(numberFromText, z.literal(values));

/**
 * CloudWatch Logs accepts these and no others.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const retentionDays = () =>
  oneOf([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]);
