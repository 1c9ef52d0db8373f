import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { parameterPath, registryHost } from "../../../infra/naming";
import { containerNames } from "../../../infra/taskContainers";
import { digits, sharedAccount, simulatedAccount } from "../../../simulator/aws/identity";
import type { Graph } from "../../../simulator/graph";
import type { Container } from "./workload";

/** What a plan without AWS makes up, and what stands for it in the manifests. */
export interface Values {
  /** Whether only AWS knows the value of a variable, so that the one of the plan means nothing. */
  readonly isAwsValue: (module: string, name: string, value: string) => boolean;
  readonly image: (module: string, definition: Container) => string;
  /** Whether somebody must still say where the image of a module is. */
  readonly lacksImage: (module: string, definition: Container) => boolean;
}

/** No host has such a name, so that no cluster ever pulls it. https://www.rfc-editor.org/rfc/rfc2606 */
export const placeholderRegistry = "registry.invalid";

/** Of no image. */
export const placeholderDigest = `sha256:${"0".repeat(64)}`;

/** Every module as after a release: before it, something else would run in its place. */
export function releasesOf({ name, modules }: EnvironmentConfig): Record<string, string> {
  return Object.fromEntries(
    Object.keys(modules).map((module) => [parameterPath(name, "releases", module), placeholderDigest]),
  );
}

/** @param images By module, where its image is. */
export function valuesOf(
  { modules, aws: { region } }: EnvironmentConfig,
  graph: Graph,
  images: Readonly<Record<string, string>>,
): Values {
  const madeUp = [simulatedAccount, sharedAccount, ...graph.nodes.map(({ urn }) => digits(urn, 6))];
  const hosts = [simulatedAccount, sharedAccount].map((account) => registryHost(account, region));
  const lacksImage: Values["lacksImage"] = (module, { name, image }) =>
    !(name === containerNames.application && images[module] !== undefined) &&
    hosts.some((host) => image.startsWith(`${host}/`));
  return {
    isAwsValue: (module, name, value) => {
      const { environment, sidecars } = modules[module]!;
      const written = [environment, ...Object.values(sidecars).map((one) => one.environment)];
      if (written.some((variables) => variables[name] === value)) return false;
      // The certificate of Qdrant's authority is made on AWS.
      if (value.startsWith("-----BEGIN ")) return true;
      const lower = value.toLowerCase();
      return madeUp.some((part) => lower.includes(part));
    },
    image: (module, definition) => {
      const { name, image } = definition;
      if (lacksImage(module, definition))
        return [placeholderRegistry, ...image.split("/").slice(1)].join("/");
      return name === containerNames.application ? (images[module] ?? image) : image;
    },
    lacksImage,
  };
}
