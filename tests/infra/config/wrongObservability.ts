import { amount, choice, flag, list, part, section, text, whole, type Wrong } from "./wrongKinds";

const mail = text("nobody", "a@b@c", "@example.com", "a@", "a b@example.com");
const severities = list({
  items: choice(["critical"], "urgent"),
  sound: ["critical", "warning"],
  min: 1,
  max: 2,
});
const uuid = text("01234567", "0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdeg");
const chatId = text("C07-1", "#alarms", "C07 1");

/** What cannot stand at the paths below `observability`. */
export const wrongObservability: Readonly<Record<string, readonly Wrong[]>> = {
  observability: section,
  "observability.owner": mail,
  "observability.runbooks": text(
    "http://example.com",
    "example.com/runbooks",
    "https://example.com/runbooks/",
  ),
  "observability.dashboards": flag,
  "observability.subscribers": section,
  "observability.subscribers.*": [...section, ["false", false]],
  "observability.subscribers.*.email": mail,
  "observability.subscribers.*.severities": severities,
  "observability.subscribers.*.owner": mail,
  "observability.subscribers.*.slack": part("workspace"),
  "observability.subscribers.*.slack.workspace": chatId,
  "observability.subscribers.*.slack.channel": chatId,
  "observability.subscribers.*.teams": part("tenant"),
  "observability.subscribers.*.teams.tenant": uuid,
  "observability.subscribers.*.teams.team": uuid,
  "observability.subscribers.*.teams.channel": text("19:one@thread.tacv2", "on-call", "19%3Aone"),
  "observability.quietTimes": section,
  "observability.quietTimes.*": part("at"),
  "observability.quietTimes.*.at": text("cron(0 2 * * ? *)", "rate(1 day)", "0 2 * * *", "cron(0 2 * *)"),
  "observability.quietTimes.*.timezone": text("Asia/Soul", "+09:00", "KST9"),
  "observability.quietTimes.*.minutes": whole(1, 21_600),
  "observability.quietTimes.*.severities": severities,
  "observability.api": section,
  "observability.api.errorPercent": amount(100),
  "observability.api.refusedPercent": amount(100),
  "observability.api.anomalyBand": amount(10),
};
