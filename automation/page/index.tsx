import { renderToString } from "preact-render-to-string";
import type { Asked } from "../plan/asked";
import type { Plan } from "../plan/makePlan";
import type { StackRef } from "../project";
import { type PageData, pageData } from "./data";
import type { Language } from "./languages";
import { Page } from "./page";
import { drawPicture } from "./picture";
import { pictureWords } from "./picture/words";
import { wordsOf } from "./words";

/**
 * One HTML page of an environment, whole in itself: it loads nothing from anywhere, and asks nobody.
 * @param ref the stack file of the plan, beside which the other environments lie
 */
export async function pageOf(
  plan: Plan,
  ref: StackRef,
  { language, ...asked }: Asked & { readonly language: Language },
): Promise<string> {
  const data = await pageData(plan, ref, asked);
  return render(data, await drawPicture(plan, pictureWords[language]), language);
}

/**
 * The same data, picture and language give the same text, byte for byte.
 * @param picture an `<svg>`, as it is
 */
export function render(data: PageData, picture: string, language: Language): string {
  return `<!DOCTYPE html>\n${renderToString(<Page data={data} picture={picture} words={wordsOf[language]} />)}\n`;
}
