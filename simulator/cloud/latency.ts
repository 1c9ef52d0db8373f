import { resourceTypes } from "../aws/resourceTypes";

/** How long AWS takes to make a resource of a type; to change or to delete one takes a second. */
export function creationSeconds(type: string): number {
  return resourceTypes[type]?.seconds ?? 1;
}
