import { arnOf, digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, Neighbour, Refusal, ResourceTypes, Values } from "../types";

const user = "aws:elasticache/user:User";
const group = "aws:elasticache/userGroup:UserGroup";
const membership = "aws:elasticache/userGroupAssociation:UserGroupAssociation";
const subnetGroup = "aws:elasticache/subnetGroup:SubnetGroup";

/** Ids begin with a letter, end with none of the hyphens, and have no two of them together. */
const idCharacters = /^[A-Za-z](?:-?[A-Za-z0-9])*$/;

/** AWS keeps ids in lower case. */
const called =
  (kind: string, property: string): Model =>
  (resource, place) => {
    const id = physicalName(resource, resource.inputs[property]).toLowerCase();
    return { id, [property]: id, arn: arnOf("elasticache", place, `${kind}:${id}`) };
  };

export const elasticacheTypes: ResourceTypes = {
  "aws:elasticache/serverlessCache:ServerlessCache": {
    outputs: (resource, place) => {
      const made = called("serverlesscache", "name")(resource, place);
      const address = `${made.id}-${digits(resource.urn, 6)}.serverless.${place.region}.cache.amazonaws.com`;
      return {
        ...made,
        endpoints: [{ address, port: 6379 }],
        readerEndpoints: [{ address, port: 6380 }],
      };
    },
    replacedBy: ["engine", "kmsKeyId", "majorEngineVersion", "name", "snapshotArnsToRestores", "subnetIds"],
    name: nameRule(40, idCharacters, "ServerlessCacheAlreadyExistsFault"),
    fault: (values, others) => groupFault([values.userGroupId], values, others),
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet", group],
    seconds: 120,
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    outputs: (resource, place) => {
      const made = called("replicationgroup", "replicationGroupId")(resource, place);
      const domain = `${made.id}.${digits(resource.urn, 6)}.${place.region}.cache.amazonaws.com`;
      return {
        ...made,
        primaryEndpointAddress: `master.${domain}`,
        readerEndpointAddress: `replica.${domain}`,
      };
    },
    replacedBy: [
      "atRestEncryptionEnabled",
      "dataTieringEnabled",
      "globalReplicationGroupId",
      "kmsKeyId",
      "networkType",
      "port",
      "replicationGroupId",
      "securityGroupNames",
      "snapshotArns",
      "snapshotName",
      "subnetGroupName",
    ],
    replacedIf: (olds, news) => [
      ...(olds.engine === "valkey" && news.engine !== "valkey" ? ["engine"] : []),
      ...(older(news.engineVersion, olds.engineVersion) ? ["engineVersion"] : []),
    ],
    name: {
      ...nameRule(40, idCharacters, "ReplicationGroupAlreadyExists"),
      property: "replicationGroupId",
    },
    fault: nodesFault,
    holds: ["aws:ec2/securityGroup:SecurityGroup", subnetGroup, group],
    seconds: 600,
  },
  [subnetGroup]: {
    outputs: called("subnetgroup", "name"),
    replacedBy: ["name"],
    name: nameRule(255, /^[A-Za-z0-9-]+$/, "CacheSubnetGroupAlreadyExists"),
    refusal: "CacheSubnetGroupInUse",
  },
  [user]: {
    outputs: called("user", "userId"),
    replacedBy: ["userId", "userName"],
    name: { ...nameRule(40, idCharacters, "UserAlreadyExists"), property: "userId" },
    fault: userFault,
    seconds: 10,
  },
  [group]: {
    outputs: called("usergroup", "userGroupId"),
    replacedBy: ["userGroupId"],
    name: { ...nameRule(40, idCharacters, "UserGroupAlreadyExists"), property: "userGroupId" },
    fault: ({ engine, userIds }, others) =>
      engine === "redis" && !listOf(userIds).some((id) => isDefault(id, others))
        ? {
            code: "DefaultUserRequired",
            detail: "Redis user group needs to contain a user with the user name default",
          }
        : undefined,
    refusal: "InvalidUserGroupState",
    seconds: 30,
  },
  [membership]: {
    outputs: ({ inputs }) => ({ id: `${String(inputs.userGroupId)},${String(inputs.userId)}` }),
    replacedBy: ["userGroupId", "userId"],
    fault: ({ userGroupId }, others) => {
      const members = others.filter(
        ({ type, values }) => type === membership && values.userGroupId === userGroupId,
      );
      return members.length >= usersPerGroup
        ? { code: "InvalidParameterValue", detail: `a user group has at most ${usersPerGroup} users` }
        : undefined;
    },
    seconds: 15,
  },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html, as all of these rules. */
const usersPerGroup = 100;

function userFault({ engine, userId, userName, authenticationMode, noPasswordRequired }: Values) {
  const { type } = (authenticationMode ?? {}) as Values;
  const invalid = (detail: string) => ({ code: "InvalidParameterCombination", detail });
  if (type === "iam" && userId !== userName)
    return invalid("User Id and User name must be same for authentication type: iam");
  if (engine === "valkey" && (type === "no-password-required" || noPasswordRequired === true))
    return invalid("a user of Valkey logs in with IAM or a password");
  return undefined;
}

/** A group of Valkey's users opens Valkey, and nothing else. */
function groupFault(
  ids: readonly unknown[],
  { engine }: Values,
  others: readonly Neighbour[],
): Refusal | undefined {
  const wrong = others.some(
    ({ type, values }) =>
      type === group && ids.includes(values.userGroupId) && values.engine === "valkey" && engine !== "valkey",
  );
  return wrong
    ? { code: "InvalidParameterCombination", detail: "a user group for Valkey needs a cache of Valkey" }
    : undefined;
}

function nodesFault(values: Values, others: readonly Neighbour[]): Refusal | undefined {
  const invalid = (detail: string) => ({ code: "InvalidParameterCombination", detail });
  const { userGroupIds, transitEncryptionEnabled, automaticFailoverEnabled, multiAzEnabled } = values;
  const groups = listOf(userGroupIds);
  if (groups.length > 0 && transitEncryptionEnabled !== true)
    return invalid("a user group needs encryption in transit");
  if ((automaticFailoverEnabled === true || multiAzEnabled === true) && Number(values.numCacheClusters) < 2)
    return invalid("automatic failover needs a replica");
  return groupFault(groups, values, others);
}

function isDefault(id: unknown, others: readonly Neighbour[]): boolean {
  const named = others.find(({ type, values }) => type === user && values.userId === id);
  return id === "default" || named?.values.userName === "default";
}

/** Whether one version of an engine is before another. */
function older(version: unknown, than: unknown): boolean {
  if (typeof version !== "string" || typeof than !== "string") return false;
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
