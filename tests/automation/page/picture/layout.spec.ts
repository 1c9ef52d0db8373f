import { expect } from "chai";
import {
  cardOf,
  headHeight,
  headWidth,
  inset,
  lineSize,
  titleSize,
  zonesWidth,
} from "../../../../automation/page/picture/card";
import { crowded } from "../../../../automation/page/picture/crowd";
import { layOut, type Layout, type PlacedBox, type Point } from "../../../../automation/page/picture/layout";
import { legendOf } from "../../../../automation/page/picture/legend";
import { fitted, widthOf } from "../../../../automation/page/picture/measure";
import { pictureOf } from "../../../../automation/page/picture/model";
import { pictureWords } from "../../../../automation/page/picture/words";
import { planNamed } from "./plans";

/** Coordinates are fractions, and the middle of a line may lie on the half. */
const nearly = 0.501;

function overlap(one: PlacedBox, other: PlacedBox): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

function within({ x, y }: Point, box: PlacedBox, slack: number): boolean {
  return (
    x >= box.x - slack &&
    x <= box.x + box.width + slack &&
    y >= box.y - slack &&
    y <= box.y + box.height + slack
  );
}

/** On the box, and not deep in it. */
function onEdge(point: Point, box: PlacedBox): boolean {
  const { x, y } = point;
  const depth = Math.min(x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y);
  return within(point, box, nearly) && Math.abs(depth) <= nearly;
}

describe("where the architecture picture has its boxes", function () {
  // The first test of each plans an environment.
  this.timeout(180_000);

  for (const [name, language] of [
    ["dev", "en"],
    ["prod", "en"],
    ["hybrid", "ko"],
    ["every", "en"],
    ["thirty", "ko"],
  ] as const)
    describe(`of ${name} in ${language}`, () => {
      let layout: Layout;
      let byId: ReadonlyMap<string, PlacedBox>;
      before(async () => {
        layout = await layOut(crowded(pictureOf(await planNamed(name), pictureWords[language])));
        byId = new Map(layout.boxes.map((placed) => [placed.box.id, placed]));
      });

      it("lets no two boxes of one place overlap", () => {
        const pairs = layout.boxes.flatMap((one, index) =>
          layout.boxes.slice(index + 1).map((other) => [one, other] as const),
        );
        const bad = pairs.filter(([a, b]) => a.box.parent === b.box.parent && overlap(a, b));
        expect(bad.map(([a, b]) => `${a.box.id} ${b.box.id}`)).to.deep.equal([]);
      });

      it("has boxes within the box that they stand in, below its name", () => {
        for (const placed of layout.boxes) {
          const { x, y, width, height, box } = placed;
          const around = box.parent === undefined ? undefined : byId.get(box.parent)!;
          const [left, top] = around ? [around.x, around.y + headHeight] : [0, 0];
          expect(x, box.id).to.be.at.least(left);
          expect(y, box.id).to.be.at.least(top);
          expect(x + width, box.id).to.be.at.most(around ? around.x + around.width : layout.width);
          expect(y + height, box.id).to.be.at.most(around ? around.y + around.height : layout.height);
        }
      });

      it("has flows from the edge of one box to the edge of the other, by straight pieces", () => {
        for (const { flow, points } of layout.flows) {
          const what = `${flow.from} → ${flow.to}`;
          expect(onEdge(points[0]!, byId.get(flow.from)!), what).to.equal(true);
          expect(onEdge(points.at(-1)!, byId.get(flow.to)!), what).to.equal(true);
          for (const [index, { x, y }] of points.slice(1).entries()) {
            const before = points[index]!;
            expect(Math.min(Math.abs(before.x - x), Math.abs(before.y - y)), what).to.be.at.most(nearly);
          }
        }
      });

      it("has boxes wide enough for their text", () => {
        for (const { box, width, holds } of layout.boxes) {
          if (holds) {
            expect(headWidth(box), box.id).to.be.at.most(width);
            continue;
          }
          const { title, lines } = cardOf(box);
          const room = width - inset.left - inset.right;
          expect(widthOf(title, titleSize, true) + zonesWidth(box.zones ?? []), box.id).to.be.at.most(room);
          for (const line of lines) expect(widthOf(line, lineSize), box.id).to.be.at.most(room);
        }
      });
    });

  it("takes the width of letters for granted that every font needs", () => {
    expect(widthOf("가용 영역", 10)).to.be.at.least(42);
    expect(widthOf("WWWW", 10)).to.be.greaterThan(widthOf("iiii", 10) * 2);
    expect(widthOf("planning", 10, true)).to.be.greaterThan(widthOf("planning", 10));
  });

  it("cuts off what has no room, and says so", () => {
    expect(fitted("planning", 13, 200)).to.equal("planning");
    const cut = fitted("a-module-with-a-long-name", 13, 80);
    expect(cut).to.match(/^a-module.*…$/);
    expect(widthOf(cut, 13)).to.be.at.most(80);
  });

  it("breaks the legend where the picture is narrow", () => {
    expect(legendOf(pictureWords.en, 2000).rows).to.equal(1);
    const { items, rows } = legendOf(pictureWords.en, 300);
    expect(rows).to.be.greaterThan(2);
    expect(items.filter(({ x }) => x === 0)).to.have.length(rows);
  });
});
