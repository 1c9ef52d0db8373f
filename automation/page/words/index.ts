import type { Language } from "../languages";
import { en, type Words } from "./en";
import { ko } from "./ko";

export type { Words } from "./en";

export const wordsOf: Readonly<Record<Language, Words>> = { en, ko };
