import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { project } from "../../infra/naming";
import { examplePages } from "./examples";
import { environmentJsonSchema, stackFileSchema } from "./jsonSchema";
import { modulesPage } from "./modules/page";
import { planPicture } from "./picture";
import { referencePage } from "./reference";

/** All that is generated, by path below the project's folder. */
export async function generatedFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  return {
    "schema/stack.json": `${JSON.stringify(stackFileSchema(), undefined, 2)}\n`,
    "docs/reference.md": referencePage(),
    "docs/modules.md": await modulesPage(),
    "Pulumi.yaml": projectFile(readFileSync(join(folder, "Pulumi.yaml"), "utf8")),
    "docs/plan-prod.svg": await planPicture(folder, "prod"),
    ...(await examplePages(folder)),
  };
}

/** Keys that the engine must not ask for where the profile answers. */
const required = ["profile", "modules"];

/** Pulumi.yaml with its section `config` made anew; all else stays, comments included. */
function projectFile(source: string): string {
  const document = parseDocument(source);
  const declared = Object.entries(environmentJsonSchema().properties ?? {}).map(
    ([key, { type, description }]) => [
      key,
      { type, description, ...(required.includes(key) ? {} : { default: {} }) },
    ],
  );
  if (!isMap(document.contents)) throw new Error(`Pulumi.yaml of ${project} is not a set of keys`);
  document.set("config", document.createNode(Object.fromEntries(declared)));
  return document.toString({ lineWidth: 0 });
}
