import type { Statement } from "./statements";

/** ECS lets the one authority issue certificates of servers, and no certificates of further authorities. */
export function issueCertificates(authorityArn: string): Statement[] {
  return [
    {
      Sid: "ReadAuthority",
      Effect: "Allow",
      Action: [
        "acm-pca:DescribeCertificateAuthority",
        "acm-pca:GetCertificate",
        "acm-pca:GetCertificateAuthorityCertificate",
      ],
      Resource: authorityArn,
    },
    {
      Sid: "IssueCertificates",
      Effect: "Allow",
      Action: "acm-pca:IssueCertificate",
      Resource: authorityArn,
      Condition: {
        StringEquals: { "acm-pca:TemplateArn": "arn:aws:acm-pca:::template/EndEntityCertificate/V1" },
      },
    },
  ];
}

/**
 * ECS keeps each certificate with its private key in a secret of a name that it reserves for this, and renews it
 * there. The same as AWS's own policy, within the account and region.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity.html
 */
export function keepCertificates(region: string, account: string): Statement[] {
  const secrets = `arn:aws:secretsmanager:${region}:${account}:secret:ecs-sc!*`;
  return [
    {
      Sid: "CreateCertificateSecrets",
      Effect: "Allow",
      Action: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      Resource: secrets,
      Condition: {
        ArnLike: {
          "aws:RequestTag/AmazonECSCreated": ["arn:aws:ecs:*:*:service/*/*", "arn:aws:ecs:*:*:task-set/*/*"],
        },
        StringEquals: { "aws:RequestTag/AmazonECSManaged": "true" },
      },
    },
    {
      Sid: "RenewCertificateSecrets",
      Effect: "Allow",
      Action: [
        "secretsmanager:DeleteSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:RotateSecret",
        "secretsmanager:UpdateSecret",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      Resource: secrets,
      Condition: {
        StringEquals: { "secretsmanager:ResourceTag/aws:secretsmanager:owningService": "ecs-sc" },
      },
    },
    {
      Sid: "SeeCertificateSecrets",
      Effect: "Allow",
      Action: "secretsmanager:DescribeSecret",
      Resource: secrets,
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html */
export function encryptCertificates(keyArn: string): Statement {
  return {
    Sid: "EncryptCertificates",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"],
    Resource: keyArn,
  };
}
