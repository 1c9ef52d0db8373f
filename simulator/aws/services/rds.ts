import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, Refusal, ResourceTypes, Values } from "../types";

const instance = "aws:rds/instance:Instance";

const rdsPart =
  (kind: string): Model =>
  (resource, { region, account }) => {
    const name = physicalName(resource, resource.inputs.name);
    return { id: name, name, arn: `arn:aws:rds:${region}:${account}:${kind}:${name}` };
  };

export const rdsTypes: ResourceTypes = {
  [instance]: {
    outputs: ({ inputs, urn }, { region, account }) => {
      const identifier = String(inputs.identifier);
      const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!db-${digits(urn, 32)}`;
      const secret = { secretArn, secretStatus: "active", kmsKeyId: inputs.masterUserSecretKmsKeyId };
      return {
        id: `db-${digits(urn, 26).toUpperCase()}`,
        arn: `arn:aws:rds:${region}:${account}:db:${identifier}`,
        address: `${identifier}.${digits(urn, 12)}.${region}.rds.amazonaws.com`,
        port: 3306,
        masterUserSecrets: inputs.manageMasterUserPassword === true ? [secret] : [],
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
    fault: instanceFault,
    // Not a replica's source: that can go, and the replica is a server of its own from then on.
    holds: [
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:rds/optionGroup:OptionGroup",
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
  "aws:rds/optionGroup:OptionGroup": {
    outputs: rdsPart("og"),
    replacedBy: ["engineName", "majorEngineVersion", "name", "namePrefix", "optionGroupDescription"],
    name: nameRule(255, /^[a-z](?:-?[a-z0-9])*$/, "OptionGroupAlreadyExistsFault"),
    refusal: "InvalidOptionGroupStateFault",
  },
  "aws:rds/proxy:Proxy": {
    outputs: (resource, { region, account }) => {
      const name = physicalName(resource, resource.inputs.name);
      return {
        id: name,
        name,
        arn: `arn:aws:rds:${region}:${account}:db-proxy:prx-${digits(resource.urn, 17)}`,
        endpoint: `${name}.proxy-${digits(resource.urn, 12)}.${region}.rds.amazonaws.com`,
      };
    },
    replacedBy: ["engineFamily", "vpcSubnetIds"],
    name: nameRule(63, /^[A-Za-z](?:-?[A-Za-z0-9])*$/, "DBProxyAlreadyExistsFault"),
    fault: proxyFault,
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet"],
    seconds: 300,
  },
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {
    outputs: ({ inputs, urn }, { region, account }) => ({
      id: String(inputs.dbProxyName),
      name: "default",
      arn: `arn:aws:rds:${region}:${account}:target-group:prx-tg-${digits(urn, 17)}`,
    }),
    replacedBy: ["dbProxyName"],
    seconds: 10,
  },
  "aws:rds/proxyTarget:ProxyTarget": {
    outputs: ({ inputs: { dbProxyName, targetGroupName, dbInstanceIdentifier } }) => ({
      id: [dbProxyName, targetGroupName, "RDS_INSTANCE", dbInstanceIdentifier].join("/"),
      type: "RDS_INSTANCE",
    }),
    replacedBy: ["dbClusterIdentifier", "dbInstanceIdentifier", "dbProxyName", "targetGroupName"],
    seconds: 120,
  },
};

/** Storage from which RDS takes a speed for gp3; https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html. */
const fastGiB = 400;

function instanceFault({
  allocatedStorage,
  iops,
  storageThroughput,
  storageType,
}: Values): Refusal | undefined {
  const fast = iops !== undefined || storageThroughput !== undefined;
  return storageType === "gp3" && fast && Number(allocatedStorage) < fastGiB
    ? {
        code: "InvalidParameterCombination",
        detail: "You can't specify IOPS or storage throughput for less than 400 GiB of gp3",
      }
    : undefined;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations */
const secretsPerProxy = 200;

function proxyFault({ auths, defaultAuthScheme }: Values): Refusal | undefined {
  const count = Array.isArray(auths) ? auths.length : 0;
  if (count === 0 && defaultAuthScheme !== "IAM_AUTH")
    return { code: "InvalidParameterValue", detail: "a proxy needs the secret of a user" };
  return count > secretsPerProxy
    ? { code: "InvalidParameterValue", detail: `${count} secrets, at most ${secretsPerProxy}` }
    : undefined;
}
