import type { Outcome, PartLoss } from "../../plan/zoneLoss";
import { Badge, type Row, Table, type Tone } from "../table";
import type { Words } from "../words/en";
import type { SectionProps } from "./section";

const tones: Readonly<Record<Outcome, Tone>> = {
  "goes-on": "good",
  restarts: "fair",
  unknown: "plain",
  down: "bad",
};

/** A module by its name, another part in the language's words. */
export function partName({ part, module }: Pick<PartLoss, "part" | "module">, { zones }: Words): string {
  return part === "module" ? module! : zones.parts[part];
}

export function Zones({ data, words }: SectionProps) {
  const { zones } = words;
  return (
    <>
      <p>{zones.lead(data.zones.join(", "))}</p>
      <Table
        id="zone-loss"
        caption={zones.caption}
        columns={[zones.part, zones.outcome, zones.why, zones.data].map((heading) => ({ heading }))}
        rows={data.losses.map((loss) => lossRow(loss, words))}
        note={zones.meaning}
      />
    </>
  );
}

function lossRow(loss: PartLoss, words: Words): Row {
  const { zones } = words;
  const isPart = (name: string): name is keyof typeof zones.parts => name in zones.parts;
  // A module may have the name of a part; held up by both, it is all the same to who reads it.
  const held = loss.heldUpBy.map((name) => (isPart(name) ? zones.parts[name] : name));
  const why = [
    zones.reasons[loss.reason](loss),
    ...(held.length === 0 ? [] : [zones.heldUp(held.join(", "))]),
    ...(loss.spot && loss.outcome === "restarts" ? [zones.spot] : []),
  ];
  return {
    cells: [
      loss.part === "module" ? <a href={`#module-${loss.module!}`}>{loss.module}</a> : partName(loss, words),
      <Badge tone={tones[loss.outcome]}>{zones.outcomes[loss.outcome]}</Badge>,
      why.join(" "),
      zones.risks[loss.data],
    ],
  };
}
