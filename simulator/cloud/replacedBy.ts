import { resourceTypes } from "../aws/resourceTypes";
import type { Values } from "../aws/types";

/** Every resource has a region since provider 6, and cannot move. */
const ofEveryType = ["region"];

/** Which of the changed properties make a new resource. */
export function replacedBy(
  type: string,
  changed: readonly string[],
  olds: Values,
  news: Values,
): readonly string[] {
  const known = resourceTypes[type];
  const forced = [...ofEveryType, ...(known?.replacedBy ?? []), ...(known?.replacedIf?.(olds, news) ?? [])];
  return changed.filter((property) => forced.includes(property));
}
