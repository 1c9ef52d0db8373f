import { type Document, parseDocument } from "yaml";
import type { SharedConfig } from "../../infra/config/schema/shared";
import { repositoryName } from "../../infra/naming";
import { ended, type Episode, onlyOps } from "./episode";
import { comingUp, destroy, destroyRefused, lifeOfDrift } from "./everyLife";
import type { Rehearsal } from "./rehearsal";

/** The module that gets a pipeline during a rehearsal. */
const newcomer = "rehearsal-newcomer";
const repository = "aws:ecr/repository:Repository";
const delivery = ["config", "ai-platform:delivery"];

/** Everything that happens to the shared stack, from its first `up` to its end. */
export function sharedLife({ delivery: { deletion } }: Pick<SharedConfig, "delivery">): Episode[] {
  const isProtected = deletion === "protected";
  return [
    ...comingUp,
    ...lifeOfPipeline(isProtected),
    ...lifeOfDrift({
      title: "tags are made mutable by hand",
      type: repository,
      inputs: { imageTagMutability: "MUTABLE" },
    }),
    ...(isProtected ? [destroyRefused, disposable] : []),
    destroy(isProtected ? [`delivery-${newcomer}`] : []),
  ];
}

/** A module gets a pipeline, and loses it. */
function lifeOfPipeline(isProtected: boolean): Episode[] {
  return [
    {
      title: "a module gets a pipeline",
      before: edited((file) => {
        file.setIn(
          [...delivery, "modules", newcomer],
          file.createNode({ owner: "rehearsal@example.com", repository: `rehearsal/${newcomer}` }),
        );
      }),
      kind: "up",
      fault: (outcome) => ended(outcome) ?? onlyOps(besidesRights(outcome), "create"),
    },
    {
      title: isProtected ? "the module goes, its images stay" : "the module goes with its images",
      before: edited((file) => {
        file.deleteIn([...delivery, "modules", newcomer]);
      }),
      kind: "up",
      fault: (outcome, rehearsal) =>
        ended(outcome) ??
        onlyOps(besidesRights(outcome), "delete") ??
        (hasImages(rehearsal) === isProtected
          ? undefined
          : `its images are ${isProtected ? "gone" : "kept"}`),
    },
  ];
}

/** What somebody may do, and whom the role trusts for it: of whoever releases both may know one module more, or less. */
const rights: readonly string[] = ["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"];

function besidesRights<T extends Parameters<typeof onlyOps>[0]>(outcome: T): T {
  return {
    ...outcome,
    steps: outcome.steps.filter(({ op, type }) => op !== "update" || !rights.includes(type)),
  };
}

function hasImages(rehearsal: Rehearsal): boolean {
  const name = repositoryName(newcomer);
  return rehearsal.resources().some(({ type, inputs }) => type === repository && inputs.name === name);
}

const disposable: Episode = {
  title: "images and keys may go",
  before: edited((file) => {
    file.setIn([...delivery, "deletion"], "disposable");
  }),
  kind: "up",
  fault: (outcome) => ended(outcome) ?? onlyOps(outcome, "update"),
};

function edited(change: (file: Document) => void): Episode["before"] {
  return (rehearsal) => {
    rehearsal.edit((text) => {
      const file = parseDocument(text);
      change(file);
      return file.toString();
    });
  };
}
