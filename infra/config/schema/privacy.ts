import { z } from "zod";
import { retentionDays, text } from "./scalars";

const identifierName = () =>
  text(
    /^[A-Za-z][A-Za-z0-9_-]{0,127}$/,
    "must be the name of an identifier",
    "Use up to 128 letters, digits, hyphens and underscores, starting with a letter.",
  );

export const privacySchema = z.strictObject({
  personalLogDays: retentionDays().describe(
    "Most days that a log may be kept that can hold what people wrote: of modules, sessions, databases and the API.",
  ),
  findingDays: retentionDays().describe(
    "Days that findings of personal data in logs are kept. They say where it stood, and never what it was.",
  ),
  identifiers: z
    .record(identifierName(), z.string().min(1).max(200))
    .describe(
      "What else is masked in logs, as regular expressions by a name of your choice, for example EmployeeId. At most three, and without parentheses, as CloudWatch Logs takes them.",
    ),
});
export type PrivacyConfig = z.output<typeof privacySchema>;
