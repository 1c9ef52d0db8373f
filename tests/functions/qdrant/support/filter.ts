import type { Schemas } from "@qdrant/js-client-rest";
import { Refusal } from "./access";

export interface Point {
  readonly id: string | number;
  readonly vector: unknown;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Filter = Schemas["Filter"];
type Condition = Schemas["Condition"];

const list = (conditions: Filter["must"]): Condition[] =>
  conditions === undefined || conditions === null ? [] : ([conditions].flat() as Condition[]);

export function matches(point: Point, filter: Filter | null | undefined): boolean {
  if (filter === null || filter === undefined) return true;
  const should = list(filter.should);
  return (
    list(filter.must).every((condition) => holds(point, condition)) &&
    !list(filter.must_not).some((condition) => holds(point, condition)) &&
    (should.length === 0 || should.some((condition) => holds(point, condition)))
  );
}

function holds(point: Point, condition: Condition): boolean {
  if ("has_id" in condition) return condition.has_id.includes(point.id);
  if ("key" in condition && "match" in condition && "value" in condition.match!)
    return point.payload[condition.key] === condition.match.value;
  throw new Refusal(501, `no test needs the condition ${JSON.stringify(condition)} yet`);
}

/** Fields that a filter looks at. */
export function fieldsOf(filter: Filter | null | undefined): string[] {
  return [filter?.must, filter?.must_not, filter?.should]
    .flatMap(list)
    .flatMap((condition) => ("key" in condition ? [condition.key as string] : []));
}
