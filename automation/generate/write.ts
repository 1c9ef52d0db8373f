import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../project";
import { generatedFiles } from ".";

async function write(folder: string): Promise<void> {
  for (const [path, text] of Object.entries(await generatedFiles(folder))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

void write(projectFolder(process.cwd()));
