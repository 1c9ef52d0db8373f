/** The languages of the page, by the names that BCP 47 has for them. */
export const languages = ["en", "ko"] as const;

export type Language = (typeof languages)[number];
