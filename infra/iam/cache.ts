import type { Statement } from "./statements";

/**
 * Log in to one cache as one user; AWS asks for the right to both.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function connectToCache(cacheArn: string, userArn: string): Statement {
  return {
    Sid: "ConnectToCache",
    Effect: "Allow",
    Action: "elasticache:Connect",
    Resource: [cacheArn, userArn],
  };
}
