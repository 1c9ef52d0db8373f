import { resourceText, type Step } from "../../../automation/engine/steps";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import { type Document, parseDocument } from "yaml";
import type { StackName } from "../../support/harness";

/** What somebody writes into a stack file, and all that the engine may do about it. */
export interface Edit {
  readonly name: string;
  readonly stack: StackName;
  readonly edit: (file: Document) => void;
  /** As `told` gives them, in any order; nothing else may happen. */
  readonly expected: readonly string[];
  /**
   * `preview` only, or applied `alone` and then taken back, or applied `together` with others that concern other
   * resources. A preview is no proof where others read what AWS computed of a resource that is updated: the engine
   * does not ask the simulated provider then, and takes all of that for unknown.
   */
  readonly by: "preview" | "alone" | "together";
  /** Resources with state that the edit itself gives up; none otherwise. */
  readonly gone?: readonly string[];
  /** Of an edit that is applied: what leaves the stack and stays in AWS, besides task definitions; nothing otherwise. */
  readonly kept?: readonly string[];
}

/** Sets a key of the stack file: `set("modules.planning.size.cpu", 1024)`. */
export function set(path: string, value: unknown): Edit["edit"] {
  return (file) => {
    file.setIn(keysOf(path), file.createNode(value));
  };
}

/** Takes a key out of the stack file. */
export function drop(path: string): Edit["edit"] {
  return (file) => {
    if (!file.deleteIn(keysOf(path))) throw new Error(`there is no ${path} to drop`);
  };
}

function keysOf(path: string): string[] {
  const [section, ...keys] = path.split(".");
  return ["config", `ai-platform:${section}`, ...keys];
}

/** Does something with the edited stack file, and puts the file back. */
export async function whileEdited<T>(
  rehearsal: Rehearsal,
  edits: readonly Edit["edit"][],
  action: () => Promise<T>,
): Promise<T> {
  let base = "";
  rehearsal.edit((text) => {
    base = text;
    const file = parseDocument(text);
    for (const edit of edits) edit(file);
    return file.toString({ lineWidth: 0 });
  });
  try {
    return await action();
  } finally {
    rehearsal.edit(() => base);
  }
}

/** With what others hold outside: the address of the API, keys and secrets of clients, accounts of people. */
const state = [
  "aws:apigateway/apiKey:ApiKey",
  "aws:apigateway/restApi:RestApi",
  "aws:backup/vault:Vault",
  "aws:cognito/userPool:UserPool",
  "aws:cognito/userPoolClient:UserPoolClient",
  "aws:ebs/volume:Volume",
  "aws:kms/key:Key",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
];
const losing = ["delete", "replace", "delete-replaced", "create-replacement"];

/** The resources with state that do not survive these steps. */
export function lost(steps: readonly Step[]): string[] {
  const found = steps.filter((step) => state.includes(step.type) && losing.includes(step.op));
  return [...new Set(found.map(({ urn }) => resourceText(urn)))].sort();
}

/** What must happen when the edit is taken back: what it made goes, what it removed is made. */
export function mirrored(steps: readonly string[]): string[] {
  const opposite: Record<string, string> = { create: "delete", delete: "create" };
  return steps.map((step) => step.replace(/^\w+(?= )/, (op) => opposite[op] ?? op)).sort();
}
