import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ProfileName } from "../../infra/config/schema/environment";
import { profiles } from "../../stacks/profiles";
import { OperatorError } from "../operatorError";
import { readConfig } from "../plan/makePlan";
import { addModule, type ChangeOptions } from "./actions";
import { askModule, type Given } from "./ask";
import { chosen, readServices } from "./compose/read";
import { entryName } from "./compose/part";
import { moduleOf, noteSections } from "./compose/service";
import { deliveryEntry, environmentRefs } from "./stackEdit";

export interface ImportOptions extends ChangeOptions {
  /** The Compose file, or its folder. */
  readonly path: string;
  readonly service?: string;
  /** What flags say, which holds against the file. */
  readonly given: Given;
  readonly repository?: string;
}

/** A service of a Compose file becomes a module. */
export async function importService({
  path,
  service,
  given,
  repository,
  ...options
}: ImportOptions): Promise<void> {
  const file = composeFile(path, options.cwd);
  const services = readServices(readFileSync(file, "utf8"), path);
  const name = chosen(services, service, path);
  const module = given.name ?? entryName(name);
  if (module === undefined)
    throw new OperatorError(`${name} cannot be the name of a module. Give it one with --name.`);

  const configs = environmentRefs(options.cwd, options.stacks).map((ref) => readConfig(ref));
  const everywhere = (has: (config: (typeof configs)[number]) => unknown) => configs.every(has);
  const { entry, delivery, notes } = moduleOf(name, {
    module,
    services,
    modules: Object.keys(configs[0]!.modules).filter((one) => everywhere(({ modules }) => modules[one])),
    has: {
      schema: everywhere(({ data }) => data.mariadb),
      cache: everywhere(({ data }) => data.cache),
      bucket: true,
    },
    folder: belowTop(dirname(file)),
    graceSeconds: Math.max(...configs.map(({ profile }) => graceSecondsOf(profile))),
  });
  const routes = given.routes ?? (entry.routes as readonly string[] | undefined) ?? [];
  const { owner } = await askModule({ ...given, name: module, routes }, [], options.terminal, {
    only: true,
    decided: options.yes === true || options.dryRun === true,
  });
  await addModule(
    {
      name: module,
      owner,
      entry: { owner, ...entry, routes },
      notes: noteSections(name, notes),
      ...(repository === undefined ? {} : { delivery: deliveryEntry(owner, repository, delivery) }),
    },
    options,
  );
}

/** What a module has to start in where its entry says nothing. */
function graceSecondsOf(profile: ProfileName): number {
  return profiles[profile].module.health?.graceSeconds ?? 0;
}

/** A folder of a repository, counted from its top; empty for that, and outside of any repository. */
function belowTop(folder: string): string {
  for (let top = folder; ; top = dirname(top)) {
    if (existsSync(join(top, ".git"))) return relative(top, folder).replaceAll(sep, "/");
    if (top === dirname(top)) return "";
  }
}

/** In the order in which Compose looks for them: https://docs.docker.com/compose/intro/compose-application-model/ */
const fileNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

function composeFile(path: string, cwd: string): string {
  const at = resolve(cwd, path);
  const found = [at, ...fileNames.map((name) => join(at, name))].find(
    (one) => existsSync(one) && statSync(one).isFile(),
  );
  if (found === undefined) throw new OperatorError(`there is no Compose file ${path}.`);
  return found;
}
