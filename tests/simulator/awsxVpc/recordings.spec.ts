import { expect } from "chai";
import { recordings, component, expand, refusals, messageOf } from "./cases";

describe("awsx:ec2:Vpc, against the recordings of the real one", () => {
  for (const [title, recording] of recordings) {
    it(title, () => {
      if (recording.refused) {
        expect(messageOf(() => expand(recording.args))).to.equal(refusals[title]);
        return;
      }
      const { resources, outputs } = expand(recording.args);
      const asRecorded = resources.map(({ parent, ...child }) => ({ ...child, parent: parent ?? component }));
      const children = recording.resources.filter((one) => one.type !== "awsx:ec2:Vpc");
      expect(asRecorded).to.deep.equal(children);
      expect(outputs).to.deep.equal(recording.outputs);
      expect(Object.keys(outputs).sort()).to.deep.equal(recording.outputKeys);
    });
  }

  it("covers every recorded refusal, and has no other", () => {
    const refused = recordings.filter(([, recording]) => recording.refused).map(([title]) => title);
    expect(refused.sort()).to.deep.equal(Object.keys(refusals).sort());
  });
});
