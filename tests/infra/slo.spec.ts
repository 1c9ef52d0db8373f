import { expect } from "chai";
import { burnThreshold, burnWindows, sloDays } from "../../infra/slo";

describe("how fast an objective may be used up", () => {
  for (const [objective, ...thresholds] of [
    [99.9, 1.44, 0.6, 0.3],
    [99.5, 7.2, 3, 1.5],
    [95, 72, 30, 15],
    [90, 99.9, 60, 30],
  ] as const)
    it(`is, of ${objective} %, ${thresholds.join(", ")} percent of bad calls`, () => {
      expect(burnWindows.map((window) => burnThreshold(objective, window))).to.deep.equal(thresholds);
    });

  it("uses up 2, 5 and 10 percent of a month before somebody is told", () => {
    const used = burnWindows.map(({ burnRate, long }) => (100 * burnRate * long) / (sloDays * 86_400));
    expect(used.map((percent) => Number(percent.toFixed(6)))).to.deep.equal([2, 5, 10]);
  });

  it("asks CloudWatch for periods that it has", () => {
    for (const { long, short } of burnWindows)
      for (const seconds of [long, short]) {
        expect(seconds % 60).to.equal(0);
        // One evaluation of a period of an hour or more may last seven days, of a shorter one a day.
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
        expect(seconds).to.be.at.most(86_400);
      }
  });
});
