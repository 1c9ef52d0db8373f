import { expect } from "chai";
import { quotaUse } from "../../../infra/config/quotaUse";
import { configOf } from "../../support/harness";
import { ruleTable } from "./ruleTable";

const lab = "workbench.teams.lab";
const owner = { [`${lab}.owner`]: "lab@example.com" };
const withBucket = { "modules.planning.data.bucket": true, "modules.support.data.bucket": false };
const others = { "modules.manufacturing.data.bucket": false };

ruleTable("rules of the workbench", [
  {
    says: 'workbench.teams.lab.reads[1] must be a module with data.bucket; got "support". Only buckets can be read here; those are planning.',
    wrong: { ...owner, ...withBucket, ...others, [`${lab}.reads`]: ["planning", "support"] },
    right: { ...owner, ...withBucket, ...others, [`${lab}.reads`]: ["planning"] },
  },
  {
    says: 'workbench.teams.lab.reads[0] must be a module with data.bucket; got "nothing". Only buckets can be read here; those are planning.',
    wrong: { ...owner, ...withBucket, ...others, [`${lab}.reads`]: ["nothing"] },
    right: { ...owner, ...withBucket, ...others },
  },
  {
    says: 'workbench.teams.lab.reads must not name a module twice; got ["planning","planning"]. Remove one.',
    wrong: { ...owner, ...withBucket, [`${lab}.reads`]: ["planning", "planning"] },
    right: { ...owner, ...withBucket, [`${lab}.reads`]: ["planning"] },
  },
  {
    says: 'workbench.instanceTypes must not name an instance type twice; got ["ml.t3.medium","ml.t3.medium"]. Remove one.',
    wrong: { "workbench.instanceTypes": ["ml.t3.medium", "ml.t3.medium"] },
    right: { "workbench.instanceTypes": ["ml.t3.medium"] },
  },
  {
    says: "workbench.logs.retentionDays must be at most privacy.personalLogDays (365); got 731. Personal data is kept no longer than it is needed; lower it, or raise the other and say why.",
    wrong: { ...owner, "workbench.logs": { retentionDays: 731 } },
    // Nothing is made without a team.
    right: { "workbench.logs": { retentionDays: 731 } },
  },
]);

describe("the workbench among the quotas", () => {
  const addresses = (teams: number) => {
    const config = configOf("dev");
    const named = Array.from({ length: teams }, (_, index) => [`team-${index}`, team] as const);
    const workbench = { ...config.workbench, teams: Object.fromEntries(named) };
    return quotaUse({ ...config, workbench }).find(({ name }) => name.startsWith("addresses"))!.used;
  };
  const team = { owner: "lab@example.com", reads: [], storageGiB: 5, members: [] };

  it("takes four addresses for each team, and two for their files", () => {
    expect([1, 2, 3].map((teams) => addresses(teams) - addresses(0))).to.deep.equal([6, 10, 14]);
  });
});
