import type { Statement } from "./statements";

/**
 * EC2 decrypts a volume by a grant that whoever attaches the volume has to make.
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
export function openVolumes(region: string, keyArn: string): Statement[] {
  const byEc2 = { StringEquals: { "kms:ViaService": `ec2.${region}.amazonaws.com` } };
  return [
    {
      Sid: "DecryptVolumes",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: keyArn,
      Condition: byEc2,
    },
    {
      Sid: "GrantVolumesToInstance",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keyArn,
      Condition: { ...byEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** CloudWatch knows no resource to write metrics to, only the namespace that they are of. */
export function putMetrics(namespace: string): Statement {
  return {
    Sid: "PutMetrics",
    Effect: "Allow",
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
  };
}
