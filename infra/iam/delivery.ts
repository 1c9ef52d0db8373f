import { githubIssuer, type TrustedJobs } from "../delivery/githubSubjects";
import { policyDocument, type Statement } from "./statements";

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** Who may take a role: jobs of GitHub Actions. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
export function githubTrust(providerArn: string, { subjects, workflows }: TrustedJobs): string {
  const claim = (name: string) => `${githubIssuer}:${name}`;
  return policyDocument([
    {
      Sid: "AssumeByJobs",
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { [claim("aud")]: "sts.amazonaws.com", [claim("sub")]: subjects },
        ...(workflows === undefined ? {} : { StringLike: { [claim("job_workflow_ref")]: workflows } }),
      },
    },
  ]);
}

/** AWS's own page has no condition for it. https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html */
export function registryTrust(): string {
  return policyDocument([
    {
      Sid: "AssumeByRegistry",
      Effect: "Allow",
      Principal: { Service: "ecr.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ]);
}

/** For a repository's own policy: other accounts run what is in it. */
export function accountsPullImages(accounts: readonly string[]): Statement {
  return {
    Sid: "AccountsPullImages",
    Effect: "Allow",
    Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
    Action: pull,
  };
}

/**
 * For the policy of repositories with images of other registries: other accounts run these as well, and have the
 * registry fetch them anew. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export function accountsPullThrough(accounts: readonly string[]): Statement {
  return {
    ...accountsPullImages(accounts),
    Sid: "AccountsPullThrough",
    Action: [...pull, "ecr:BatchImportUpstreamImage"],
  };
}

/** Build an image: push it, and look at what the registry's own scan found. */
export function pushImages(repositoryArns: readonly string[]): Statement {
  return {
    Sid: "PushImages",
    Effect: "Allow",
    Action: [
      ...pull,
      "ecr:CompleteLayerUpload",
      "ecr:DescribeImageScanFindings",
      "ecr:DescribeImages",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    Resource: repositoryArns,
  };
}

/** Give an image that is there another tag: no layer goes up. To read its signature is to pull it. */
export function tagImages(repositoriesArn: string): Statement {
  return {
    Sid: "TagImages",
    Effect: "Allow",
    Action: [...pull, "ecr:DescribeImages", "ecr:ListImages", "ecr:PutImage"],
    Resource: repositoriesArn,
  };
}

/** The first pull makes the repository. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html */
export function pullThrough(repositoriesArn: string): Statement {
  return {
    Sid: "PullThrough",
    Effect: "Allow",
    Action: [...pull, "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
    Resource: repositoriesArn,
  };
}

/** What ECR does by a template. https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html */
export function createRepositories(repositoriesArn: string, keyArn: string): Statement[] {
  return [
    {
      Sid: "CreateRepositories",
      Effect: "Allow",
      Action: ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
      Resource: repositoriesArn,
    },
    {
      Sid: "EncryptRepositories",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
      Resource: keyArn,
    },
  ];
}

export function signImages(keyArn: string): Statement {
  return {
    Sid: "SignImages",
    Effect: "Allow",
    Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
    Resource: keyArn,
  };
}

/** cosign does the rest by itself. https://github.com/sigstore/sigstore/blob/main/pkg/signature/kms/aws/client.go */
export function verifySignatures(keyArn: string): Statement {
  return {
    Sid: "VerifySignatures",
    Effect: "Allow",
    Action: ["kms:DescribeKey", "kms:GetPublicKey"],
    Resource: keyArn,
  };
}

/** Release in an account of its own, by that account's role. */
export function assumeRole(roleArn: string): Statement {
  return { Sid: "AssumeRole", Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn };
}

/**
 * EventBridge takes no conditions in the policy of a topic.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function eventsPublish(topicArn: string): Statement {
  return {
    Sid: "EventsPublish",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
  };
}

/** Without it EventBridge drops what goes to an encrypted topic. https://repost.aws/knowledge-center/sns-not-getting-eventbridge-notification */
export function eventsUseKey(): Statement {
  return {
    Sid: "EventsUseKey",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
  };
}
