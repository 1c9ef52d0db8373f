import type { EndpointService } from "../config/schema/network";
import { pullGuardDutyAgent } from "./accountSecurity";
import type { Statement } from "./statements";

/** Services that the VPC has a door of its own to. */
export type Served = "s3" | EndpointService;

/** Whom an endpoint serves, and whose resources. */
export interface EndpointScope {
  readonly region: string;
  readonly account: string;
  /** Account with the registry of the modules' images. */
  readonly registry: string;
}

/** Of two AWS does not say that they take a policy; they serve the agents of ECS alone. */
export function takesPolicy(service: Served): boolean {
  return service !== "ecs-agent" && service !== "ecs-telemetry";
}

/** What passes an endpoint, so that who gets into a module carries nothing out by it with keys of another account. */
export function endpointStatements(
  service: Served,
  { region, account, registry }: EndpointScope,
): Statement[] {
  switch (service) {
    case "s3":
      return [ownResources(account, [account]), readAwsBuckets(region)];
    case "ecr.api":
    case "ecr.dkr":
      return [
        ownResources(account, [...new Set([account, registry])]),
        {
          ...pullGuardDutyAgent(region),
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalAccount": account } },
        },
      ];
    case "ssm":
      return [ownResources(account, [account]), readAwsDocuments(region, account)];
    // Models are AWS's, and the channels of sessions nobody's.
    case "bedrock-runtime":
    case "ssmmessages":
      return [ownPrincipals(account)];
    default:
      return [ownResources(account, [account])];
  }
}

function ownPrincipals(account: string): Statement {
  return {
    Sid: "OwnPrincipals",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  };
}

/** https://github.com/aws-samples/data-perimeter-policy-examples has the same for an organization. */
function ownResources(account: string, owners: readonly string[]): Statement {
  return {
    Sid: "OwnPrincipalsAndResources",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": owners } },
  };
}

/**
 * Buckets of AWS, read without keys or with a link that AWS signed: layers of images, packages of Amazon Linux, and
 * what the agents on instances load.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 * https://docs.aws.amazon.com/linux/al2023/ug/live-patching.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html
 */
function readAwsBuckets(region: string): Statement {
  const buckets = [
    `prod-${region}-starport-layer-bucket`,
    `al2023-repos-${region}-de612dc2`,
    `al2023-${region}`,
    `amazon-ssm-${region}`,
    `aws-ssm-${region}`,
    `${region}-birdwatcher-prod`,
    `aws-ssm-distributor-file-${region}`,
    `aws-ssm-document-attachments-${region}`,
    `patch-baseline-snapshot-${region}`,
    `amazoncloudwatch-agent-${region}`,
  ];
  return {
    Sid: "ReadAwsBuckets",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`),
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html */
function readAwsDocuments(region: string, account: string): Statement {
  return {
    Sid: "ReadAwsDocuments",
    Effect: "Allow",
    Principal: "*",
    Action: ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:GetParameter", "ssm:GetParameters"],
    Resource: [`arn:aws:ssm:${region}::document/*`, `arn:aws:ssm:${region}::parameter/aws/*`],
    Condition: { StringEquals: { "aws:PrincipalAccount": account } },
  };
}
