type Inputs = Readonly<Record<string, unknown>>;

/**
 * The properties whose change makes a new resource, by type, as terraform-provider-aws 5.100.0 answered when it
 * was asked to plan such a change (2026-11), under the names of @pulumi/aws. A block goes by its own name. Not
 * known, and taken for changes in place: properties that came with provider 6, and write-only ones.
 */
export const alwaysReplaced: Readonly<Record<string, readonly string[]>> = {
  "aws:appautoscaling/policy:Policy": ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  "aws:appautoscaling/target:Target": ["resourceId", "scalableDimension", "serviceNamespace"],
  "aws:autoscaling/group:Group": ["initialLifecycleHooks", "name", "namePrefix"],
  "aws:cloudwatch/logGroup:LogGroup": ["logGroupClass", "name", "namePrefix"],
  "aws:ebs/volume:Volume": [
    "availabilityZone",
    "encrypted",
    "kmsKeyId",
    "multiAttachEnabled",
    "outpostArn",
    "snapshotId",
  ],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
  "aws:ec2/eip:Eip": ["address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"],
  "aws:ec2/flowLog:FlowLog": [
    "deliverCrossAccountRole",
    "destinationOptions",
    "eniId",
    "iamRoleArn",
    "logDestination",
    "logDestinationType",
    "logFormat",
    "maxAggregationInterval",
    "subnetId",
    "trafficType",
    "transitGatewayAttachmentId",
    "transitGatewayId",
    "vpcId",
  ],
  "aws:ec2/internetGateway:InternetGateway": [],
  "aws:ec2/launchTemplate:LaunchTemplate": ["name", "namePrefix"],
  "aws:ec2/natGateway:NatGateway": ["allocationId", "connectivityType", "privateIp", "subnetId"],
  "aws:ec2/networkAcl:NetworkAcl": ["vpcId"],
  "aws:ec2/route:Route": [
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
    "routeTableId",
  ],
  "aws:ec2/routeTable:RouteTable": ["vpcId"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["gatewayId", "subnetId"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "namePrefix", "vpcId"],
  "aws:ec2/securityGroupRule:SecurityGroupRule": [
    "cidrBlocks",
    "fromPort",
    "ipv6CidrBlocks",
    "prefixListIds",
    "protocol",
    "securityGroupId",
    "self",
    "sourceSecurityGroupId",
    "toPort",
    "type",
  ],
  "aws:ec2/subnet:Subnet": [
    "availabilityZone",
    "availabilityZoneId",
    "cidrBlock",
    "ipv6Native",
    "outpostArn",
    "vpcId",
  ],
  "aws:ec2/vpc:Vpc": ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    "resourceConfigurationArn",
    "serviceName",
    "serviceNetworkArn",
    "serviceRegion",
    "vpcEndpointType",
    "vpcId",
  ],
  "aws:ecs/cluster:Cluster": ["name"],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ["clusterName"],
  "aws:ecs/service:Service": [
    "cluster",
    "deploymentController",
    "iamRole",
    "launchType",
    "name",
    "schedulingStrategy",
  ],
  "aws:ecs/taskDefinition:TaskDefinition": [
    "containerDefinitions",
    "cpu",
    "enableFaultInjection",
    "ephemeralStorage",
    "executionRoleArn",
    "family",
    "ipcMode",
    "memory",
    "networkMode",
    "pidMode",
    "placementConstraints",
    "proxyConfiguration",
    "requiresCompatibilities",
    "runtimePlatform",
    "taskRoleArn",
    "volumes",
  ],
  "aws:iam/instanceProfile:InstanceProfile": ["name", "namePrefix", "path"],
  "aws:iam/role:Role": ["name", "namePrefix", "path"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "namePrefix", "role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn", "role"],
  "aws:kms/alias:Alias": ["name", "namePrefix"],
  "aws:kms/key:Key": ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn"],
  "aws:lb/loadBalancer:LoadBalancer": [
    "customerOwnedIpv4Pool",
    "internal",
    "loadBalancerType",
    "name",
    "namePrefix",
  ],
  "aws:lb/targetGroup:TargetGroup": [
    "ipAddressType",
    "name",
    "namePrefix",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
  ],
  "aws:rds/instance:Instance": [
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
  "aws:rds/parameterGroup:ParameterGroup": ["description", "family", "name", "namePrefix"],
  "aws:rds/subnetGroup:SubnetGroup": ["name", "namePrefix"],
  "aws:s3/bucket:Bucket": ["bucket", "bucketPrefix", "objectLockEnabled"],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["bucket", "expectedBucketOwner"],
  "aws:s3/bucketPolicy:BucketPolicy": ["bucket"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["bucket"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    "bucket",
    "expectedBucketOwner",
  ],
  "aws:s3/bucketVersioning:BucketVersioning": ["bucket", "expectedBucketOwner"],
  "aws:secretsmanager/secret:Secret": ["name", "namePrefix"],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    "secretBinary",
    "secretId",
    "secretString",
    "secretStringWoVersion",
  ],
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["name", "vpc"],
  "aws:servicediscovery/service:Service": [
    "dnsConfig",
    "healthCheckCustomConfig",
    "name",
    "namespaceId",
    "type",
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["securityGroupId"],
};

/** Every resource has a region since provider 6, and cannot move. */
const ofEveryType = ["region"];

/** Replaced only in some circumstances. */
const sometimes: Readonly<Record<string, (olds: Inputs, news: Inputs) => readonly string[]>> = {
  "aws:ec2/vpc:Vpc": (olds, news) =>
    (olds.instanceTenancy ?? "default") === "default" && news.instanceTenancy === "dedicated"
      ? ["instanceTenancy"]
      : [],
  "aws:ecs/service:Service": (_, news) =>
    news.forceNewDeployment === true ? [] : ["capacityProviderStrategies"],
  "aws:lb/loadBalancer:LoadBalancer": (olds, news) =>
    olds.loadBalancerType === "network" ? [...emptiedOrFilled(olds, news), ...subnetTaken(olds, news)] : [],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": peers,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": peers,
};

/** True when the simulator knows what replaces a resource of this type. */
export function knowsReplacements(type: string): boolean {
  return type in alwaysReplaced;
}

/** Which of the changed properties make a new resource. */
export function replacedBy(
  type: string,
  changed: readonly string[],
  olds: Inputs,
  news: Inputs,
): readonly string[] {
  const forced = [...ofEveryType, ...(alwaysReplaced[type] ?? []), ...(sometimes[type]?.(olds, news) ?? [])];
  return changed.filter((property) => forced.includes(property));
}

/** A rule of a security group can change its peer, but not the kind of its peer. */
function peers(olds: Inputs, news: Inputs): readonly string[] {
  return ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].filter(
    (property) => (olds[property] === undefined) !== (news[property] === undefined),
  );
}

function emptiedOrFilled(olds: Inputs, news: Inputs): readonly string[] {
  const empty = ({ securityGroups }: Inputs) => !Array.isArray(securityGroups) || securityGroups.length === 0;
  return empty(olds) === empty(news) ? [] : ["securityGroups"];
}

function subnetTaken(olds: Inputs, news: Inputs): readonly string[] {
  const after = new Set((news.subnets as readonly unknown[] | undefined) ?? []);
  const taken = ((olds.subnets as readonly unknown[] | undefined) ?? []).some((subnet) => !after.has(subnet));
  return taken ? ["subnets"] : [];
}
