import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../project";
import { generatedFiles } from ".";

const folder = projectFolder(process.cwd());
for (const [path, text] of Object.entries(generatedFiles(folder))) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
