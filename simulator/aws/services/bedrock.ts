import type { ResourceTypes } from "../types";

export const bedrockTypes: ResourceTypes = {
  "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration": {
    outputs: (_, { region }) => ({ id: region }),
    replacedBy: [],
  },
};
