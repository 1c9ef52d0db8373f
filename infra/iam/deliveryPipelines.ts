import { project } from "../naming";
import { type ReleasePlace, seeTasks } from "./deliveryRelease";
import type { Statement } from "./statements";

/** What lies in the bucket of artifacts, as patterns below it. */
interface Artifacts {
  readonly bucketArn: string;
  readonly paths: readonly string[];
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html */
export function readArtifacts({ bucketArn, paths }: Artifacts): Statement[] {
  return [
    {
      Sid: "SeeArtifactBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
      Resource: bucketArn,
    },
    {
      Sid: "ReadArtifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: paths.map((path) => `${bucketArn}/${path}`),
    },
  ];
}

export function writeArtifacts({ bucketArn, paths }: Artifacts): Statement {
  return {
    Sid: "WriteArtifacts",
    Effect: "Allow",
    Action: "s3:PutObject",
    Resource: paths.map((path) => `${bucketArn}/${path}`),
  };
}

export function encryptArtifacts(keyArn: string): Statement {
  return { Sid: "EncryptArtifacts", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: keyArn };
}

/**
 * AWS has renamed connections, and asks for the one action or the other.
 * https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 */
export function useConnection(connectionArn: string): Statement {
  return {
    Sid: "UseConnection",
    Effect: "Allow",
    Action: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
    Resource: connectionArn,
  };
}

export function runBuilds(projectArns: readonly string[]): Statement {
  return {
    Sid: "RunBuilds",
    Effect: "Allow",
    Action: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
    Resource: projectArns,
  };
}

export function startPipelines(pipelinesArn: string): Statement {
  return {
    Sid: "StartPipelines",
    Effect: "Allow",
    Action: "codepipeline:StartPipelineExecution",
    Resource: pipelinesArn,
  };
}

/** Whether an environment runs what was released. */
export function watchServices(place: ReleasePlace): Statement[] {
  const { region, account, environment } = place;
  const ecs = `arn:aws:ecs:${region}:${account}`;
  const cluster = `${project}-${environment}`;
  return [
    {
      Sid: "WatchServices",
      Effect: "Allow",
      Action: ["ecs:DescribeServiceDeployments", "ecs:DescribeServices"],
      Resource: [`${ecs}:service/${cluster}/*`, `${ecs}:service-deployment/${cluster}/*`],
    },
    seeTasks(place),
  ];
}
