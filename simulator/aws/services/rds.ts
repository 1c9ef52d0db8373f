import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, ResourceTypes } from "../types";

const rdsPart =
  (kind: string): Model =>
  (resource, { region, account }) => {
    const name = physicalName(resource, resource.inputs.name);
    return { id: name, name, arn: `arn:aws:rds:${region}:${account}:${kind}:${name}` };
  };

export const rdsTypes: ResourceTypes = {
  "aws:rds/instance:Instance": {
    outputs: ({ inputs, urn }, { region, account }) => {
      const identifier = String(inputs.identifier);
      const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!db-${digits(urn, 32)}`;
      return {
        id: `db-${digits(urn, 26).toUpperCase()}`,
        arn: `arn:aws:rds:${region}:${account}:db:${identifier}`,
        address: `${identifier}.${digits(urn, 12)}.${region}.rds.amazonaws.com`,
        port: 3306,
        masterUserSecrets: [{ secretArn, secretStatus: "active", kmsKeyId: inputs.masterUserSecretKmsKeyId }],
      };
    },
    replacedBy: [
      "availabilityZone",
      "backupTarget",
      "characterSetName",
      "customIamInstanceProfile",
      "dbName",
      "engine",
      "kmsKeyId",
      "ncharCharacterSetName",
      "s3Import",
      "snapshotIdentifier",
      "storageEncrypted",
      "timezone",
      "username",
    ],
    name: {
      ...nameRule(63, /^[A-Za-z](?:-?[A-Za-z0-9])*$/, "DBInstanceAlreadyExists"),
      property: "identifier",
    },
    holds: [
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:rds/parameterGroup:ParameterGroup",
      "aws:rds/subnetGroup:SubnetGroup",
    ],
    seconds: 600,
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    outputs: rdsPart("subgrp"),
    replacedBy: ["name", "namePrefix"],
    name: nameRule(255, /^(?!default$)[a-z][a-z0-9 ._-]*$/, "DBSubnetGroupAlreadyExists"),
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    outputs: rdsPart("pg"),
    replacedBy: ["description", "family", "name", "namePrefix"],
    name: nameRule(255, /^[a-z](?:-?[a-z0-9])*$/, "DBParameterGroupAlreadyExists"),
  },
};
