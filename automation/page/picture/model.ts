import type { Plan } from "../../plan/makePlan";
import { factsOf } from "./facts";
import { edgePart } from "./parts/edge";
import { guardsPart } from "./parts/guards";
import { modulesPart } from "./parts/modules";
import { networkOf } from "./parts/network";
import { balancersPart, companyPart, providersPart } from "./parts/outside";
import { storesPart } from "./parts/stores";
import { type Box, merged, type Picture } from "./picture";
import type { PictureWords } from "./words";

/** The picture of an environment, made from what its program registered. */
export function pictureOf(plan: Plan, words: PictureWords): Picture {
  const facts = factsOf(plan, words);
  const network = networkOf(facts);
  const parts = [
    edgePart(facts),
    network,
    balancersPart(facts),
    modulesPart(facts, network),
    storesPart(facts, network),
    providersPart(facts, network),
    guardsPart(facts, network),
    companyPart(facts),
  ];
  const { name, aws } = plan.config;
  const around = (id: string, title: string, rest: Partial<Box> = {}): Box => ({
    id,
    kind: "area",
    title,
    lines: [],
    urns: [],
    ...rest,
  });
  const boxes = [
    around("account", words.account(name, aws.region), { kind: "boundary" }),
    around("services", words.guards, { parent: "account" }),
    around("ai", words.aiServices, { parent: "account" }),
    around("called", words.called, { kind: "boundary" }),
    ...parts.flatMap((part) => part.boxes),
  ];
  return {
    boxes: inOrder(inhabited(boxes)),
    flows: merged(parts.flatMap((part) => part.flows)),
  };
}

const places: readonly string[] = ["boundary", "isolated", "area"];

/** Without the places in which nothing stands. */
function inhabited(boxes: readonly Box[]): Box[] {
  const parents = new Set(boxes.map(({ parent }) => parent));
  return boxes.filter(({ id, kind }) => !places.includes(kind) || parents.has(id));
}

/** Parents before their children; else as they came. */
function inOrder(boxes: readonly Box[]): Box[] {
  const below = (parent: string | undefined): Box[] =>
    boxes.filter((box) => box.parent === parent).flatMap((box) => [box, ...below(box.id)]);
  return below(undefined);
}
