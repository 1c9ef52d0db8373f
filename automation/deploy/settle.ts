import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { awsClients, type AwsClients } from "./aws/clients";
import { digestIn } from "./aws/images";
import { currentRelease, noteGoodRelease, removeRelease, writeRelease } from "./aws/releases";
import type { ServiceResult } from "./aws/services";
import type { Verdict } from "./aws/verdict";
import type { ModuleImage } from "./moduleImages";

/** For whoever was told to end as well: what is known by now is worth to be written down. */
const patience = 30_000;

/** What is named of a module, and what ECS made of it; a digest is undefined for the bootstrap image. */
export interface Seen {
  readonly verdict: Verdict["state"];
  /** The one that the module was given. */
  readonly given: string | undefined;
  /** The one that runs instead, after a rollback by ECS or a later update. */
  readonly running: string | undefined;
  readonly named: string | undefined;
}

export type Settlement =
  | { readonly act: "nothing" }
  /** `digest` is what `rollback` may return to. */
  | { readonly act: "note"; readonly digest: string }
  /** `digest` is named again; undefined is no release at all. */
  | { readonly act: "nameAgain"; readonly digest: string | undefined; readonly failed: string }
  /** Somebody else has named another meanwhile, and the last one named wins. */
  | { readonly act: "leave"; readonly digest: string | undefined; readonly failed: string };

/**
 * What ECS went back from must not be tried by the next update of anybody, so what runs is named again. Where the same
 * image runs as before, its settings were at fault and not the image.
 */
export function settlement({ verdict, given, running, named }: Seen): Settlement {
  if (given === undefined) return { act: "nothing" };
  if (verdict === "good") return { act: "note", digest: given };
  if ((verdict !== "rolledBack" && verdict !== "overtaken") || given === running) return { act: "nothing" };
  if (verdict === "overtaken" || named !== given) return { act: "leave", digest: named, failed: given };
  return { act: "nameAgain", digest: running, failed: given };
}

export interface Settled {
  readonly errors: readonly string[];
  /** By module, the digest that it was given. */
  readonly releases: Readonly<Record<string, string>>;
}

type Environment = Pick<EnvironmentConfig, "name" | "aws">;

/** Writes down what became of the images of an update that is over; whatever goes wrong here is told, and no more. */
export async function settle(
  { name, aws: { region } }: Environment,
  images: readonly ModuleImage[],
  broken: readonly ServiceResult[],
): Promise<Settled> {
  const clients = awsClients(region);
  const errors: string[] = [];
  const releases: Record<string, string> = {};
  try {
    for (const image of images) {
      const { module } = image;
      try {
        const seen = await look(clients, name, image, verdictOn(image, broken));
        if (seen.given !== undefined) releases[module] = seen.given;
        const told = await act(clients, name, module, settlement(seen));
        errors.push(...told.map((text) => `${module}: ${text}`));
      } catch (error) {
        const { message } = error as Error;
        errors.push(`${module}: what became of its release could not be written down: ${message}`);
      }
    }
  } finally {
    clients.close();
  }
  return { errors, releases };
}

/** What is nowhere among the broken runs; a job has nothing that could be broken. */
export function verdictOn({ taskDefinition }: ModuleImage, broken: readonly ServiceResult[]): Verdict {
  return broken.find((result) => result.taskDefinition === taskDefinition)?.verdict ?? { state: "good" };
}

async function look(
  { ecs, ssm }: AwsClients,
  environment: string,
  { module, taskDefinition }: ModuleImage,
  verdict: Verdict,
): Promise<Seen> {
  const digest = (arn: string) => digestIn(ecs, arn, module, AbortSignal.timeout(patience));
  const instead =
    verdict.state === "rolledBack" ? verdict.running : verdict.state === "overtaken" ? verdict.by : undefined;
  return {
    verdict: verdict.state,
    given: await digest(taskDefinition),
    running: instead === undefined ? undefined : await digest(instead),
    named: instead === undefined ? undefined : await currentRelease(ssm, environment, module),
  };
}

/** Answers with what an operator should know of it. */
async function act(
  { ssm }: AwsClients,
  environment: string,
  module: string,
  settlement: Settlement,
): Promise<readonly string[]> {
  switch (settlement.act) {
    case "nothing":
      return [];
    case "note":
      await noteGoodRelease(ssm, environment, module, settlement.digest);
      return [];
    case "leave":
      return [
        `${settlement.digest ?? "no release"} was named after ${settlement.failed}, and is what the next update runs.`,
      ];
    case "nameAgain":
      if (settlement.digest === undefined) await removeRelease(ssm, environment, module);
      else await writeRelease(ssm, environment, module, settlement.digest);
      return [
        `${settlement.digest ?? "the bootstrap image"} is named again, so that no update tries ${settlement.failed}.`,
      ];
  }
}
