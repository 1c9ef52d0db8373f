import { expect } from "chai";
import { lifecyclePolicy, pullThroughLifecyclePolicy } from "../../../infra/delivery/lifecyclePolicy";

interface Rule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: readonly string[];
    readonly countType: string;
    readonly countNumber: number;
  };
}

interface Image {
  readonly name: string;
  readonly tags: readonly string[];
  /** Days since it was pushed. */
  readonly age: number;
}

const rulesOf = (policy: string) => (JSON.parse(policy) as { readonly rules: readonly Rule[] }).rules;

/** One wildcard at the end is all that our patterns have. */
const matches = (pattern: string, tag: string) => tag.startsWith(pattern.replace(/\*$/, ""));

function meets({ selection: { tagStatus, tagPatternList = [] } }: Rule, { tags }: Image): boolean {
  if (tagStatus === "any") return true;
  if (tagStatus === "untagged") return tags.length === 0;
  return tagPatternList.every((pattern) => tags.some((tag) => matches(pattern, tag)));
}

/**
 * What ECR deletes, as its pages say: an image is out of reach of every rule behind the first one whose tags it meets.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
function deleted(policy: string, images: readonly Image[]): string[] {
  const rules = [...rulesOf(policy)].sort((one, other) => one.rulePriority - other.rulePriority);
  return images
    .filter((image) => {
      const rule = rules.find((one) => meets(one, image));
      if (rule === undefined) return false;
      const { countType, countNumber } = rule.selection;
      if (countType === "sinceImagePushed") return image.age > countNumber;
      const younger = images.filter((other) => meets(rule, other) && other.age < image.age);
      return younger.length >= countNumber;
    })
    .map(({ name }) => name);
}

const limits = { keepReleases: 2, untaggedDays: 7, unreleasedDays: 90 };
const policy = lifecyclePolicy(limits, ["dev", "dev-x", "prod"]);
const image = (name: string, age: number, ...tags: string[]): Image => ({ name, age, tags });

describe("what ECR deletes of a module's images", () => {
  const newer = [image("new", 1, "c1", "release-dev-9"), image("second", 2, "c2", "release-prod-3")];
  const cases: readonly (readonly [what: string, images: readonly Image[], deleted: readonly string[]])[] = [
    ["the newest releases stay, however old", [...newer.map((one) => ({ ...one, age: one.age + 900 }))], []],
    [
      "older releases of the same environment go",
      [...newer, image("third", 3, "c3", "release-dev-8"), image("fourth", 4, "c4", "release-dev-7")],
      ["fourth"],
    ],
    [
      "what prod went back to stays, however much dev goes on",
      [1, 2, 3]
        .map((age) => image(`dev ${age}`, age, `release-dev-${9 - age}`))
        .concat([
          image("back", 900, "release-dev-1", "release-prod-1"),
          image("bad", 800, "release-dev-2", "release-prod-2", "running-prod"),
        ]),
      ["dev 3"],
    ],
    [
      "releases of an environment whose name begins like another's are its own",
      [1, 2, 3]
        .map((age) => image(`dev ${age}`, age, `release-dev-${9 - age}`))
        .concat([image("other", 900, "release-dev-x-1")]),
      ["dev 3"],
    ],
    [
      "what an environment runs stays, after however many releases",
      [...newer, image("old", 999, "c4", "release-prod-1", "running-prod")],
      [],
    ],
    ["what runs without having been released stays", [image("x", 999, "running-dev")], []],
    ["a commit that waits for its release stays", [image("x", 89, "c5")], []],
    ["a commit that was never released goes", [image("x", 91, "c5")], ["x"]],
    ["what has lost its tag goes", [image("x", 8), image("y", 6)], ["x"]],
    ["signatures of what is kept stay", [image("x", 400, "sha256-0123.sig")], []],
    [
      "a cache that nobody fills any more goes",
      [image("x", 91, "cache"), image("y", 1, "cache-arm64")],
      ["x"],
    ],
  ];
  for (const [what, images, expected] of cases)
    it(what, () => {
      expect(deleted(policy, images)).to.deep.equal(expected);
    });

  it("is said in rules whose priorities differ and rise, with the one for any at the end, as ECR demands", () => {
    const rules = rulesOf(policy);
    expect(rules.map(({ rulePriority }) => rulePriority)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(rules.map(({ selection }) => selection.tagStatus)).to.deep.equal([
      ...["tagged", "tagged", "tagged", "tagged", "tagged"],
      "untagged",
      "any",
    ]);
    for (const { selection } of rules)
      expect(selection.tagPatternList !== undefined).to.equal(selection.tagStatus === "tagged");
    expect(policy.length).to.be.within(100, 30_720);
  });

  it("takes its numbers from the settings", () => {
    const given = { keepReleases: 50, untaggedDays: 3, unreleasedDays: 30 };
    const counts = rulesOf(lifecyclePolicy(given, ["dev"])).map(({ selection }) => selection.countNumber);
    expect([counts[1], counts[3], counts[4]]).to.deep.equal([50, 3, 30]);
  });
});

describe("what ECR deletes of other registries' images", () => {
  it("is all that was pulled long ago", () => {
    const images = [image("old", 91, "latest"), image("new", 1, "24"), image("untagged", 91)];
    expect(deleted(pullThroughLifecyclePolicy({ unreleasedDays: 90 }), images)).to.deep.equal([
      "old",
      "untagged",
    ]);
  });
});
