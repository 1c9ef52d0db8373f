import { expect } from "chai";
import { table, toldOf } from "../../../automation/rehearse/table";
import { textOf } from "../../../automation/render/text";
import { outcome, step } from "../deploy/given";

const bucket = "aws:s3/bucket:Bucket";

describe("what is told of an episode", () => {
  it("is what was done to real resources, and for how long", () => {
    const steps = [
      step("create", bucket, "a"),
      step("create", bucket, "b"),
      step("delete", bucket, "c"),
      { ...step("create", "ai-platform:data:DataTier", "d"), real: false },
    ];
    expect(toldOf("first up", outcome({ steps, unchanged: 3, milliseconds: 1249 }), undefined)).to.deep.equal(
      {
        title: "first up",
        operation: "up",
        steps: { create: 2, delete: 1 },
        unchanged: 3,
        seconds: 1.2,
      },
    );
  });

  it("has a fault only when there is one", () => {
    expect(toldOf("x", outcome(), undefined)).to.not.have.property("fault");
    expect(toldOf("x", outcome(), "it was not refused").fault).to.equal("it was not refused");
  });
});

describe("the table of a rehearsal", () => {
  it("has a line for each episode, and says loudly what is not as it should be", () => {
    const steps = [step("create", bucket, "a"), step("update", bucket, "b")];
    const text = textOf(
      [
        table("dev", [
          toldOf("first up", outcome({ steps, milliseconds: 61_000 }), undefined),
          toldOf("no drift", outcome({ kind: "previewRefresh", unchanged: 160 }), "update x"),
        ]),
      ],
      { bold: (word) => word, dim: (word) => word, red: (word) => word },
    );
    expect(text.split("\n")).to.deep.equal([
      "The life of dev on the real engine, with a simulated AWS",
      "  what happens  engine          what it did         unchanged  seconds  as it should be",
      "  first up      up              1 create, 1 update          0     61.0  yes",
      "  no drift      previewRefresh                            160      4.2  NO: update x",
    ]);
  });
});
