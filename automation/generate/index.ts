import { alarmsPage } from "./alarms";
import { architecturePicture } from "./architecture";
import { dashboardPictures } from "./dashboardPicture";
import { examplePages } from "./examples";
import { sharedFileSchema, stackFileSchema } from "./jsonSchema";
import { modulesPage } from "./modules/page";
import { planPicture } from "./picture";
import { referencePage } from "./reference";
import { workflowFiles } from "./workflows";

/** All that is generated, by path below the project's folder. */
export async function generatedFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  return {
    "schema/stack.json": jsonText(stackFileSchema()),
    "schema/shared.json": jsonText(sharedFileSchema()),
    "docs/reference.md": referencePage(),
    "docs/modules.md": await modulesPage(),
    "docs/alarms.md": await alarmsPage(folder, "prod", "planning"),
    "docs/architecture-prod.svg": await architecturePicture(folder, "prod"),
    "docs/plan-prod.svg": await planPicture(folder, "prod"),
    ...(await dashboardPictures(folder, "prod", ["observability", "observability-planning"])),
    ...(await examplePages(folder)),
    ...workflowFiles(folder),
  };
}

const jsonText = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
