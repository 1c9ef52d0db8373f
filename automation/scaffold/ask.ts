import type { Readable, Writable } from "node:stream";
import { z } from "zod";
import { aiProviderNames } from "../../infra/aiProviders";
import { fargateCpuUnits, fargateMemoryMiB } from "../../infra/aws/fargateSizes";
import { moduleName } from "../../infra/config/schema/names";
import { OperatorError } from "../operatorError";
import type { Answers } from "./entry";

/** Where questions are put; nobody answers where it is not interactive. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly interactive: boolean;
}

/** Standard error, so that what a command prints can go into a file or a pipe. */
export function processTerminal(): Terminal {
  const { stdin: input, stderr: output } = process;
  return { input, output, interactive: input.isTTY && output.isTTY };
}

/** What was said by flags. */
export type Given = Partial<Answers>;

/**
 * Asks for what the flags have not said.
 * @param options `only`: what there is no default for, as with `--yes`. `decided`: whether it is said what to do in the
 * end, for which nobody can be asked without a terminal.
 * @throws OperatorError with all missing flags where nobody can be asked, and when the questions are left.
 */
export async function askModule(
  given: Given,
  existing: readonly string[],
  terminal: Terminal,
  { only = false, decided = true }: { readonly only?: boolean; readonly decided?: boolean } = {},
): Promise<Answers> {
  if (!terminal.interactive) return complete(given, decided);
  const ask = await questions(terminal);
  const name =
    given.name ?? (await ask.text("Name of the module", { validate: (text) => nameFault(text, existing) }));
  const owner =
    given.owner ?? (await ask.text("Mail address of the team that answers for it", { validate: mailFault }));
  const routes =
    given.routes ??
    listOf(await ask.text("Paths that it answers, by commas, or none", { initialValue: `/${name}` }));
  if (only) return { ...given, name, owner, routes };
  const size = given.size ?? (await askSize(ask));
  const scaling = given.scaling ?? scalingOf(await askScaling(ask));
  const stores =
    given.schema === undefined && given.bucket === undefined
      ? await ask.several("What it keeps", [
          { value: "schema", label: "schema", hint: "a MariaDB schema of its own" },
          { value: "bucket", label: "bucket", hint: "an S3 bucket of its own" },
        ])
      : [];
  const aiProviders =
    given.aiProviders ??
    (await ask.several(
      "AI services that it calls",
      aiProviderNames.map((value) => ({ value, label: value })),
    ));
  const calls =
    given.calls ??
    (existing.length === 0
      ? []
      : await ask.several(
          "Modules that it calls",
          existing.map((value) => ({ value, label: value })),
        ));
  return {
    ...Object.fromEntries(stores.map((store) => [store, true])),
    ...given,
    name,
    owner,
    routes,
    ...(size === undefined ? {} : { size }),
    ...(scaling === undefined ? {} : { scaling }),
    aiProviders,
    calls,
  };
}

/** @throws OperatorError when the person leaves the question; a no is an answer. */
export async function confirm(message: string, terminal: Terminal): Promise<boolean> {
  return (await questions(terminal)).confirm(message);
}

/** `a, b` as a list; `none` is an empty one. */
export function listOf(text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.length === 1 && parts[0] === "none" ? [] : parts.filter((part) => part !== "");
}

/** Answers that must be there, since a guess would be wrong, and how each is given. */
const required = { name: "[name]", owner: "--owner", routes: "--routes (or --routes none)" } as const;

function complete(given: Given, decided: boolean): Answers {
  const { name, owner, routes } = given;
  if (decided && name !== undefined && owner !== undefined && routes !== undefined)
    return { ...given, name, owner, routes };
  const missing = [
    ...Object.entries(required).flatMap(([key, flag]) =>
      given[key as keyof typeof required] === undefined ? [flag] : [],
    ),
    ...(decided ? [] : ["--yes (or --dry-run)"]),
  ];
  throw new OperatorError(
    `there is no terminal to ask on, and these are missing: ${missing.join(", ")}. Add them.`,
  );
}

type Questions = Awaited<ReturnType<typeof questions>>;

async function questions({ input, output }: Terminal) {
  const clack = await import("@clack/prompts");
  const streams = { input, output };
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (clack.isCancel(answer)) throw new OperatorError("left without an answer; nothing is written.");
    return answer as Exclude<T, symbol>;
  };
  return {
    text: async (message: string, options: { initialValue?: string; validate?: Validate } = {}) =>
      answered(await clack.text({ message, ...options, ...streams })).trim(),
    choice: async <T extends string>(message: string, options: readonly Choice<T>[]) =>
      answered(await clack.select<string>({ message, options: [...options], ...streams })) as T,
    several: async (message: string, options: readonly Choice<string>[]) =>
      answered(
        await clack.multiselect<string>({ message, options: [...options], required: false, ...streams }),
      ),
    confirm: async (message: string) =>
      answered(await clack.confirm({ message, initialValue: false, ...streams })),
  };
}

type Validate = (text: string | undefined) => string | undefined;

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

async function askSize(ask: Questions): Promise<Answers["size"]> {
  const sizes = fargateCpuUnits.slice(0, 5).map((cpu) => ({ cpu, memoryMiB: fargateMemoryMiB(cpu)[0]! }));
  const label = ({ cpu, memoryMiB }: (typeof sizes)[number]) => `${cpu / 1024} vCPU, ${memoryMiB / 1024} GiB`;
  const chosen = await ask.choice("Size of one task", [
    { value: "default", label: "as the environment's profile says" },
    ...sizes.map((size) => ({ value: label(size), label: label(size) })),
  ]);
  return sizes.find((size) => label(size) === chosen);
}

async function askScaling(ask: Questions): Promise<string> {
  return ask.text("Tasks at least and at most, as 1-4; empty for what the profile says", {
    validate: (text = "") =>
      text.trim() === "" || scalingOf(text) !== undefined ? undefined : "Write two numbers, as 1-4.",
  });
}

function scalingOf(text: string): Answers["scaling"] {
  const [, min, max] = /^\s*(\d{1,4})\s*-\s*(\d{1,4})\s*$/.exec(text) ?? [];
  return min === undefined || max === undefined ? undefined : { min: Number(min), max: Number(max) };
}

function nameFault(text: string | undefined, existing: readonly string[]): string | undefined {
  const name = (text ?? "").trim();
  if (!moduleName.safeParse(name).success)
    return "Use 2 to 24 lower-case letters, digits and single hyphens, starting with a letter.";
  return existing.includes(name) ? "There is one of that name." : undefined;
}

function mailFault(text: string | undefined): string | undefined {
  return z.email().safeParse((text ?? "").trim()).success ? undefined : "Write a mail address.";
}
