import { z } from "zod";
import { deliverySchema } from "./delivery";
import { type awsSchema, environmentSchema } from "./environment";

/** The keys of the project's own namespace in the file of the shared stack, `ai-platform:<key>`. */
export const sharedSchema = z.strictObject({
  tags: environmentSchema.shape.tags,
  delivery: deliverySchema.describe("What is built once and used by every environment: images and the pipelines of modules."),
});

/** All that the program knows of the shared stack: validated, complete, and read nowhere else. */
export interface SharedConfig extends z.output<typeof sharedSchema> {
  /** Name of the stack. */
  readonly name: string;
  readonly aws: z.output<typeof awsSchema>;
}
