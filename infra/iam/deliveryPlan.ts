import type { Statement } from "./statements";

/**
 * AWS's own policy for it, attached and not written out here: to see drift is to read every kind of resource that
 * there is, and with statements of ours the next kind would one day not be read.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
export const readOnlyPolicy = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/**
 * That policy reads what modules keep as well, and a preview runs the code of a pull request.
 * @param readable ARNs of the objects that are no module's: state, and what a build is made of.
 */
export function denyReadingData(readable: readonly string[]): Statement[] {
  return [
    {
      Sid: "DenyReadingObjects",
      Effect: "Deny",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      // IAM takes no empty list.
      ...(readable.length === 0 ? { Resource: "*" } : { NotResource: readable }),
    },
    {
      Sid: "DenyReadingData",
      Effect: "Deny",
      Action: [
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogRecord",
        "logs:GetQueryResults",
        "logs:StartLiveTail",
        "logs:StartQuery",
        "logs:Unmask",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
      ],
      Resource: "*",
    },
  ];
}
