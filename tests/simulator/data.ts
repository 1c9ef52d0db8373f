import {
  ReplicationGroup,
  ServerlessCache,
  SubnetGroup,
  User,
  UserGroup,
  UserGroupAssociation,
} from "@pulumi/aws/elasticache";
import { SecurityGroup, Subnet } from "@pulumi/aws/ec2";
import { Instance, OptionGroup, Proxy, ProxyDefaultTargetGroup, ProxyTarget } from "@pulumi/aws/rds";
import { Bucket, BucketObjectLockConfiguration, BucketVersioning } from "@pulumi/aws/s3";

/** What may stand in front of a database, both kinds of cache and who may enter them, and a locked bucket. */
export function data() {
  const subnet = new Subnet("subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
  const securityGroup = new SecurityGroup("group", { vpcId: "vpc-1" });
  const place = { subnet, securityGroup };
  const { bucket } = new Bucket("records");
  const versions = new BucketVersioning("records", {
    ...{ bucket, versioningConfiguration: { status: "Enabled" } },
  });
  new BucketObjectLockConfiguration(
    "records",
    { bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
    { dependsOn: versions },
  );
  return { ...proxyOf(place), ...cachesOf(place) };
}

interface Place {
  readonly subnet: Subnet;
  readonly securityGroup: SecurityGroup;
}

function proxyOf({ subnet, securityGroup }: Place) {
  const options = new OptionGroup("options", { engineName: "mariadb", majorEngineVersion: "11.8" });
  const server = new Instance("server", {
    ...{ identifier: "one", engine: "mariadb", instanceClass: "db.t4g.micro" },
    ...{ optionGroupName: options.name, backupRetentionPeriod: 1 },
  });
  const proxy = new Proxy("proxy", {
    ...{ engineFamily: "MYSQL", roleArn: "arn:aws:iam::123456789012:role/proxy", auths: [{}] },
    ...{ vpcSubnetIds: [subnet.id], vpcSecurityGroupIds: [securityGroup.id] },
  });
  const group = new ProxyDefaultTargetGroup("group", { dbProxyName: proxy.name });
  const target = new ProxyTarget("target", {
    ...{ dbProxyName: proxy.name, targetGroupName: group.name, dbInstanceIdentifier: server.identifier },
  });
  return { proxy, target };
}

function cachesOf({ subnet, securityGroup }: Place) {
  const user = new User("user", {
    ...{ userId: "one", userName: "one", engine: "valkey", accessString: "on ~one:* +@all" },
    ...{ authenticationMode: { type: "iam" } },
  });
  const group = new UserGroup("users", { userGroupId: "users", engine: "valkey" });
  const { userGroupId } = group;
  const member = new UserGroupAssociation("member", { userGroupId, userId: user.userId });
  const serverless = new ServerlessCache("serverless", {
    ...{ engine: "valkey", userGroupId, subnetIds: [subnet.id], securityGroupIds: [securityGroup.id] },
  });
  const subnets = new SubnetGroup("subnets", { subnetIds: [subnet.id] });
  const nodes = new ReplicationGroup("nodes", {
    ...{
      description: "nodes",
      engine: "valkey",
      nodeType: "cache.t4g.micro",
      transitEncryptionEnabled: true,
    },
    ...{ userGroupIds: [userGroupId], subnetGroupName: subnets.name, securityGroupIds: [securityGroup.id] },
  });
  return { member, serverless, nodes };
}
