import { getParametersByPathOutput } from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { parameterPath } from "./naming";

/**
 * The images that run, by module: a release writes them, the program only reads them, so that `up` never
 * moves an image back. By path, because that answers with an empty list before the first release.
 */
export function releasedImages(
  environment: string,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<Readonly<Record<string, string>>> {
  const path = parameterPath(environment, "releases");
  return getParametersByPathOutput({ path }, opts).apply(({ names, values }) =>
    Object.fromEntries(names.map((name, index) => [name.slice(path.length + 1), values[index]!])),
  );
}
