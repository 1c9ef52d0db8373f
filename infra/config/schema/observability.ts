import { z } from "zod";
import { severities } from "../../alarms/alarm";
import { quietTimesSchema } from "./quietTimes";
import { boolean, number, optionalPart, text } from "./scalars";

const chatId = () =>
  text(
    /^[A-Za-z0-9]{1,255}$/,
    "must be the ID that the chat gave it",
    "It ends the link to the channel, or stands in the console of Amazon Q in chat applications.",
  );
const uuid = () =>
  text(
    /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    "must be a UUID",
    "It stands in the console of Amazon Q in chat applications, beside the team.",
  );

const subscriberSchema = z.strictObject({
  email: z
    .email()
    .max(256)
    .optional()
    .describe("Mail address, which has to confirm once that it wants the mails."),
  slack: z
    .strictObject({
      workspace: chatId().describe("ID of the workspace, for example T07EA123LEP."),
      channel: chatId().describe("ID of the channel, for example C07EZ1ABC23."),
    })
    .optional()
    .describe("Channel of a Slack workspace that somebody let in, in the console of Amazon Q in chat applications."),
  teams: z
    .strictObject({
      tenant: uuid().describe("ID of the tenant."),
      team: uuid().describe("ID of the team."),
      channel: text(
        /^[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/,
        "must be the channel's part of its link",
        "Copy it from the link to the channel: it begins with 19%3A.",
      ).describe("ID of the channel, as it stands in the link to it."),
    })
    .optional()
    .describe("Channel of a team in Microsoft Teams that somebody let in, in the same console."),
  severities: z
    .array(z.enum(severities))
    .min(1)
    .max(severities.length)
    .describe("Alarms of these severities: `critical` needs somebody now, `warning` within a working day."),
  owner: z
    .email()
    .max(256)
    .optional()
    .describe("Only alarms of this owner, as `owner` of a module or of `observability` says. Without it, all of them."),
});
export type SubscriberConfig = z.output<typeof subscriberSchema>;

const percent = () => number(0.1, 100);

const apiSchema = z.strictObject({
  errorPercent: percent().describe("Share of the API's answers that may be errors (5xx), of 50 calls or more in 15 minutes."),
  refusedPercent: percent().describe("Share of them that may be refusals (4xx)."),
  anomalyBand: optionalPart(number(1, 10)).describe(
    "Alarms on unusual numbers of calls and unusual latency: how many standard deviations are usual. False makes none; each costs as much as three alarms.",
  ),
});
export type ApiAlarmsConfig = z.output<typeof apiSchema>;

export const observabilitySchema = z.strictObject({
  owner: z
    .email()
    .max(256)
    .optional()
    .describe("Mail address of who answers for the platform itself: data, network and API. Modules have owners of their own."),
  runbooks: text(
    /^https:\/\/[\w.-]+(\/[\w.~-]+)*$/,
    "must be an https address",
    "Write where docs/runbooks can be read, without a slash at the end.",
  )
    .max(300)
    .optional()
    .describe("Address of this project's folder `docs/runbooks`, for the link in every alarm. Without it, alarms name the page."),
  dashboards: boolean().describe("Make a dashboard of the platform, and one of each module."),
  subscribers: z
    .record(
      text(
        /^[a-z][a-z0-9-]{0,30}$/,
        "must be the name of a subscriber",
        "Use up to 31 lower-case letters, digits and hyphens, starting with a letter.",
      ),
      subscriberSchema,
    )
    .describe("Who is told of alarms, by a name of your choice."),
  quietTimes: quietTimesSchema.describe("Times at which alarms tell nobody, by a name of your choice. They still ring."),
  api: apiSchema.describe("When the API is in trouble."),
});
export type ObservabilityConfig = z.output<typeof observabilitySchema>;
