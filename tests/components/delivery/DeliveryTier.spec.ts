import { expect } from "chai";
import type { Graph } from "../../../simulator/graph";
import { account, boundary, list, statementsOf, valueOf } from "../../support/fixtures";
import { childrenOf, only, region } from "../../support/harness";
import { decide } from "../../support/iam";
import { foreign, newDelivery } from "./newDelivery";

const modules = "delivery-manufacturing delivery-planning delivery-support";
const common = {
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": modules,
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": "delivery-pull-through-ecr-public",
  "aws:ecr/repository:Repository": modules,
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "delivery-pull-through",
  "aws:kms/alias:Alias": "delivery-images delivery-pipelines delivery-signing",
  "aws:kms/key:Key": "delivery-images delivery-pipelines delivery-signing",
  "aws:sns/topic:Topic": "delivery-notifications",
  "aws:sns/topicPolicy:TopicPolicy": "delivery-notifications",
  "aws:sns/topicSubscription:TopicSubscription": "delivery-notifications",
};
const repository = (graph: Graph, module = "planning") =>
  only(graph, "aws:ecr/repository:Repository", `delivery-${module}`);
const tier = (graph: Graph) => only(graph, "ai-platform:delivery:DeliveryTier");

/** What the specs of pipelines are about. */
const ofPipelines =
  /^aws:(cloudwatch|codebuild|codepipeline|scheduler)\/|^aws:iam\/\S+ (?!delivery-pull-through$)/;

describe("DeliveryTier", () => {
  it("has in AWS what pipelines in AWS need", async () => {
    const { graph } = await newDelivery();
    expect(childrenOf(graph, tier(graph)).filter((child) => !ofPipelines.test(child))).to.deep.equal(
      list({
        ...common,
        "aws:codeconnections/connection:Connection": "delivery-source",
        "aws:iam/role:Role": "delivery-pull-through",
        "aws:iam/rolePolicy:RolePolicy": "delivery-pull-through",
        "aws:s3/bucket:Bucket": "delivery-artifacts",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "delivery-artifacts",
        "aws:s3/bucketPolicy:BucketPolicy": "delivery-artifacts",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "delivery-artifacts",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
          "delivery-artifacts",
      }),
    );
  });

  it("has roles instead where pipelines run at GitHub", async () => {
    const { graph } = await newDelivery({ pipelines: "github-actions", "account.githubProvider": true });
    const roles =
      "delivery-build-manufacturing delivery-build-planning delivery-build-support delivery-check-manufacturing " +
      "delivery-check-planning delivery-check-support delivery-plan delivery-pull-through delivery-release-dev " +
      "delivery-release-prod";
    expect(childrenOf(graph, tier(graph))).to.deep.equal(
      list({
        ...common,
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "delivery-github",
        "aws:iam/role:Role": roles,
        "aws:iam/rolePolicy:RolePolicy": roles,
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "delivery-plan",
      }),
    );
  });

  it("keeps every role under the permissions boundary", async () => {
    const { graph } = await newDelivery({ pipelines: "github-actions" }, true);
    for (const { inputs } of graph.ofType("aws:iam/role:Role"))
      expect(inputs.permissionsBoundary).to.equal(boundary);
  });

  it("says what only a person can do", async () => {
    const steps = async (changes: Readonly<Record<string, unknown>>) =>
      valueOf((await newDelivery(changes)).result.manualSteps);
    const mail = "platform-team@example.com gets a mail from AWS Notifications and has to confirm it once.";
    const inAws = await steps({ source: "bitbucket" });
    expect(inAws).to.have.length(2);
    expect(inAws[0]).to.match(/^The connection to Bitbucket is PENDING: in the console, /);
    expect(inAws[1]).to.equal(mail);
    expect(await steps({ pipelines: "github-actions", "account.githubProvider": true })).to.deep.equal([
      mail,
    ]);
    expect(await steps({ pipelines: "github-actions" })).to.have.length(2);
  });
});

describe("the registry", () => {
  it("lets no image be replaced under its commit or its release, and encrypts it", async () => {
    const { graph } = await newDelivery();
    const { inputs } = repository(graph);
    const key = only(graph, "aws:kms/key:Key", "delivery-images").outputs.arn;
    expect(inputs).to.deep.include({
      name: "ai-platform/planning",
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key }],
      imageScanningConfiguration: { scanOnPush: true },
      forceDelete: false,
      tags: { Module: "planning", Owner: "planning-team@example.com" },
    });
    const filters = inputs.imageTagMutabilityExclusionFilters as { filter: string; filterType: string }[];
    expect(filters.map(({ filter }) => filter)).to.deep.equal(["cache*", "running-*", "sha256-*"]);
    for (const { filterType } of filters) expect(filterType).to.equal("WILDCARD");
    const moving = (tag: string) => filters.some(({ filter }) => tag.startsWith(filter.slice(0, -1)));
    for (const tag of ["0123abc", "0123abc-1", "release-dev-1"]) expect(moving(tag), tag).to.equal(false);
    for (const tag of ["cache", "cache-arm64", "running-prod"]) expect(moving(tag), tag).to.equal(true);
  });

  it("keeps the images of a module that is gone from the file, unless all of it is disposable", async () => {
    const kept = repository((await newDelivery()).graph);
    expect(kept.options).to.include({ retainOnDelete: true, protect: false });
    const { graph } = await newDelivery({ deletion: "disposable" });
    expect(repository(graph).options.retainOnDelete).to.equal(false);
    expect(repository(graph).inputs.forceDelete).to.equal(true);
  });

  it("is open to the accounts of environments for pulling, and to nobody else", async () => {
    const closed = await newDelivery();
    expect(closed.graph.ofType("aws:ecr/repositoryPolicy:RepositoryPolicy")).to.deep.equal([]);
    const { graph } = await newDelivery({ "environments.dev": foreign });
    const policies = graph.ofType("aws:ecr/repositoryPolicy:RepositoryPolicy");
    expect(policies.map(({ name }) => name).sort()).to.deep.equal(modules.split(" "));
    const { outputs } = repository(graph);
    const ask = (from: string, action: string) =>
      decide({
        identityPolicies: {
          all: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "*" }],
          }),
        },
        resourcePolicy: String(policies[1]!.inputs.policy),
        principal: `arn:aws:iam::${from}:role/planning-execution`,
        action,
        resource: String(outputs.arn),
      });
    expect(await ask(foreign.account, "ecr:BatchGetImage")).to.equal("Allowed");
    expect(await ask(foreign.account, "ecr:GetDownloadUrlForLayer")).to.equal("Allowed");
    expect(await ask(foreign.account, "ecr:PutImage")).to.equal("ImplicitlyDenied");
    expect(await ask(foreign.account, "ecr:BatchDeleteImage")).to.equal("ImplicitlyDenied");
    expect(await ask("444455556666", "ecr:BatchGetImage")).to.equal("ImplicitlyDenied");
  });

  it("sets how the whole account scans only where it is told to", async () => {
    const type = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
    expect((await newDelivery()).graph.ofType(type)).to.deep.equal([]);
    const scanned = async (scanning: string) => {
      const { graph } = await newDelivery({
        "registry.scanning": scanning,
        "account.registryScanning": true,
      });
      expect(repository(graph).inputs).not.to.have.property("imageScanningConfiguration");
      const { scanType, rules } = only(graph, type).inputs;
      const [{ scanFrequency, repositoryFilters }] = rules as [
        { scanFrequency: string; repositoryFilters: { filter: string }[] },
      ];
      return [scanType, scanFrequency, ...repositoryFilters.map(({ filter }) => filter)];
    };
    const filters = ["ai-platform/*", "ai-platform-cache/*"];
    expect(await scanned("basic")).to.deep.equal(["BASIC", "SCAN_ON_PUSH", ...filters]);
    expect(await scanned("enhanced")).to.deep.equal(["ENHANCED", "CONTINUOUS_SCAN", ...filters]);
  });
});

describe("images of other registries", () => {
  const rule = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
  const dockerHubSecret = `arn:aws:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/hub-AbCdEf`;

  it("come from AWS's gallery, and from Docker Hub where there is a user", async () => {
    const open = await newDelivery();
    expect(open.graph.ofType(rule).map(({ inputs }) => inputs)).to.deep.equal([
      { ecrRepositoryPrefix: "ai-platform-cache/ecr-public", upstreamRegistryUrl: "public.ecr.aws" },
    ]);
    const { graph, result } = await newDelivery({ "registry.dockerHubSecret": dockerHubSecret });
    expect(only(graph, rule, "delivery-pull-through-docker-hub").inputs).to.deep.equal({
      ecrRepositoryPrefix: "ai-platform-cache/docker-hub",
      upstreamRegistryUrl: "registry-1.docker.io",
      credentialArn: dockerHubSecret,
    });
    expect(await valueOf(result.pullThrough.prefixes["docker-hub"]!)).to.equal(
      `${account}.dkr.ecr.${region}.amazonaws.com/ai-platform-cache/docker-hub`,
    );
    for (const { inputs } of graph.ofType(rule))
      expect(String(inputs.ecrRepositoryPrefix).length).to.be.at.most(30);
  });

  it("come from GitHub where there is a user, as the AI gateway's does", async () => {
    const githubSecret = dockerHubSecret.replace("hub-", "github-");
    const { graph } = await newDelivery({ "registry.githubSecret": githubSecret });
    expect(only(graph, rule, "delivery-pull-through-github").inputs).to.deep.equal({
      ecrRepositoryPrefix: "ai-platform-cache/github",
      upstreamRegistryUrl: "ghcr.io",
      credentialArn: githubSecret,
    });
  });

  it("are there for environments in accounts of their own, which may have them fetched anew", async () => {
    const template = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
    const { graph } = await newDelivery({ "environments.dev": foreign });
    const [statement] = statementsOf(only(graph, template).inputs.repositoryPolicy);
    expect(statement!.Principal).to.deep.equal({ AWS: [`arn:aws:iam::${foreign.account}:root`] });
    expect(statement!.Action).to.deep.equal([
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchImportUpstreamImage",
    ]);
    const alone = await newDelivery();
    expect(only(alone.graph, template).inputs).not.to.have.property("repositoryPolicy");
  });

  it("are encrypted from the first one on, by a role that makes repositories there and nowhere else", async () => {
    const { graph } = await newDelivery();
    const template = only(graph, "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate");
    const key = only(graph, "aws:kms/key:Key", "delivery-images").outputs.arn;
    expect(template.inputs).to.deep.include({
      prefix: "ai-platform-cache",
      appliedFors: ["PULL_THROUGH_CACHE"],
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key }],
    });
    expect(only(graph, rule).options.dependencies).to.include(template.urn);
    const [repositories, encryption] = statementsOf(
      only(graph, "aws:iam/rolePolicy:RolePolicy", "delivery-pull-through").inputs.policy,
    );
    expect(repositories!.Resource).to.equal(
      `arn:aws:ecr:${region}:${account}:repository/ai-platform-cache/*`,
    );
    expect(encryption!.Resource).to.equal(key);
  });
});

describe("keys of the delivery", () => {
  it("are protected, and named so that pipelines find them", async () => {
    const { graph, result } = await newDelivery();
    for (const { options } of graph.ofType("aws:kms/key:Key"))
      expect(options).to.include({ protect: true, retainOnDelete: true });
    expect(graph.ofType("aws:kms/alias:Alias").map(({ inputs }) => inputs.name)).to.deep.equal(
      ["images", "pipelines", "signing"].map((kind) => `alias/ai-platform/shared/${kind}`),
    );
    expect(only(graph, "aws:kms/key:Key", "delivery-signing").inputs).to.deep.include({
      keyUsage: "SIGN_VERIFY",
      customerMasterKeySpec: "ECC_NIST_P256",
    });
    expect(await valueOf(result.signingKey.uri)).to.equal("awskms:///alias/ai-platform/shared/signing");
  });
});

describe("artifacts and notifications", () => {
  it("are under the key of the pipelines, over TLS only, and artifacts go by themselves", async () => {
    const { graph } = await newDelivery();
    const key = only(graph, "aws:kms/key:Key", "delivery-pipelines").outputs.arn;
    const [rule] = only(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs
      .rules as [{ expiration: { days: number } }];
    expect(rule.expiration.days).to.be.greaterThan(7);
    const statements = statementsOf(only(graph, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy);
    expect(statements.map(({ Sid }) => Sid)).to.deep.equal([
      "DenyPlainTransport",
      "DenyOldTls",
      "DenyOtherEncryption",
      "DenyOtherKeys",
    ]);
    expect(only(graph, "aws:sns/topic:Topic").inputs.kmsMasterKeyId).to.equal(key);
    expect(only(graph, "aws:sns/topicSubscription:TopicSubscription").inputs).to.deep.include({
      protocol: "email",
      endpoint: "platform-team@example.com",
    });
  });

  it("come from EventBridge, which may use the key as well", async () => {
    const { graph } = await newDelivery();
    const topic = only(graph, "aws:sns/topic:Topic").outputs.arn as string;
    const key = only(graph, "aws:kms/key:Key", "delivery-pipelines");
    const ask = (action: string, resource: string, resourcePolicy: unknown, tls = "true") =>
      decide({
        identityPolicies: {},
        principal: "events.amazonaws.com",
        action,
        resource,
        resourcePolicy: String(resourcePolicy),
        context: { "aws:SecureTransport": tls },
      });
    const policy = only(graph, "aws:sns/topicPolicy:TopicPolicy").inputs.policy;
    expect(await ask("sns:Publish", topic, policy)).to.equal("Allowed");
    expect(await ask("sns:Publish", topic, policy, "false")).to.equal("ExplicitlyDenied");
    const arn = String(key.outputs.arn);
    expect(await ask("kms:GenerateDataKey", arn, key.inputs.policy)).to.equal("Allowed");
    expect(await ask("kms:ScheduleKeyDeletion", arn, key.inputs.policy)).to.equal("ImplicitlyDenied");
  });
});
