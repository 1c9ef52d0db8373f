import { uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

export const kmsTypes: ResourceTypes = {
  "aws:kms/key:Key": {
    outputs: ({ urn }, { region, account }) => {
      const keyId = uuid(urn);
      return { id: keyId, keyId, arn: `arn:aws:kms:${region}:${account}:key/${keyId}` };
    },
    replacedBy: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    seconds: 15,
  },
  "aws:kms/alias:Alias": {
    outputs: ({ inputs }, { region, account }) => ({
      id: String(inputs.name),
      arn: `arn:aws:kms:${region}:${account}:${String(inputs.name)}`,
    }),
    replacedBy: ["name", "namePrefix"],
    name: nameRule(256, /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/, "AlreadyExistsException"),
  },
};
