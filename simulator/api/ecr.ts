import { z } from "zod";
import { notSimulated, operation, type Operations } from "./protocol";

const index = "application/vnd.oci.image.index.v1+json";

/** Every image is a list of one for each processor, as the registry says it without a second call. */
const batchGetImage = operation(
  {
    registryId: z.string().optional(),
    repositoryName: z.string(),
    imageIds: z.array(z.strictObject({ imageDigest: z.string() })).length(1),
    acceptedMediaTypes: z.array(z.string()),
  },
  (world, { repositoryName, imageIds: [imageId], acceptedMediaTypes }) => {
    if (!acceptedMediaTypes.includes(index)) throw notSimulated("images in another form than an index");
    const processors = world.processors(repositoryName, imageId!.imageDigest);
    if (processors.length === 0)
      return {
        images: [],
        failures: [{ imageId, failureCode: "ImageNotFound", failureReason: "not found" }],
      };
    const manifests = processors.map((architecture) => ({ platform: { architecture, os: "linux" } }));
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: index, manifests });
    return { images: [{ repositoryName, imageId, imageManifest }], failures: [] };
  },
);

export const ecrOperations: Operations = { BatchGetImage: batchGetImage };
