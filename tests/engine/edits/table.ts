import { databaseEdits, moduleDataEdits } from "./data";
import { apiEdits, clientEdits, doorEdits, domainEdits } from "./edge";
import type { Edit } from "./edit";
import { environmentEdits } from "./environment";
import { keepingEdits } from "./keeping";
import { moduleEdits, routingEdits } from "./modules";
import { prodEdits } from "./prod";
import { stagingEdits } from "./staging";

export type Subject = Edit & { readonly subject: string };

const about = (subject: string, edits: readonly Edit[]): Subject[] =>
  edits.map((edit) => ({ ...edit, subject }));

/** Every edit, and what it is about. */
export const subjects: readonly Subject[] = [
  ...about("modules", moduleEdits),
  ...about("routing", routingEdits),
  ...about("data of modules", moduleDataEdits),
  ...about("databases", databaseEdits),
  ...about("keeping", keepingEdits),
  ...about("environment", environmentEdits),
  ...about("routes of the API", apiEdits),
  ...about("clients", clientEdits),
  ...about("the door", doorEdits),
  ...about("domain", domainEdits),
  ...about("prod", prodEdits),
  ...about("staging", stagingEdits),
];
