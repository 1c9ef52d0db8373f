import { planningLeaves } from "./edge";
import { type Edit, set } from "./edit";
import {
  allowedNames,
  apiWithModule,
  keptOfModule,
  dashboard,
  newInstance,
  otherClass,
  overview,
  remove,
  revision,
  rotations,
  stateOfModule,
  update,
  wholeModule,
} from "./steps";

const stack = "staging";

/** The shape of prod at another size: its data outlives every edit as well. */
export const stagingEdits: readonly Edit[] = [
  {
    name: "another size of a module",
    stack,
    by: "preview",
    edit: set("modules.support.size", { cpu: 1024, memoryMiB: 2048 }),
    expected: revision("support"),
  },
  {
    name: "a larger MariaDB",
    stack,
    by: "together",
    edit: set("data.mariadb.instanceClass", "db.t4g.large"),
    expected: otherClass,
  },
  {
    name: "another size of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.instanceType", "t4g.large"),
    expected: [...newInstance("data-qdrant-0"), ...revision("data-qdrant-0")],
  },
  {
    name: "a module less",
    stack,
    by: "alone",
    edit: planningLeaves,
    expected: [
      ...remove(...wholeModule("planning"), ...rotations("planning"), dashboard("planning")),
      ...apiWithModule,
      ...update("cognito/userPoolClient:UserPoolClient edge-back-office", allowedNames, ...overview),
    ],
    gone: stateOfModule("planning"),
    kept: keptOfModule("planning"),
  },
];
