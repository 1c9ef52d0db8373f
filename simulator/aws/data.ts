import { digits, physicalName } from "./identity";
import type { Model, Models } from "./types";

/** Settings of a bucket are resources of their own and carry the bucket's name as their id. */
const bucketPart: Model = ({ inputs }) => ({ id: String(inputs.bucket) });

const rdsPart =
  (kind: string): Model =>
  (resource, { region, account }) => {
    const name = physicalName(resource, resource.inputs.name);
    return { id: name, name, arn: `arn:aws:rds:${region}:${account}:${kind}:${name}` };
  };

export const dataModels: Models = {
  "aws:s3/bucket:Bucket": (resource, { region }) => {
    const bucket = physicalName(resource, resource.inputs.bucket);
    const bucketRegionalDomainName = `${bucket}.s3.${region}.amazonaws.com`;
    return { id: bucket, bucket, arn: `arn:aws:s3:::${bucket}`, bucketRegionalDomainName };
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketPart,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketPart,
  "aws:s3/bucketVersioning:BucketVersioning": bucketPart,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketPart,
  "aws:s3/bucketPolicy:BucketPolicy": bucketPart,
  "aws:kms/key:Key": ({ urn }, { region, account }) => {
    const keyId = digits(urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    return { id: keyId, keyId, arn: `arn:aws:kms:${region}:${account}:key/${keyId}` };
  },
  "aws:kms/alias:Alias": ({ inputs }, { region, account }) => ({
    id: String(inputs.name),
    arn: `arn:aws:kms:${region}:${account}:${String(inputs.name)}`,
  }),
  "aws:secretsmanager/secret:Secret": (resource, { region, account }) => {
    const name = physicalName(resource, resource.inputs.name);
    const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${digits(resource.urn, 6)}`;
    return { id: arn, arn, name };
  },
  "aws:secretsmanager/secretVersion:SecretVersion": ({ urn, inputs }) => {
    const versionId = digits(urn, 32);
    return { id: `${String(inputs.secretId)}|${versionId}`, arn: String(inputs.secretId), versionId };
  },
  "aws:rds/instance:Instance": ({ inputs, urn }, { region, account }) => {
    const identifier = String(inputs.identifier);
    const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!db-${digits(urn, 32)}`;
    return {
      id: `db-${digits(urn, 26).toUpperCase()}`,
      arn: `arn:aws:rds:${region}:${account}:db:${identifier}`,
      address: `${identifier}.${digits(urn, 12)}.${region}.rds.amazonaws.com`,
      port: 3306,
      masterUserSecrets: [{ secretArn, secretStatus: "active", kmsKeyId: inputs.masterUserSecretKmsKeyId }],
    };
  },
  "aws:rds/subnetGroup:SubnetGroup": rdsPart("subgrp"),
  "aws:rds/parameterGroup:ParameterGroup": rdsPart("pg"),
};
