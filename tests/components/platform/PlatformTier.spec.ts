import { expect } from "chai";
import { type PlatformTier, type PlatformTierArgs } from "../../../components/platform/PlatformTier";
import type { PlatformConfig } from "../../../infra/config/schema/platform";
import {
  account,
  certificate,
  keyArn,
  list,
  platformConfig,
  statementsOf,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only } from "../../support/harness";
import { builtPlatform } from "./newPlatform";

const platform = (change: Partial<PlatformConfig> = {}, more: Partial<PlatformTierArgs> = {}) =>
  builtPlatform({ ...platformConfig(change), ...more });

describe("PlatformTier", () => {
  it("makes the cluster, the namespace and the load balancer with its log bucket", async () => {
    const { children, component } = await platform();
    expect(component.type).to.equal("ai-platform:platform:PlatformTier");
    expect(children).to.deep.equal(
      list({
        "aws:cloudwatch/logGroup:LogGroup": "platform-events platform-sessions",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "platform-events",
        "aws:cloudwatch/metricAlarm:MetricAlarm": "platform-alb-1-errors platform-alb-1-rejections",
        "aws:ec2/securityGroup:SecurityGroup": "platform-alb",
        "aws:ecs/cluster:Cluster": "platform",
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "platform",
        "aws:lb/listener:Listener": "platform",
        "aws:lb/loadBalancer:LoadBalancer": "platform",
        "aws:s3/bucket:Bucket": "platform-alb-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "platform-alb-logs",
        "aws:s3/bucketPolicy:BucketPolicy": "platform-alb-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "platform-alb-logs",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
          "platform-alb-logs",
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "platform",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "platform-alb-modules",
      }),
    );
  });

  for (const containerInsights of ["disabled", "enabled", "enhanced"] as const)
    it(`turns Container Insights ${containerInsights}, and records sessions`, async () => {
      const { graph } = await platform({ containerInsights });
      expect(only(graph, "aws:ecs/cluster:Cluster").inputs).to.deep.equal({
        name: "ai-platform-test",
        settings: [{ name: "containerInsights", value: containerInsights }],
        configuration: {
          executeCommandConfiguration: {
            logging: "OVERRIDE",
            kmsKeyId: keyArn("logs"),
            logConfiguration: {
              cloudWatchLogGroupName: "/ai-platform/test/platform/sessions",
              cloudWatchEncryptionEnabled: true,
            },
          },
        },
      });
    });

  it("keeps the records of sessions encrypted, for as long as access logs", async () => {
    const { graph } = await platform({ accessLogDays: 7 });
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup", "platform-sessions").inputs).to.deep.equal({
      name: "/ai-platform/test/platform/sessions",
      retentionInDays: 7,
      kmsKeyId: keyArn("logs"),
    });
  });

  it("offers Fargate and Spot, on demand where nothing is said", async () => {
    const { graph, made } = await platform();
    expect(only(graph, "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders").inputs).to.deep.equal({
      clusterName: "ai-platform-test",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    });
    const { cluster } = made as PlatformTier;
    expect(await valueOf(cluster.name)).to.equal("ai-platform-test");
    expect(await valueOf(cluster.arn)).to.equal(only(graph, "aws:ecs/cluster:Cluster").outputs.arn);
  });

  it("has a private namespace of the environment", async () => {
    const { graph, made } = await platform();
    const node = only(graph, "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace");
    expect(node.inputs).to.deep.equal({
      name: "test.ai-platform.internal",
      description: "Services of test",
      vpc: vpcId,
    });
    const { namespace } = made as PlatformTier;
    expect(namespace.name).to.equal("test.ai-platform.internal");
    expect([await valueOf(namespace.id), await valueOf(namespace.arn)]).to.deep.equal([
      node.outputs.id,
      node.outputs.arn,
    ]);
  });

  for (const deletionProtection of [true, false])
    it(`has an internal load balancer, deletion ${deletionProtection ? "refused" : "allowed"}`, async () => {
      const { graph } = await platform({ deletionProtection });
      expect(only(graph, "aws:lb/loadBalancer:LoadBalancer").inputs).to.deep.equal({
        name: "ai-platform-test",
        loadBalancerType: "application",
        internal: true,
        securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id],
        subnets: ["subnet-private-a", "subnet-private-c"],
        // Longer than the longest answer, so that the module ends it and not the load balancer.
        idleTimeout: 910,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        enableDeletionProtection: deletionProtection,
        accessLogs: { bucket: only(graph, "aws:s3/bucket:Bucket").outputs.bucket, enabled: true },
      });
      expect(only(graph, "aws:s3/bucket:Bucket").inputs).to.deep.equal({ forceDestroy: !deletionProtection });
    });

  it("lets nobody call the load balancer, which calls nothing but ports of modules within the VPC", async () => {
    const { graph } = await platform();
    const group = only(graph, "aws:ec2/securityGroup:SecurityGroup");
    expect(group.inputs).to.deep.equal({
      description: "Internal load balancers",
      vpcId,
      tags: { Name: "platform-alb" },
    });
    expect(graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).to.deep.equal([]);
    expect(only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs).to.deep.equal({
      securityGroupId: group.outputs.id,
      description: "To the modules",
      ipProtocol: "tcp",
      fromPort: 1024,
      toPort: 65535,
      cidrIpv4: "10.20.0.0/16",
    });
  });

  it("answers 404 until a module has a rule", async () => {
    const { graph, made } = await platform();
    const alb = only(graph, "aws:lb/loadBalancer:LoadBalancer").outputs.arn;
    const listener = only(graph, "aws:lb/listener:Listener");
    expect(listener.inputs).to.deep.equal({
      loadBalancerArn: alb,
      port: 80,
      protocol: "HTTP",
      routingHttpResponseServerEnabled: false,
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: {
            statusCode: "404",
            contentType: "application/json",
            messageBody: '{"error":"no such module"}',
          },
        },
      ],
    });
    const { loadBalancers, loadBalancerGroupId } = made as PlatformTier;
    expect(await valueOf(loadBalancers[1]!.arn)).to.equal(alb);
    expect(await valueOf(loadBalancers[1]!.listenerArn)).to.equal(listener.outputs.arn);
    expect(await valueOf(loadBalancerGroupId)).to.equal(
      only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id,
    );
  });
});

describe("several load balancers", () => {
  const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
  const listener = "aws:lb/listener:Listener";

  it("have each its listener and number, and share security group and log bucket", async () => {
    const { graph, made } = await platform({}, { loadBalancers: [1, 2, 5] });
    const { loadBalancers } = made as PlatformTier;
    expect(Object.keys(loadBalancers)).to.deep.equal(["1", "2", "5"]);
    for (const [number, suffix] of [
      [1, ""],
      [2, "-2"],
      [5, "-5"],
    ] as const) {
      const { inputs, outputs, options } = only(graph, loadBalancer, `platform${suffix}`);
      expect(inputs).to.deep.equal({
        ...only(graph, loadBalancer, "platform").inputs,
        name: `ai-platform-test${suffix}`,
      });
      expect(options.dependencies).to.include(only(graph, "aws:s3/bucketPolicy:BucketPolicy").urn);
      const own = only(graph, listener, `platform${suffix}`);
      expect(own.inputs.loadBalancerArn).to.equal(outputs.arn);
      const { arn, listenerArn } = loadBalancers[number]!;
      expect(await valueOf(arn)).to.equal(outputs.arn);
      expect(await valueOf(listenerArn)).to.equal(own.outputs.arn);
    }
    for (const type of [loadBalancer, listener]) expect(graph.ofType(type)).to.have.length(3);
    for (const type of ["aws:s3/bucket:Bucket", "aws:ec2/securityGroup:SecurityGroup"])
      expect(graph.ofType(type)).to.have.length(1);
  });

  it("leave the first one as it is, so that a second one changes nothing", async () => {
    const [{ graph: one }, { graph: two }] = [
      await platform(),
      await platform({}, { loadBalancers: [1, 2] }),
    ];
    for (const { urn, inputs } of one.nodes)
      expect(two.nodes.find((node) => node.urn === urn)?.inputs, urn).to.deep.equal(inputs);
  });

  it("speak TLS only, with a certificate", async () => {
    const { graph } = await platform({}, { loadBalancers: [1, 2], certificate: certificate() });
    const { arn } = certificate();
    for (const { inputs } of graph.ofType(listener)) {
      const { loadBalancerArn: _, defaultActions: __, ...rest } = inputs;
      expect(rest).to.deep.equal({
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: await valueOf(arn),
        routingHttpResponseServerEnabled: false,
        routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      });
    }
  });

  for (const allowedOrigin of ["*", "https://app.example.com"])
    it(`let pages of ${allowedOrigin} read what modules answer`, async () => {
      const { graph } = await platform({}, { loadBalancers: [1, 2], allowedOrigin });
      for (const { inputs } of graph.ofType(listener))
        expect(inputs).to.include({
          port: 80,
          protocol: "HTTP",
          routingHttpResponseAccessControlAllowOriginHeaderValue: allowedOrigin,
        });
    });
});

describe("the bucket of the access logs", () => {
  it("is closed to the public, encrypted by S3, and forgets after the days that were given", async () => {
    const { graph } = await platform({ accessLogDays: 90 });
    const { bucket } = only(graph, "aws:s3/bucket:Bucket").outputs;
    expect(only(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).to.deep.equal({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const encryption =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(only(graph, encryption).inputs).to.deep.equal({
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    expect(
      only(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs,
    ).to.deep.equal({
      bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: {},
          expiration: { days: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    });
  });

  it("takes logs of this account from load balancers, and nothing without TLS", async () => {
    const { graph } = await platform();
    const { arn, bucket } = only(graph, "aws:s3/bucket:Bucket").outputs;
    const { inputs } = only(graph, "aws:s3/bucketPolicy:BucketPolicy");
    expect(inputs.bucket).to.equal(bucket);
    expect(statementsOf(inputs.policy)).to.deep.equal([
      {
        Sid: "LoadBalancerWritesLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${String(arn)}/AWSLogs/${account}/*`,
      },
      {
        Sid: "DenyPlainTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${String(arn)}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "DenyOldTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${String(arn)}/*`],
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      },
    ]);
  });

  it("is closed before its policy, and has its policy before the load balancer checks it", async () => {
    const { graph } = await platform();
    const policy = only(graph, "aws:s3/bucketPolicy:BucketPolicy");
    const block = only(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    expect(policy.options.dependencies).to.include(block.urn);
    expect(only(graph, "aws:lb/loadBalancer:LoadBalancer").options.dependencies).to.include(policy.urn);
  });
});
