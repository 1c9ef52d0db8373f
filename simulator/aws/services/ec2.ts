import { digits } from "../identity";
import type { Model } from "../types";

/** Most of EC2: an id with a prefix, and an ARN with that id. */
export const ec2 =
  (prefix: string, kind: string, more: (id: string) => Record<string, unknown> = () => ({})): Model =>
  ({ urn }, { region, account }) => {
    const id = `${prefix}-${digits(urn, 17)}`;
    return { id, arn: `arn:aws:ec2:${region}:${account}:${kind}/${id}`, ...more(id) };
  };

/** What only ties two others together: an id, and nothing that anybody would ask for. */
export const tie =
  (prefix: string): Model =>
  ({ urn }) => ({ id: `${prefix}-${digits(urn, 17)}` });
