import { join } from "node:path";
import { drawPictureFile } from "../page/picture";
import { pictureWords } from "../page/picture/words";
import { makePlan } from "../plan/makePlan";

/** The architecture of an environment, as an SVG for the docs. */
export async function architecturePicture(folder: string, stack: string): Promise<string> {
  const plan = await makePlan({ stack, path: join(folder, `Pulumi.${stack}.yaml`) });
  return drawPictureFile(plan, pictureWords.en);
}
