import { expect } from "chai";
import { cronOf } from "../../../../automation/export/kubernetes/cron";

describe("schedules of EventBridge as those of a CronJob", () => {
  const same: readonly (readonly [schedule: string, cron: string])[] = [
    ["cron(0 6 ? * MON *)", "0 6 * * 1"],
    ["cron(30 9 ? * 2-6 *)", "30 9 * * 1-5"],
    ["cron(30 9 ? * MON-FRI *)", "30 9 * * 1-5"],
    ["cron(0 2 ? * 1,7 *)", "0 2 * * 0,6"],
    ["cron(0 2 ? * FRI-MON *)", "0 2 * * 0,1,5,6"],
    ["cron(0 22-2/2 * * ? *)", "0 0,2,22 * * *"],
    ["cron(0/15 8-18 * * ? *)", "0-59/15 8-18 * * *"],
    ["cron(*/20 * * * ? *)", "*/20 * * * *"],
    ["cron(0 0 1,15 JAN-MAR ? *)", "0 0 1,15 1-3 *"],
    ["cron(5 4 31 12 ? *)", "5 4 31 12 *"],
  ];
  for (const [schedule, cron] of same)
    it(`${schedule} is ${cron}`, () => {
      expect(cronOf(schedule)).to.deep.equal({ cron });
    });

  const rates: readonly (readonly [schedule: string, cron: string])[] = [
    ["rate(1 minute)", "*/1 * * * *"],
    ["rate(15 minutes)", "*/15 * * * *"],
    ["rate(60 minutes)", "0 * * * *"],
    ["rate(1 hour)", "0 */1 * * *"],
    ["rate(6 hours)", "0 */6 * * *"],
    ["rate(24 hours)", "0 0 * * *"],
    ["rate(1 day)", "0 0 * * *"],
  ];
  for (const [schedule, cron] of rates)
    it(`${schedule} is ${cron}, counted from elsewhere`, () => {
      expect(cronOf(schedule)).to.deep.equal({
        cron,
        note: "counts from full hours and midnight, not from when the schedule was made",
      });
    });

  const lost: readonly (readonly [schedule: string, note: string])[] = [
    ["cron(0 0 L * ? *)", "a CronJob has no L for the day of month"],
    ["cron(0 0 15W * ? *)", "a CronJob has no 15W for the day of month"],
    ["cron(0 9 ? * MON#1 *)", "a CronJob has no MON#1 for the day of week"],
    ["cron(0 9 ? * 6L *)", "a CronJob has no 6L for the day of week"],
    ["cron(0 9 1 1 ? 2030)", "a CronJob has no year, and this one is only for 2030"],
    ["rate(7 minutes)", "7 minutes do not divide an hour evenly"],
    ["rate(90 minutes)", "90 minutes do not divide an hour evenly"],
    ["rate(5 hours)", "5 hours do not divide a day evenly"],
    ["rate(2 days)", "2 days do not divide a day evenly"],
  ];
  for (const [schedule, note] of lost)
    it(`${schedule} cannot be told`, () => {
      expect(cronOf(schedule)).to.deep.equal({ note });
    });
});
