import { project } from "../naming";
import { denyReadingData } from "./deliveryPlan";
import type { ReleasePlace } from "./deliveryRelease";
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

export function startPipelines(pipelineArns: readonly string[]): Statement {
  return {
    Sid: "StartPipelines",
    Effect: "Allow",
    Action: "codepipeline:StartPipelineExecution",
    Resource: pipelineArns,
  };
}

/** Whether an environment runs what was released. */
export function watchServices({ region, account, environment }: Omit<ReleasePlace, "modules">): Statement[] {
  const ecs = `arn:aws:ecs:${region}:${account}`;
  const cluster = `${project}-${environment}`;
  return [
    {
      Sid: "WatchServices",
      Effect: "Allow",
      Action: "ecs:DescribeServices",
      Resource: `${ecs}:service/${cluster}/*`,
    },
    {
      Sid: "SeeTasks",
      Effect: "Allow",
      Action: ["ecs:DescribeTasks", "ecs:ListTasks"],
      Resource: "*",
      Condition: { ArnEquals: { "ecs:cluster": `${ecs}:cluster/${cluster}` } },
    },
  ];
}

/** As a preview, which reads no data of modules; but a build has to read what it is made of as well. */
export function denyReadingAllBut(objectArns: readonly string[]): Statement[] {
  const [{ Sid, Effect, Action }, ...others] = denyReadingData(undefined) as [Statement, ...Statement[]];
  const objects: Statement & { readonly NotResource: readonly string[] } = {
    Sid,
    Effect,
    Action,
    NotResource: objectArns,
  };
  return [objects, ...others];
}
