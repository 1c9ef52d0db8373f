import { z } from "zod";
import { studioInstanceTypes } from "../../aws/studioInstances";
import { principals } from "./audit";
import { moduleName, teamName } from "./names";
import { integer, optionalPart, retentionDays } from "./scalars";

/** Each takes some 300 characters of a role's policy, which has 10,240. */
const mostReads = 20;

const teamSchema = z.strictObject({
  owner: z.email().max(256).describe("Mail address of who answers for the team's notebooks, in the tag `Owner`."),
  reads: z
    .array(moduleName)
    .max(mostReads)
    .describe("Modules whose buckets the team may list and read. It can change nothing in them, and sees no other."),
  storageGiB: integer(5, 16_384).describe("Size of the volume that the team's files are on. It can grow while JupyterLab is stopped, and never shrinks."),
  members: principals().describe(
    "Who may take the role that opens the team's JupyterLab. Without any there is no such role.",
  ),
});
export type TeamConfig = z.output<typeof teamSchema>;

export const workbenchSchema = z.strictObject({
  idleMinutes: integer(60, 1440).describe(
    "Minutes without a running notebook or terminal after which JupyterLab is stopped. A team can choose fewer, 60 at least, and never more.",
  ),
  instanceTypes: z
    .array(z.enum(studioInstanceTypes))
    .min(1)
    .describe("Instances that a team may start JupyterLab on; the first one is what it starts on by default. IAM refuses all others."),
  logs: optionalPart(
    z.strictObject({ retentionDays: retentionDays().describe("Days that the log is kept.") }),
  ).describe(
    "The log of JupyterLab itself, which AWS wants in one group for the whole account and region: false where another environment of the account has it.",
  ),
  teams: z
    .record(teamName, teamSchema)
    .describe("Teams with a JupyterLab of their own in the browser, by name. Without any nothing is made."),
});
export type WorkbenchConfig = z.output<typeof workbenchSchema>;
