import { arnOf } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const cloudtrailTypes: ResourceTypes = {
  "aws:cloudtrail/trail:Trail": {
    outputs: ({ inputs }, place) => {
      const name = String(inputs.name);
      const arn = arnOf("cloudtrail", place, `trail/${name}`);
      return { id: arn, name, arn, homeRegion: place.region };
    },
    replacedBy: ["name"],
    name: {
      ...nameRule(
        128,
        /^(?!.*[._-]{2})(?!\d+(?:\.\d+){3}$)[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/,
        "TrailAlreadyExistsException",
      ),
      min: 3,
    },
  },
};
