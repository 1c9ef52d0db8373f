import { paginateGetParametersByPath, type SSMClient } from "@aws-sdk/client-ssm";
import { parameterPath } from "../../infra/naming";
import { ask } from "./ask";

export interface Released {
  /** `sha256:…` */
  readonly digest: string;
  /** When it was released, as ISO time. */
  readonly since?: string;
}

/** The image that is released of each module; a module before its first release is left out. */
export async function releasesOf(
  client: SSMClient,
  environment: string,
): Promise<ReadonlyMap<string, Released>> {
  const Path = parameterPath(environment, "releases");
  const list = async () => {
    const found = new Map<string, Released>();
    for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, { Path }))
      for (const { Name = "", Value = "", LastModifiedDate } of Parameters)
        found.set(Name.slice(Path.length + 1), {
          digest: Value,
          ...(LastModifiedDate === undefined ? {} : { since: LastModifiedDate.toISOString() }),
        });
    return found;
  };
  return ask("ssm:GetParametersByPath", list());
}
