import { type Box, type Flow, merged, type Picture } from "./picture";

/** More modules than this, and a line for each of their flows would be a web. */
const mostModules = 6;
/** The same for what is no module: queues, providers. */
const mostOthers = 3;

/**
 * The picture as it is drawn: where there are many boxes of a kind, they stand in a grid, and one flow is drawn for
 * all that go the same way. What each of them does by itself then stands in its box.
 */
export function crowded(picture: Picture): Picture {
  const crowds = crowdsOf(picture);
  if (crowds.size === 0) return picture;
  const around = new Map(
    [...crowds.values()].flatMap((members) => members.map(({ id, crowd }) => [id, crowd!.id] as const)),
  );
  const end = (id: string) => around.get(id) ?? id;
  const flows = picture.flows
    .map((flow): Flow => ({ ...flow, from: end(flow.from), to: end(flow.to) }))
    // What members of a crowd say to each other stands in their boxes.
    .filter(({ from, to }) => from !== to);
  return { boxes: picture.boxes.flatMap((box) => boxesFor(box, crowds)), flows: merged(flows) };
}

function crowdsOf({ boxes }: Picture): ReadonlyMap<string, readonly Box[]> {
  const modules = boxes.filter(({ kind, crowd }) => kind === "module" && crowd !== undefined).length;
  const members = new Map<string, Box[]>();
  for (const box of boxes)
    if (box.crowd) members.set(box.crowd.id, [...(members.get(box.crowd.id) ?? []), box]);
  return new Map(
    [...members].filter(([, [first, ...others]]) =>
      first!.kind === "module" ? modules > mostModules : others.length + 1 > mostOthers,
    ),
  );
}

/** The box around all comes before the first of them. */
function boxesFor(box: Box, crowds: ReadonlyMap<string, readonly Box[]>): Box[] {
  const members = crowds.get(box.crowd?.id ?? "");
  if (members === undefined) return [box];
  const { id, title, line } = box.crowd!;
  const member: Box = { ...box, parent: id, lines: [...box.lines, ...(line === "" ? [] : [line])] };
  if (members[0] !== box) return [member];
  const around: Box = {
    id,
    kind: "area",
    parent: box.parent!,
    title: `${title} (${members.length})`,
    lines: [],
    urns: [],
  };
  return [around, member];
}
