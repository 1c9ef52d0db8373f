import { isMap, isScalar, parseDocument } from "yaml";
import { project } from "../../../infra/naming";

const key = (name: string) => `${project}:${name}`;

/** What the engine can have under one name only: a domain, and what needs one. */
const byName = ["domain", "mutualTls"];

/**
 * The stack file of an environment beside this one in the same account: with the comments and in the order of the
 * original, but without what an account has once for a region. The engine's keys stay, so that secrets in the
 * file can be read and the state has a key that is committed. The CIDR stays too: nothing joins two VPCs of ours, and
 * addresses in different VPCs may be the same.
 */
export function copyOf(text: string): string {
  const file = parseDocument(text);
  // Whoever reads the copy tells what is wrong with it.
  if (file.errors.length > 0) return text;
  const account = file.getIn(["config", key("account")]);
  if (isMap(account))
    for (const { key: what, value } of account.items)
      if (isMap(value) || (isScalar(value) && value.value === true)) account.set(what, false);
  const edge = file.getIn(["config", key("edge")]);
  if (isMap(edge)) for (const name of byName) edge.delete(name);
  return file.toString({ lineWidth: 0 });
}
