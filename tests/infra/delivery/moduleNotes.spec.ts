import { expect } from "chai";
import { moduleNotes, type RunningOn } from "../../../infra/delivery/moduleNotes";

const arm64 = { architecture: "arm64" } as const;

const cases: readonly (readonly [
  what: string,
  modules: Parameters<typeof moduleNotes>[0],
  environments: RunningOn,
  notes: readonly string[],
])[] = [
  ["nothing of a module that runs as it is built", { planning: arm64 }, { dev: { planning: "arm64" } }, []],
  [
    "nothing of one that is not everywhere yet",
    { planning: arm64 },
    { dev: { planning: "arm64" }, prod: {} },
    [],
  ],
  [
    "a name that no environment knows",
    { planing: arm64 },
    { dev: { planning: "arm64" }, prod: { planning: "arm64" } },
    ["delivery.modules.planing is a module of no environment (dev, prod)"],
  ],
  [
    "a name that every object has",
    { constructor: arm64 },
    { dev: {} },
    ["delivery.modules.constructor is a module of no environment (dev)"],
  ],
  [
    "another processor, where it is another",
    { planning: arm64 },
    { dev: { planning: "arm64" }, prod: { planning: "x86_64" } },
    [
      "delivery.modules.planning.architecture is arm64, but in prod the module runs on x86_64 (size.architecture), and its image would not start there",
    ],
  ],
  ["nothing where no environment is known", { planning: arm64 }, {}, []],
];

describe("notes on modules that have a pipeline", () => {
  for (const [what, modules, environments, notes] of cases)
    it(`tell ${what}`, () => {
      expect(moduleNotes(modules, environments)).to.deep.equal(notes);
    });
});
