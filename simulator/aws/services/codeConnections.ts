import { arnOf, physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const codeConnectionsTypes: ResourceTypes = {
  "aws:codeconnections/connection:Connection": {
    outputs: (resource, place) => {
      const arn = arnOf("codeconnections", place, `connection/${uuid(resource.urn)}`);
      const name = physicalName(resource, resource.inputs.name);
      // No person comes to make the handshake with the site.
      return { id: arn, arn, name, connectionStatus: "PENDING", ownerAccountId: place.account };
    },
    // Those that provider 5.100.0 answered for the same resource under its former name, codestarconnections.
    replacedBy: ["hostArn", "name", "providerType"],
    name: nameRule(32, /^[^]+$/),
  },
};
