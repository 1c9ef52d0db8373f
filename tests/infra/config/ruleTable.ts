import { expect } from "chai";
import type { StackName } from "../../support/harness";
import { textsOf, type Changes } from "./given";

export interface RuleCase {
  /** What goes wrong in AWS, where the configuration is what prevents it. */
  readonly trap?: string;
  readonly says: string | readonly string[];
  readonly wrong: Changes;
  /** The nearest configuration that is right. */
  readonly right: Changes;
  readonly stack?: StackName;
}

export function ruleTable(title: string, cases: readonly RuleCase[]): void {
  describe(title, () => {
    for (const { trap, says, wrong, right, stack } of cases)
      it(`${trap === undefined ? "" : `${trap}: `}says: ${String(says).slice(0, 300)}`, () => {
        expect(textsOf(wrong, stack)).to.deep.equal([says].flat());
        expect(textsOf(right, stack)).to.deep.equal([]);
      });
  });
}
