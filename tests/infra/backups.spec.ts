import { expect } from "chai";
import { backedUpArns, backupRules, restoreTestingName, retention } from "../../infra/backups";
import { backupsConfig } from "../support/fixtures";

describe("backups", () => {
  it("are taken every day, and once a month for longer", () => {
    expect(backupRules(backupsConfig({ time: "21:05" }))).to.deep.equal([
      { ruleName: "daily", schedule: "cron(5 21 * * ? *)", deleteAfter: 35 },
      { ruleName: "monthly", schedule: "cron(5 21 1 * ? *)", deleteAfter: 365 },
    ]);
    expect(backupRules(backupsConfig({ time: "00:00", monthlyDays: false }))).to.deep.equal([
      { ruleName: "daily", schedule: "cron(0 0 * * ? *)", deleteAfter: 35 },
    ]);
  });

  it("fit into the lock of their vault, whichever days the stack file says", () => {
    for (const dailyDays of [1, 35, 365])
      for (const monthlyDays of [false, 31, 366, 3650] as const) {
        const config = backupsConfig({ dailyDays, monthlyDays });
        const { minRetentionDays, maxRetentionDays } = retention(config);
        for (const { deleteAfter } of backupRules(config))
          expect(deleteAfter).to.be.within(minRetentionDays, maxRetentionDays);
      }
    expect(retention(backupsConfig())).to.deep.equal({ minRetentionDays: 35, maxRetentionDays: 365 });
  });

  it("are of everything of three kinds, with a star only where AWS Backup takes one", () => {
    const arns = backedUpArns("ap-northeast-2", "123456789012");
    expect(arns).to.deep.equal([
      "arn:aws:ec2:ap-northeast-2:123456789012:volume/*",
      "arn:aws:rds:ap-northeast-2:123456789012:db:*",
      "arn:aws:s3:::*",
    ]);
    for (const arn of arns) expect(arn.indexOf("*")).to.equal(arn.length - 1);
  });

  it("are tested under names that AWS takes", () => {
    expect(restoreTestingName("prod-eu", "RDS")).to.equal("ai_platform_prod_eu_RDS");
    expect(restoreTestingName("e".repeat(20), "RDS")).to.match(/^\w{1,50}$/);
  });
});
