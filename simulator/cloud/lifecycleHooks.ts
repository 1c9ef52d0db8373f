import type { Values } from "../aws/types";
import type { CloudRecord } from "./journal";
import { serviceType } from "./trafficShift";

type Configuration = Values & { readonly lifecycleHooks?: readonly unknown[] };

const configurationOf = ({ inputs, rewritten }: Pick<CloudRecord, "inputs" | "rewritten">) =>
  (({ ...inputs, ...rewritten }).deploymentConfiguration ?? {}) as Configuration;

export function hooksOf(service: CloudRecord): readonly unknown[] {
  return configurationOf(service).lifecycleHooks ?? [];
}

/**
 * Hooks that a service has all the same after an update that names none: the provider leaves an empty list out, and
 * ECS keeps what it is not told (https://github.com/hashicorp/terraform-provider-aws/issues/47096).
 */
export function keptHooks(old: CloudRecord, news: Values): CloudRecord["rewritten"] {
  const lifecycleHooks = hooksOf(old);
  const wanted = (news.deploymentConfiguration ?? {}) as Configuration;
  if (old.type !== serviceType || lifecycleHooks.length === 0 || wanted.lifecycleHooks) return {};
  return { deploymentConfiguration: { ...wanted, lifecycleHooks } };
}

/** The service without its hooks, as an empty list leaves it. */
export function withoutHooks({ rewritten = {}, ...service }: CloudRecord): CloudRecord {
  const { lifecycleHooks: _, ...deploymentConfiguration } = configurationOf({
    inputs: service.inputs,
    rewritten,
  });
  const { deploymentConfiguration: _kept, ...others } = rewritten;
  return {
    ...service,
    inputs: { ...service.inputs, deploymentConfiguration },
    ...(Object.keys(others).length === 0 ? {} : { rewritten: others }),
  };
}
