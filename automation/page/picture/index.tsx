import { renderToString } from "preact-render-to-string";
import type { Plan } from "../../plan/makePlan";
import { crowded } from "./crowd";
import { Svg } from "./draw";
import { layOut } from "./layout";
import { pictureOf } from "./model";
import type { PictureWords } from "./words";

/** The architecture of an environment as an `<svg>` for the page that tells of it: its boxes lead to the page's tables. */
export function drawPicture(plan: Plan, words: PictureWords): Promise<string> {
  return draw(plan, words, true);
}

/** The same as a file of its own, in which nothing leads anywhere. */
export async function drawPictureFile(plan: Plan, words: PictureWords): Promise<string> {
  return `${await draw(plan, words, false)}\n`;
}

async function draw(plan: Plan, words: PictureWords, linked: boolean): Promise<string> {
  const picture = crowded(pictureOf(plan, words));
  return renderToString(
    <Svg
      layout={await layOut(picture)}
      words={words}
      title={words.summary(plan.stack, Object.keys(plan.config.modules).length)}
      titles={new Map(picture.boxes.map(({ id, title }) => [id, title]))}
      linked={linked}
    />,
  );
}
