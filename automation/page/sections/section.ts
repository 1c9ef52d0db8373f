import type { ComponentChildren } from "preact";
import type { PageData } from "../data";
import type { Words } from "../words/en";

/** What every section is made of. */
export interface SectionProps {
  readonly data: PageData;
  readonly words: Words;
}

/** A part of the page with a heading and a place in the contents. */
export interface PageSection {
  readonly id: string;
  readonly heading: string;
  readonly body: ComponentChildren;
}
