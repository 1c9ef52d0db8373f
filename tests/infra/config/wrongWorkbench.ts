import {
  amount,
  choice,
  list,
  optionalSection,
  retention,
  section,
  text,
  whole,
  type Wrong,
} from "./wrongKinds";

/** What cannot stand at the paths below `workbench`. */
export const wrongWorkbench: Readonly<Record<string, readonly Wrong[]>> = {
  workbench: section,
  "costs.workbenchHoursPerTeam": amount(744),
  "workbench.idleMinutes": whole(60, 1440),
  "workbench.instanceTypes": list({
    items: choice(["ml.t3.medium"], "t3.medium"),
    sound: ["ml.t3.medium"],
    min: 1,
    twice: [],
  }),
  "workbench.logs": optionalSection,
  "workbench.logs.retentionDays": retention,
  "workbench.teams": section,
  "workbench.teams.*": section,
  "workbench.teams.*.owner": text("nobody", "a@b@c", "@example.com"),
  "workbench.teams.*.reads": list({
    items: text("Planning", "planning/bucket", "*"),
    sound: ["planning"],
    max: 20,
    twice: [],
  }),
  "workbench.teams.*.storageGiB": whole(5, 16_384),
  "workbench.teams.*.members": list({
    items: text("member", "arn:aws:iam::12345:user/member", "arn:aws:iam::123456789012:group/members", "*"),
    sound: ["arn:aws:iam::123456789012:role/one"],
    max: 20,
    twice: [],
  }),
};
