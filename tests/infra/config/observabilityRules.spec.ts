import { ruleTable } from "./ruleTable";

const email = "on-call@example.com";
const slack = { workspace: "T07EXAMPLE1", channel: "C07EXAMPLE1" };
const path = "observability.subscribers.on-call";

ruleTable("rules of those who are told", [
  {
    says: `${path} must have one of email, slack and teams; got ["email","slack"]. Write one; who wants to be told in two ways is two subscribers.`,
    wrong: { [path]: { email, slack } },
    right: { [path]: { slack } },
  },
  {
    says: `${path} must have one of email, slack and teams; got []. Write one; who wants to be told in two ways is two subscribers.`,
    wrong: { [path]: { severities: ["critical"] } },
    right: { [path]: { email, severities: ["critical"] } },
  },
  {
    trap: "a channel that gets the alarms of everybody",
    says: `${path}.owner needs email; got "a@example.com". A channel gets all alarms of its severities; remove owner, or tell them by mail.`,
    wrong: { [path]: { slack, owner: "a@example.com" } },
    right: { [path]: { email, owner: "a@example.com" } },
  },
]);

const night = { at: "cron(0 2 * * SUN)", timezone: "Asia/Soul", minutes: 60 };

ruleTable("rules of quiet times", [
  {
    says: 'observability.quietTimes.night.timezone must be a time zone that there is; got "Asia/Soul". Write a name of the IANA time zone database, for example Asia/Seoul, or UTC.',
    wrong: { "observability.quietTimes": { night } },
    right: { "observability.quietTimes": { night: { ...night, timezone: "Asia/Seoul" } } },
  },
]);

const unheard = "An alarm that nobody hears is none; name a mailbox or a channel that somebody looks at.";
const floor = "observability.subscribers must have one for every critical alarm in prod";

ruleTable("rules of production on alarms", [
  {
    trap: "production in which alarms ring and nobody hears them",
    says: `${floor}; got []. ${unheard}`,
    wrong: { "observability.subscribers": {} },
    right: { "observability.subscribers": { "on-call": { email } } },
    stack: "prod",
  },
  {
    says: `${floor}; got ["on-call"]. ${unheard}`,
    wrong: { "observability.subscribers": { "on-call": { email, severities: ["warning"] } } },
    right: { "observability.subscribers": { "on-call": { email, severities: ["critical"] } } },
    stack: "prod",
  },
  {
    says: `${floor}; got ["on-call"]. ${unheard}`,
    wrong: { "observability.subscribers": { "on-call": { email, owner: "a@example.com" } } },
    right: { "observability.subscribers": { "on-call": { slack } } },
    stack: "prod",
  },
  {
    says: "observability.owner is required in prod. Write who answers for the platform.",
    wrong: { "observability.owner": undefined },
    right: { "observability.owner": "a@example.com" },
    stack: "prod",
  },
]);
