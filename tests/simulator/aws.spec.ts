import type * as pulumi from "@pulumi/pulumi";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Stream } from "@pulumi/aws/kinesis";
import { getParametersByPathOutput } from "@pulumi/aws/ssm";
import { expect } from "chai";
import { modelledTypes, simulatedAws } from "../../simulator/aws";
import { simulatedAccount } from "../../simulator/aws/identity";
import { account, valueOf } from "../support/fixtures";
import { configOf, region, run, runEnvironment, stacks } from "../support/harness";
import { account as accountExample } from "./account";
import { costs } from "./costs";
import { data } from "./data";
import { delivery } from "./delivery";
import { edge } from "./edge";
import { egress } from "./egress";
import { modules } from "./modules";
import { workbench } from "./workbench";

const urnOf = (type: string, name: string) => `urn:pulumi:test::ai-platform::${type}::${name}`;
const world = simulatedAws({ region });

/** Inputs that some models build upon. */
const inputs = {
  arn: `arn:aws:sqs:${region}:${account}:one`,
  backupVaultName: "vault-1",
  bucket: "bucket-1",
  budgetName: "one",
  certificateAuthorityArn: `arn:aws:acm-pca:${region}:${account}:certificate-authority/one`,
  cluster: `arn:aws:ecs:${region}:${account}:cluster/one`,
  clusterName: "one",
  dbInstanceIdentifier: "one",
  dbProxyName: "one",
  detectorId: "detector-1",
  domain: "one",
  domainId: "d-1",
  domainName: "one.example.com",
  ecrRepositoryPrefix: "one",
  firewallRuleGroupId: "rslvr-frg-1",
  identifier: "one",
  keyId: "key-1",
  listenerArn: `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/one/1/2`,
  loadBalancerArn: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/one/1`,
  methodPath: "*/*",
  policyArn: "arn:aws:iam::aws:policy/one",
  prefix: "one",
  resourceArn: `arn:aws:apigateway:${region}::/restapis/one/stages/v1`,
  repository: "one",
  queueUrl: `https://sqs.${region}.amazonaws.com/${account}/one`,
  resourceId: "service/one/two",
  resourceTypes: ["ECR"],
  restoreTestingPlanName: "plan_1",
  restApi: "api-1",
  role: "role-1",
  rule: "rule-1",
  secretId: `arn:aws:secretsmanager:${region}:${account}:secret:one-1`,
  serviceNamespace: "ecs",
  stageName: "v1",
  tagKey: "Project",
  targetGroupName: "default",
  topic: `arn:aws:sns:${region}:${account}:one`,
  type: "A",
  url: "https://one.example.com",
  userGroupId: "one",
  userId: "one",
  userPoolId: `${region}_one`,
  webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/one/1`,
  zoneId: "Z1",
};
/** What these are is decided by these inputs, so the inputs differ where the URN does. */
const decidedByInputs: Readonly<Record<string, string>> = {
  "aws:accessanalyzer/analyzer:Analyzer": "analyzerName",
  "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate": "certificateAuthorityArn",
  "aws:apigateway/basePathMapping:BasePathMapping": "basePath",
  "aws:apigateway/domainName:DomainName": "domainName",
  "aws:apigateway/methodSettings:MethodSettings": "methodPath",
  "aws:apigateway/stage:Stage": "stageName",
  "aws:apigateway/usagePlanKey:UsagePlanKey": "keyId",
  "aws:appautoscaling/target:Target": "resourceId",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": "backupVaultName",
  "aws:backup/vaultPolicy:VaultPolicy": "backupVaultName",
  "aws:cfg/deliveryChannel:DeliveryChannel": "name",
  "aws:cfg/recorder:Recorder": "name",
  "aws:cfg/recorderStatus:RecorderStatus": "name",
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "configurationName",
  "aws:costexplorer/costAllocationTag:CostAllocationTag": "tagKey",
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": "configurationName",
  "aws:cloudtrail/trail:Trail": "name",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
  "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": "logGroupName",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "logGroupName",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "resourceArn",
  "aws:cognito/resourceServer:ResourceServer": "identifier",
  "aws:cognito/userPoolDomain:UserPoolDomain": "domain",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "repository",
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": "ecrRepositoryPrefix",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "prefix",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "repository",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "clusterName",
  "aws:ecs/taskDefinition:TaskDefinition": "family",
  "aws:elasticache/user:User": "userId",
  "aws:elasticache/userGroup:UserGroup": "userGroupId",
  "aws:elasticache/userGroupAssociation:UserGroupAssociation": "userId",
  "aws:guardduty/detectorFeature:DetectorFeature": "name",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "url",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "role",
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": "awsServiceName",
  "aws:inspector2/enabler:Enabler": "accountIds",
  "aws:kms/alias:Alias": "name",
  "aws:lambda/eventSourceMapping:EventSourceMapping": "functionName",
  "aws:lambda/invocation:Invocation": "functionName",
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": "firewallArn",
  "aws:rds/instance:Instance": "identifier",
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "dbProxyName",
  "aws:rds/proxyTarget:ProxyTarget": "dbProxyName",
  "aws:route53/record:Record": "name",
  "aws:route53/resolverFirewallRule:ResolverFirewallRule": "firewallDomainListId",
  "aws:s3/bucket:Bucket": "bucket",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "bucket",
  "aws:s3/bucketLogging:BucketLogging": "bucket",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "bucket",
  "aws:s3/bucketPolicy:BucketPolicy": "bucket",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "bucket",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "bucket",
  "aws:s3/bucketVersioning:BucketVersioning": "bucket",
  "aws:sagemaker/space:Space": "spaceName",
  "aws:sagemaker/userProfile:UserProfile": "userProfileName",
  "aws:secretsmanager/secretRotation:SecretRotation": "secretId",
  "aws:securityhub/standardsSubscription:StandardsSubscription": "standardsArn",
  "aws:sns/topicPolicy:TopicPolicy": "arn",
  "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
  "aws:wafv2/webAclAssociation:WebAclAssociation": "resourceArn",
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "resourceArn",
};
/** Have no id but the account's. */
const onePerAccount: readonly string[] = [
  "aws:apigateway/account:Account",
  "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws:securityhub/account:Account",
];

function created(type: string, name: string): Readonly<Record<string, unknown>> {
  const decided = decidedByInputs[type];
  const own = decided === undefined ? {} : { [decided]: `${decided}-of-${name}` };
  return world.create({
    urn: urnOf(type, name),
    type,
    name,
    inputs: { ...inputs, ...own },
    custom: true,
  }).outputs;
}

describe("simulated AWS", () => {
  for (const type of modelledTypes)
    it(`gives ${type} the same outputs in every run, and another resource another id`, () => {
      expect(created(type, "one")).to.deep.equal(created(type, "one"));
      expect(created(type, "one").id).to.be.a("string").and.not.equal("");
      if (!onePerAccount.includes(type))
        expect(created(type, "one").id).not.to.equal(created(type, "two").id);
      expect(JSON.stringify(created(type, "one"))).not.to.include("undefined");
    });

  const arn = new RegExp(`^arn:aws:[a-z0-9-]+:(${region})?:(${account})?:[A-Za-z0-9!/_:.+=,@-]+$`);
  /** ARNs without a region, and those of S3 and API Gateway, which name no account. */
  const global = new RegExp(`^arn:aws:((budgets|ce|iam)::\\d{12}|s3::|apigateway:${region}:):`);

  for (const type of modelledTypes.filter((one) => created(one, "one").arn !== undefined))
    it(`gives ${type} a well-formed ARN`, () => {
      const made = String(created(type, "one").arn);
      expect(made).to.match(arn);
      if (!global.test(made)) expect(made).to.include(`:${region}:${account}:`);
    });

  it("is in nobody's account", () => {
    expect(simulatedAccount).to.equal("123456789012");
  });

  it("takes a given name, and makes one of the logical name otherwise", () => {
    const type = "aws:cloudwatch/logGroup:LogGroup";
    const create = (given: Record<string, unknown>) =>
      world.create({ urn: urnOf(type, "one"), type, name: "one", inputs: given, custom: true }).outputs.name;
    expect(create({ name: "/given" })).to.equal("/given");
    expect(create({ name: "" })).to.match(/^one-[0-9a-f]{7}$/);
    expect(create({})).to.match(/^one-[0-9a-f]{7}$/);
  });

  it("gives a component no id and no outputs", () => {
    const component = {
      urn: urnOf("test:One", "one"),
      type: "test:One",
      name: "one",
      inputs: {},
      custom: false,
    };
    expect(world.create(component)).to.deep.equal({ outputs: {}, children: [] });
  });

  for (const stack of stacks)
    it(`models every type of ${stack}, with ids that no two resources of a type share`, async () => {
      const { nodes } = await runEnvironment(configOf(stack));
      const custom = nodes.filter((node) => node.custom && node.type !== "awsx:ec2:Vpc");
      expect(modelledTypes).to.include.members([...new Set(custom.map(({ type }) => type))]);
      const ids = custom.map(({ type, outputs }) => `${type} ${String(outputs.id)}`);
      expect(new Set(ids).size).to.equal(ids.length);
      for (const { urn, outputs } of custom) expect(outputs.id, urn).to.be.a("string").and.not.equal("");
    });

  it("models nothing that neither a stack nor an example makes", async () => {
    const made = new Set<string>();
    for (const example of [accountExample, costs, data, delivery, edge, egress, modules, workbench])
      for (const { type } of (await run(example)).nodes) made.add(type);
    for (const stack of stacks)
      for (const { type } of (await runEnvironment(configOf(stack))).nodes) made.add(type);
    expect(modelledTypes.filter((type) => !made.has(type))).to.deep.equal([]);
  });

  it("fails on a resource type that it does not know", async () => {
    const error = await failure(() => void new Stream("one"));
    expect(error).to.equal(
      "the simulator does not know the resource type aws:kinesis/stream:Stream " +
        "(urn:pulumi:test::ai-platform::aws:kinesis/stream:Stream::one)",
    );
  });

  it("fails on a function that it does not know", async () => {
    const error = await failure(() => void getAvailabilityZonesOutput());
    expect(error).to.equal(
      "the simulator does not know the function aws:index/getAvailabilityZones:getAvailabilityZones",
    );
  });
});

describe("functions of simulated AWS", () => {
  const answer = async <T>(ask: () => pulumi.Output<T>, parameters: Record<string, string> = {}) => {
    let output: pulumi.Output<T> | undefined;
    await run(() => (output = ask()), { parameters });
    return valueOf(output!);
  };

  it("tell whose account it is", async () => {
    expect(await answer(() => getCallerIdentityOutput({}))).to.deep.include({
      accountId: account,
      arn: `arn:aws:iam::${account}:user/simulated`,
    });
  });

  it("find parameters below a path, sorted, each with its value", async () => {
    const parameters = {
      "/ai-platform/test/releases/b": "image-b",
      "/ai-platform/test/releases/a": "image-a",
      "/ai-platform/test/releasesOfOthers/c": "image-c",
      "/ai-platform/prod/releases/a": "image-p",
    };
    const found = await answer(
      () => getParametersByPathOutput({ path: "/ai-platform/test/releases" }),
      parameters,
    );
    const names = ["a", "b"].map((name) => `/ai-platform/test/releases/${name}`);
    expect(found).to.deep.include({
      names,
      values: ["image-a", "image-b"],
      arns: names.map((name) => `arn:aws:ssm:${region}:${account}:parameter${name}`),
      types: ["String", "String"],
    });
  });

  it("find no parameters before the first release", async () => {
    const found = await answer(() => getParametersByPathOutput({ path: "/ai-platform/test/releases" }));
    expect(found).to.deep.include({ names: [], values: [] });
  });

  it("give a password that nobody takes for a real one, as long as a real one", () => {
    const { randomPassword } = world.invoke("aws:secretsmanager/getRandomPassword:getRandomPassword", {});
    expect(randomPassword)
      .to.match(/^simulated-/)
      .and.to.have.length(40);
  });
});

/** The message of what was thrown, or a failure when nothing was. */
async function failure(program: () => unknown): Promise<string> {
  try {
    await run(program);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the program did not fail");
}
