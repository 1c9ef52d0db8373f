import {
  BatchGetImageCommand,
  type ECRClient,
  GetDownloadUrlForLayerCommand,
  RepositoryNotFoundException,
} from "@aws-sdk/client-ecr";
import { explained } from "./explain";

/** Where an image is looked for. */
export interface Repository {
  /** Account, where that is not the caller's own. */
  readonly registryId?: string;
  readonly repositoryName: string;
}

/** Undefined where the repository has no such image; a list of images has several architectures. */
export async function architecturesOf(
  client: ECRClient,
  repository: Repository,
  digest: string,
  abortSignal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const command = new BatchGetImageCommand({
    ...repository,
    imageIds: [{ imageDigest: digest }],
    acceptedMediaTypes: mediaTypes,
  });
  const answered = await explained(client.send(command, { abortSignal })).catch((error: unknown) => {
    if (error instanceof RepositoryNotFoundException) return undefined;
    throw error;
  });
  const text = answered?.images?.[0]?.imageManifest;
  if (text === undefined) return undefined;
  const { manifests, config } = JSON.parse(text) as Manifest;
  if (manifests !== undefined)
    return manifests.flatMap(({ platform }) => (platform ? [named(platform.architecture)] : []));
  if (config === undefined) return [];
  const layer = new GetDownloadUrlForLayerCommand({ ...repository, layerDigest: config.digest });
  const { downloadUrl = "" } = await explained(client.send(layer, { abortSignal }));
  const settings = await fetch(downloadUrl, { signal: abortSignal });
  if (!settings.ok)
    throw new Error(`the registry does not give the configuration of ${digest}: ${settings.status}`);
  return [named(((await settings.json()) as { readonly architecture: string }).architecture)];
}

/** Without them the registry answers with an older form, which says nothing of processors. */
const mediaTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

interface Manifest {
  readonly manifests?: readonly { readonly platform?: { readonly architecture: string } }[];
  readonly config?: { readonly digest: string };
}

/** Images say amd64 where the rest of AWS says x86_64. */
function named(architecture: string): string {
  return architecture === "amd64" ? "x86_64" : architecture;
}
