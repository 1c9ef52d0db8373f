type Values = Readonly<Record<string, unknown>>;

/** Names that AWS takes and does not take, for one type. */
export interface NameTest {
  readonly type: string;
  readonly property?: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly min?: number;
  readonly max: number;
  /** Begins every name; the rest of the longest one is the letter a. */
  readonly prefix?: string;
  readonly taken?: string;
  /** What makes the same name another one. */
  readonly scope?: readonly [here: Values, elsewhere: Values];
  /** What AWS wants to be told besides the name. */
  readonly rest?: Values;
}

const cognitoName = { good: ["a b+=,.@-_9"], bad: ["", "a/b", "a:b"] };

export const nameRules: readonly NameTest[] = [
  {
    type: "aws:apigateway/stage:Stage",
    ...{ property: "stageName", max: 128, good: ["v1", "a-B_9"], bad: ["", "a.b", "a/b", "$default"] },
    taken: "ConflictException",
    scope: [{ restApi: "api-1" }, { restApi: "api-2" }],
  },
  {
    type: "aws:apigatewayv2/vpcLink:VpcLink",
    ...{ max: 128, good: ["a", "a b/c"], bad: [""] },
  },
  {
    type: "aws:appautoscaling/policy:Policy",
    ...{ max: 256, good: ["cpu policy"], bad: ["", "정책"] },
  },
  {
    type: "aws:appautoscaling/scheduledAction:ScheduledAction",
    ...{ max: 256, good: ["down at night", "밤"], bad: ["", " a", "a ", "a:b", "a/b", "a|b", "a\n"] },
  },
  {
    type: "aws:autoscaling/group:Group",
    ...{ max: 255, good: ["a/b!~", "9;"], bad: ["", "a:b", "a b", "그룹"], taken: "AlreadyExists" },
  },
  {
    type: "aws:backup/plan:Plan",
    ...{ max: 50, good: ["a.B-c_9"], bad: ["", "a b"] },
  },
  {
    type: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    ...{ max: 50, good: ["a_B9"], bad: ["", "a-b"], taken: "AlreadyExistsException" },
  },
  {
    type: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    ...{ max: 50, good: ["a_B9"], bad: ["", "a-b"], taken: "AlreadyExistsException" },
    scope: [{ restoreTestingPlanName: "one" }, { restoreTestingPlanName: "two" }],
    rest: { protectedResourceArns: ["*"] },
  },
  {
    type: "aws:backup/selection:Selection",
    ...{ max: 50, good: ["a.B-c_9"], bad: ["", "a b"] },
  },
  {
    type: "aws:backup/vault:Vault",
    ...{ min: 2, max: 50, good: ["a-", "A_9"], bad: ["a", "a.b"], taken: "AlreadyExistsException" },
  },
  { type: "aws:cognito/resourceServer:ResourceServer", max: 256, ...cognitoName },
  { type: "aws:cognito/userPool:UserPool", max: 128, ...cognitoName },
  { type: "aws:cognito/userPoolClient:UserPoolClient", max: 128, ...cognitoName },
  {
    type: "aws:cognito/userPoolDomain:UserPoolDomain",
    ...{ property: "domain", max: 63, good: ["a", "a-b-9"], taken: "InvalidParameterException" },
    bad: ["", "-a", "a-", "A", "a.b", "a_b", "my-aws", "amazon-1", "cognito"],
  },
  {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    ...{ min: 3, max: 128, good: ["abc", "A(1).b-c/d_e"], bad: ["ab", "a b c", "a:bc"] },
    taken: "InvalidLaunchTemplateName.AlreadyExistsException",
  },
  {
    type: "aws:ec2/securityGroup:SecurityGroup",
    ...{ max: 255, good: ["a", "a ._-:/()#,@[]+=&;{}!$*", "my-sg-1"], bad: ["", "sg-1", "a%", "a<b"] },
    taken: "InvalidGroup.Duplicate",
    scope: [{ vpcId: "vpc-1" }, { vpcId: "vpc-2" }],
  },
  {
    type: "aws:ecs/capacityProvider:CapacityProvider",
    ...{ max: 255, good: ["a-B_9", "my-ecs"], bad: ["", "a.b", "aws-a", "ecs1", "fargate-a"] },
    ...{ taken: "ClientException", rest: { managedInstancesProvider: {}, cluster: "one" } },
  },
  {
    type: "aws:ecs/cluster:Cluster",
    ...{ max: 255, good: ["a-B_9"], bad: ["", "a.b", "a/b"] },
  },
  {
    type: "aws:ecs/service:Service",
    ...{ max: 255, good: ["a-B_9"], bad: ["", "a.b", "a/b"] },
    taken: "Creation of service was not idempotent",
    scope: [{ cluster: "one" }, { cluster: "two" }],
  },
  {
    type: "aws:ecs/taskDefinition:TaskDefinition",
    ...{ property: "family", max: 255, good: ["a-B_9"], bad: ["", "a.b", "a:1"] },
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    ...{
      property: "replicationGroupId",
      max: 40,
      good: ["a", "a-B-9"],
      bad: ["", "9a", "a-", "a--b", "a_b"],
    },
    taken: "ReplicationGroupAlreadyExists",
  },
  {
    type: "aws:elasticache/serverlessCache:ServerlessCache",
    ...{ max: 40, good: ["a", "a-b-9"], bad: ["", "9a", "a-", "a--b", "a_b"] },
    taken: "ServerlessCacheAlreadyExistsFault",
  },
  {
    type: "aws:elasticache/subnetGroup:SubnetGroup",
    ...{ max: 255, good: ["a", "9-b"], bad: ["", "a b", "a.b"], taken: "CacheSubnetGroupAlreadyExists" },
  },
  {
    type: "aws:elasticache/user:User",
    ...{ property: "userId", max: 40, good: ["a", "a-b-9"], bad: ["", "9a", "a-", "a--b", "a.b"] },
    taken: "UserAlreadyExists",
  },
  {
    type: "aws:elasticache/userGroup:UserGroup",
    ...{ property: "userGroupId", max: 40, good: ["a", "a-b-9"], bad: ["", "9a", "a-", "a--b", "a.b"] },
    taken: "UserGroupAlreadyExists",
  },
  {
    type: "aws:iam/instanceProfile:InstanceProfile",
    ...{ max: 128, good: ["a+=,.@-_9"], bad: ["", "a b", "a/b"], taken: "EntityAlreadyExists" },
  },
  {
    type: "aws:iam/role:Role",
    ...{ max: 64, good: ["a+=,.@-_9"], bad: ["", "a b", "a/b"], taken: "EntityAlreadyExists" },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    ...{ max: 128, good: ["a+=,.@-_9"], bad: ["", "a b", "a/b"] },
  },
  {
    type: "aws:kms/alias:Alias",
    ...{
      prefix: "alias/",
      max: 256,
      good: ["alias/a/B_c-9"],
      bad: ["alias/", "a", "alias/aws/a", "alias/a.b"],
    },
    taken: "AlreadyExistsException",
  },
  {
    type: "aws:lambda/function:Function",
    ...{ max: 64, good: ["a-B_9"], bad: ["", "a.b", "a b", "a:1"], taken: "ResourceConflictException" },
  },
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    ...{ max: 32, good: ["a", "a-B-9"], bad: ["", "-a", "a-", "a_b", "internal-a"] },
    taken: "DuplicateLoadBalancerName",
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    ...{ max: 32, good: ["a", "a-B-9", "internal-a"], bad: ["", "-a", "a-", "a_b"] },
    taken: "DuplicateTargetGroupName",
  },
  {
    type: "aws:rds/instance:Instance",
    ...{ property: "identifier", max: 63, good: ["a", "a-B-9"], bad: ["", "9a", "a-", "a--b", "a_b"] },
    taken: "DBInstanceAlreadyExists",
  },
  {
    type: "aws:rds/optionGroup:OptionGroup",
    ...{ max: 255, good: ["a", "a-b-9"], bad: ["", "9a", "a-", "a--b", "A", "a.b"] },
    taken: "OptionGroupAlreadyExistsFault",
  },
  {
    type: "aws:rds/parameterGroup:ParameterGroup",
    ...{ max: 255, good: ["a", "a-b-9"], bad: ["", "9a", "a-", "a--b", "A", "a.b"] },
    taken: "DBParameterGroupAlreadyExists",
  },
  {
    type: "aws:rds/proxy:Proxy",
    ...{ max: 63, good: ["a", "a-B-9"], bad: ["", "9a", "a-", "a--b", "a_b"] },
    ...{ taken: "DBProxyAlreadyExistsFault", rest: { auths: [{}] } },
  },
  {
    type: "aws:rds/subnetGroup:SubnetGroup",
    ...{ max: 255, good: ["a", "a b.c_d-9", "default-1"], bad: ["", "default", "9a", "A", "a/b"] },
    taken: "DBSubnetGroupAlreadyExists",
  },
  {
    type: "aws:s3/bucket:Bucket",
    ...{ property: "bucket", min: 3, max: 63, good: ["abc", "a.b-c.9", "1.2.3", "a-s3alias-1"] },
    bad: [
      ...["ab", "A-b", "a_b", "-abc", "abc-", ".abc", "abc.", "a..b", "192.168.5.4"],
      ...["xn--abc", "sthree-abc", "amzn-s3-demo-abc"],
      ...["abc-s3alias", "abc--ol-s3", "abc.mrap", "abc--x-s3", "abc--table-s3"],
    ],
    taken: "BucketAlreadyOwnedByYou",
  },
  {
    type: "aws:secretsmanager/secret:Secret",
    ...{ max: 512, good: ["a/B_+=.@-9"], bad: ["", "a b", "a:b"], taken: "ResourceExistsException" },
  },
  {
    type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
    ...{ max: 253, good: ["dev.a-b.internal"], bad: ["", "a b", "개발"], taken: "NamespaceAlreadyExists" },
    scope: [{ vpc: "vpc-1" }, { vpc: "vpc-2" }],
  },
  {
    type: "aws:servicediscovery/service:Service",
    ...{ max: 127, good: ["a", "_http._tcp", "qdrant-0", "a".repeat(63)] },
    bad: ["", "a-", "-a", "a b", ".a", "a.", "a..b", "a".repeat(64)],
    taken: "ServiceAlreadyExists",
    scope: [{ dnsConfig: { namespaceId: "ns-1" } }, { dnsConfig: { namespaceId: "ns-2" } }],
  },
  {
    type: "aws:ssm/activation:Activation",
    ...{ min: 0, max: 256, good: ["a b_.:/=+-@", "서버", ""], bad: ["a!", "a\n"] },
  },
  {
    type: "aws:ssm/parameter:Parameter",
    ...{ max: 1011, good: ["/ai-platform/dev/data/qdrant-version", "a.b_C"], bad: ["", "a b", "a:b"] },
    taken: "ParameterAlreadyExists",
  },
];
