import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { suggestion } from "../../infra/config/nearest";
import { OperatorError } from "../operatorError";
import { readConfig } from "../plan/makePlan";
import { findStack } from "../project";

interface KubernetesOptions {
  readonly output?: string;
  readonly image: readonly string[];
  readonly gateway: string;
}

export function addExportCommand(program: Command): void {
  const group = program
    .command("export")
    .description("the modules in the words of another system, so that ECS is a choice (docs/leaving.md)");
  group
    .command("kubernetes")
    .description("the modules of an environment as plain Kubernetes manifests, made without AWS")
    .argument("<stack>", "dev, staging, prod, or the path of a stack file")
    .option("--output <folder>", "one file for each module in place of one stream")
    .option(
      "--image <module=reference>",
      "where the image of a module is; repeat it for others",
      (given: string, before: readonly string[]) => [...before, given],
      [],
    )
    .option("--gateway <namespace>", "namespace of what stands in front of modules with routes", "gateway")
    .addHelpText(
      "after",
      "\nExit status: 0 exported, 2 the stack file has faults or an option is wrong, 1 a fault of this tool.",
    )
    .action(async (stack: string, options: KubernetesOptions) => {
      const config = readConfig(findStack(stack, process.cwd()));
      const images = imagesOf(options.image, Object.keys(config.modules).sort());
      const gateway = namespaceIn(options.gateway);
      // Loaded only now: no other command needs any of it.
      const { exportOf } = await import("./kubernetes/manifests.js");
      const { filesOf, streamOf, summaryOf } = await import("./kubernetes/text.js");
      const made = await exportOf(config, { images, gateway });
      if (options.output === undefined) process.stdout.write(streamOf(made));
      else writeFiles(resolve(options.output), filesOf(made));
      process.stderr.write(summaryOf(made));
    });
}

/** A registry, a path, and a tag or digest. https://kubernetes.io/docs/concepts/containers/images/ */
const reference = /^[a-z0-9][\w.-]*(:\d+)?(\/[a-z0-9][\w.-]*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** @throws OperatorError with all that is wrong. */
export function imagesOf(given: readonly string[], modules: readonly string[]): Record<string, string> {
  const images: Record<string, string> = {};
  const faults = given.flatMap((text) => {
    const at = text.indexOf("=");
    const [module, image] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    if (at < 1 || !reference.test(image))
      return [
        `--image ${text} is not <module>=<reference>. Write it as planning=ghcr.io/acme/planning:1.4.2.`,
      ];
    if (!modules.includes(module))
      return [`--image ${text}: there is no module ${module}. ${suggestion(module, modules)}`];
    if (images[module] !== undefined) return [`--image names ${module} twice. Leave one out.`];
    images[module] = image;
    return [];
  });
  if (faults.length > 0) throw new OperatorError(faults.join("\n"));
  return images;
}

/** @throws OperatorError for what no namespace is called. */
export function namespaceIn(given: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(given)) return given;
  throw new OperatorError(
    `--gateway must be the name of a namespace; got ${given}. Use up to 63 lower-case letters, digits and hyphens.`,
  );
}

/**
 * Writes the files of an export, over those of an earlier one.
 * @throws OperatorError when the folder has others, which "kubectl apply" would take for part of it.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const others = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name) && !files.has(name));
  if (others.length > 0)
    throw new OperatorError(
      `${folder} has files that are not of this export: ${others.sort().join(", ")}. Remove them, or name another folder.`,
    );
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
