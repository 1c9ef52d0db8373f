import { expect } from "chai";
import { estimate } from "../../../automation/cost";
import type { CostsConfig } from "../../../infra/config/schema/costs";
import { assumptions as defaults } from "./assumptions";
import { Graph, type GraphNode, noOptions } from "../../../simulator/graph";

export type Fields = Readonly<Record<string, unknown>>;

/** A resource as the program would have registered it. */
export const node = (type: string, inputs: Fields = {}, outputs: Fields = {}, name = "it"): GraphNode => ({
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  type,
  name,
  custom: true,
  inputs,
  outputs: { ...inputs, ...outputs },
  options: noOptions,
});

const round = (usd: number): number => Number(usd.toFixed(6));

interface Expected {
  /** USD a month in Seoul, by item. */
  readonly usd?: Readonly<Record<string, number>>;
  readonly notPriced?: readonly string[];
  readonly unverified?: readonly string[];
  readonly assumptions?: Partial<CostsConfig>;
}

/** A test of one table row. The first resource is the one looked at; the others are what it points to. */
export function costs(title: string, nodes: readonly [GraphNode, ...GraphNode[]], expected: Expected): void {
  it(title, () => {
    const assumptions = { ...defaults, ...expected.assumptions };
    const { lines, notPriced } = estimate(new Graph(nodes), "ap-northeast-2", assumptions);
    const own = lines.filter(({ urn }) => urn === nodes[0].urn);
    const usd = Object.fromEntries(own.map(({ item, monthlyUsd }) => [item, round(monthlyUsd)]));
    const wanted = Object.entries(expected.usd ?? {}).map(([item, amount]) => [item, round(amount)]);
    expect(usd).to.deep.equal(Object.fromEntries(wanted));
    expect(own).to.have.length(wanted.length);
    const reasons = notPriced.filter(({ urn }) => urn === nodes[0].urn).map(({ reason }) => reason);
    expect(reasons).to.deep.equal(expected.notPriced ?? []);
    if (expected.unverified !== undefined)
      expect(own.filter(({ unverified }) => unverified).map(({ item }) => item)).to.deep.equal(
        expected.unverified,
      );
  });
}
