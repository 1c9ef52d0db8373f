import { DeliveryChannel, Recorder, RecorderStatus } from "@pulumi/aws/cfg";
import { ServiceLinkedRole } from "@pulumi/aws/iam";
import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { recordingGroup } from "../../infra/account/recorder";
import type { RecorderConfig } from "../../infra/config/schema/accountSecurity";
import { expireAfter } from "../../infra/buckets";
import { type Deletion, durable } from "../../infra/durability";
import { configWritesRecords } from "../../infra/iam/accountSecurity";
import { tlsOnly } from "../../infra/iam/buckets";
import { alarmName } from "../../infra/naming";
import { closeBucket } from "../../infra/s3/closeBucket";
import type { Scope } from "../../infra/scope";

export interface ConfigPlace {
  readonly scope: Scope;
  readonly deletion: Deletion;
}

/** Records how the account's resources are, and how they were. */
export function createConfig(
  name: string,
  { scope, deletion }: ConfigPlace,
  config: RecorderConfig,
  parent: pulumi.Resource,
): void {
  const records = createRecords(name, scope, deletion, config, parent);
  const recorderName = alarmName(scope.environment, "config");
  // Security Hub's check Config.1 takes this role and no other.
  const role = config.serviceLinkedRole
    ? new ServiceLinkedRole(name, { awsServiceName: "config.amazonaws.com" }, { parent }).arn
    : scope.account.apply(
        (account) =>
          `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      );
  const recorder = new Recorder(
    name,
    { name: recorderName, roleArn: role, recordingGroup: recordingGroup(config) },
    { parent },
  );
  const channel = new DeliveryChannel(
    name,
    { name: recorderName, s3BucketName: records.bucket },
    // AWS Config tries whether it may write, and has a channel only where it has a recorder.
    { parent, dependsOn: [recorder, records.ready] },
  );
  new RecorderStatus(name, { name: recorder.name, isEnabled: true }, { parent, dependsOn: channel });
}

/** Under S3's own key: the service-linked role may use no other. https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html */
function createRecords(
  name: string,
  scope: Scope,
  deletion: Deletion,
  { retentionDays }: RecorderConfig,
  parent: pulumi.Resource,
) {
  const bucket = new Bucket(
    name,
    { forceDestroy: deletion === "disposable" },
    { parent, ...durable(deletion) },
  );
  const bucketName = { bucket: bucket.bucket };
  new BucketServerSideEncryptionConfiguration(
    name,
    { ...bucketName, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  new BucketLifecycleConfiguration(
    name,
    {
      ...bucketName,
      rules: expireAfter(retentionDays),
    },
    { parent },
  );
  const statements = pulumi
    .all([bucket.arn, scope.account])
    .apply(([arn, account]) => [...configWritesRecords(arn, account), ...tlsOnly(arn)]);
  return { bucket: bucket.bucket, ready: closeBucket(name, bucket, statements, { parent }) };
}
