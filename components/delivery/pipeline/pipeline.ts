import { Pipeline, type PipelineArgs } from "@pulumi/aws/codepipeline";
import * as pulumi from "@pulumi/pulumi";
import type { artifactNames } from "../../../infra/delivery/buildspecs";
import { artifactPath, executionMode } from "../../../infra/delivery/pipeline";
import {
  encryptArtifacts,
  readArtifacts,
  runBuilds,
  useConnection,
  writeArtifacts,
} from "../../../infra/iam/deliveryPipelines";
import { createRole } from "../../../infra/iam/role";
import { decryptWith } from "../../../infra/iam/statements";
import { serviceTrust } from "../../../infra/iam/trust";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { PipelineParts } from "./roles";

export interface OnePipelineArgs
  extends Required<Pick<PipelineArgs, "stages">>, Pick<PipelineArgs, "triggers"> {
  readonly name: string;
  readonly description: string;
  /** ARNs. */
  readonly projects: readonly pulumi.Output<string>[];
  readonly artifacts: readonly (keyof typeof artifactNames)[];
  readonly tags?: Record<string, string>;
}

/** A pipeline with a role of its own, which fetches sources and starts its own builds. */
export function createPipeline(
  logicalName: string,
  { name, description, projects, artifacts: handed, tags, ...definition }: OnePipelineArgs,
  { scope }: DeliveryTierArgs,
  { artifacts, connection, key }: PipelineParts,
  parent: pulumi.Resource,
): Pipeline {
  const { region, account } = scope;
  const tagged = tags === undefined ? {} : { tags };
  const paths = handed.map((artifact) => artifactPath(name, artifact));
  const role = createRole(
    logicalName,
    {
      description,
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/cross-service-confused-deputy-prevention.html
      trust: account.apply((id) =>
        serviceTrust("codepipeline.amazonaws.com", id, `arn:aws:codepipeline:${region}:${id}:${name}`),
      ),
      statements: [
        pulumi
          .all([artifacts.arn, key.arn, connection.arn, pulumi.all([...projects])])
          .apply(([bucketArn, keyArn, connectionArn, projectArns]) => [
            useConnection(connectionArn),
            ...readArtifacts({ bucketArn, paths }),
            writeArtifacts({ bucketArn, paths }),
            decryptWith([keyArn]),
            encryptArtifacts(keyArn),
            runBuilds(projectArns),
          ]),
      ],
      ...tagged,
    },
    scope,
    { parent },
  );
  return new Pipeline(
    logicalName,
    {
      ...definition,
      ...tagged,
      name,
      pipelineType: "V2",
      executionMode,
      roleArn: role.arn,
      artifactStores: [
        { location: artifacts.bucket, type: "S3", encryptionKey: { id: key.arn, type: "KMS" } },
      ],
    },
    { parent },
  );
}
