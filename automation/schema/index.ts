import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { project } from "../../infra/naming";
import { environmentJsonSchema, stackFileSchema } from "./jsonSchema";
import { referencePage } from "./reference";

/** What is generated from the configuration's schema, by path below the project's folder. */
export function generatedFiles(folder: string): Readonly<Record<string, string>> {
  return {
    "schema/stack.json": `${JSON.stringify(stackFileSchema(), undefined, 2)}\n`,
    "docs/reference.md": referencePage(),
    "Pulumi.yaml": projectFile(readFileSync(join(folder, "Pulumi.yaml"), "utf8")),
  };
}

/** Keys that the engine must not ask for where the profile answers. */
const required = ["profile", "modules"];

/** Pulumi.yaml with its section `config` made anew; all else stays, comments included. */
function projectFile(source: string): string {
  const document = parseDocument(source);
  const declared = Object.entries(environmentJsonSchema().properties ?? {}).map(([key, { type, description }]) => [
    key,
    { type, description, ...(required.includes(key) ? {} : { default: {} }) },
  ]);
  if (!isMap(document.contents)) throw new Error(`Pulumi.yaml of ${project} is not a set of keys`);
  document.set("config", document.createNode(Object.fromEntries(declared)));
  return document.toString({ lineWidth: 0 });
}
