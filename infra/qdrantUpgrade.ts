import { getParametersByPath } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { fault, type Fault, faultText } from "./faults";
import { parameterPath } from "./naming";
import type { Scope } from "./scope";

/**
 * Where the versions are recorded: the one that runs, written when the last node is steady with it, and the one that has
 * begun, written before the first node is touched. Between the two, a rollout stands still.
 */
export function versionParameters(environment: string): { readonly running: string; readonly begun: string } {
  const running = parameterPath(environment, "data", "qdrant-version");
  return { running, begun: `${running}-begun` };
}

/**
 * Refuses a version to which the nodes may not go from the one that runs. A program awaits this before it makes anything:
 * an error within an `apply` would leave all that waits for it hanging, and `npx ai-platform deploy` with it.
 * @throws pulumi.RunError in an operator's words.
 */
export async function checkUpgrade(
  { environment }: Pick<Scope, "environment">,
  version: string,
  opts: pulumi.InvokeOptions,
): Promise<void> {
  const parameters = versionParameters(environment);
  // By path, because that answers with an empty list before the first version runs.
  const { names, values } = await getParametersByPath({ path: parameterPath(environment, "data") }, opts);
  const recorded = (name: string): string | undefined => values[names.indexOf(name)];
  const refusal = upgradeFault(recorded(parameters.running), recorded(parameters.begun), version);
  if (refusal) throw new pulumi.RunError(faultText(refusal));
}

/**
 * Qdrant reads what the minor version before it wrote, and nothing that a later one did: one minor version at a time,
 * and no way down, not even out of a rollout that failed half way.
 * https://qdrant.tech/documentation/upgrades/
 */
export function upgradeFault(
  running: string | undefined,
  begun: string | undefined,
  wanted: string,
): Fault | undefined {
  // Without nodes that were once all steady there is nothing to read.
  if (running === undefined) return undefined;
  const refuse = (rule: string, fix: string) => fault("data.qdrant.version", rule, wanted, fix);
  const [from, to] = [parse(running), parse(wanted)];
  if (compare(to, from) < 0)
    return refuse(
      `must not be below ${running}, which runs`,
      `Qdrant cannot read what a later version wrote; write ${running} or later.`,
    );
  if (begun !== undefined && compare(to, parse(begun)) < 0)
    return refuse(
      `must not be below ${begun}, which nodes may have begun to run`,
      `Write ${begun} or a later patch of it; docs/runbooks/qdrant-upgrade.md says how to go back if no node did.`,
    );
  if (to.major !== from.major)
    return refuse(
      `must be a ${from.major}.x, since ${running} runs`,
      `Another major version is no rolling upgrade; write ${nextMinor(from)}.`,
    );
  if (to.minor > from.minor + 1)
    return refuse(
      `must be at most one minor version above ${running}, which runs`,
      `Write the last version of ${nextMinor(from)} first, deploy, and go on from there.`,
    );
  return undefined;
}

interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

function parse(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return { major, minor, patch };
}

function compare(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

function nextMinor({ major, minor }: Version): string {
  return `${major}.${minor + 1}.x`;
}
