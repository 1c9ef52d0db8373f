import { getParametersByPathOutput } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { parameterPath, releasedImage } from "./naming";
import type { Registry } from "./registry";
import type { Scope } from "./scope";

/**
 * The images that run, by module: a release writes the digests, the program only reads them, so that `up` never
 * moves an image back. By path, because that answers with an empty list before the first release.
 */
export function releasedImages(
  { environment }: Pick<Scope, "environment">,
  registry: pulumi.Output<Registry>,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<Readonly<Record<string, string>>> {
  const path = parameterPath(environment, "releases");
  return pulumi
    .all([getParametersByPathOutput({ path }, opts), registry])
    .apply(([{ names, values }, { account, region }]) =>
      Object.fromEntries(
        names.map((name, index) => {
          const module = name.slice(path.length + 1);
          return [module, releasedImage(account, region, module, values[index]!)];
        }),
      ),
    );
}
