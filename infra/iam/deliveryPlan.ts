import type { Statement } from "./statements";

/** A statement about all resources but some. */
interface ExceptStatement extends Statement {
  readonly NotResource?: readonly string[];
}

/**
 * AWS's own policy for it, attached and not written out here: to see drift is to read every kind of resource that
 * there is, and with statements of ours the next kind would one day not be read.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
export const readOnlyPolicy = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/** That policy reads what modules keep as well, and a preview runs the code of a pull request. */
export function denyReadingData(stateBucket: string | undefined): ExceptStatement[] {
  const objects = ["s3:GetObject", "s3:GetObjectVersion"];
  return [
    stateBucket === undefined
      ? { Sid: "DenyReadingObjects", Effect: "Deny", Action: objects, Resource: "arn:aws:s3:::*/*" }
      : {
          Sid: "DenyReadingObjects",
          Effect: "Deny",
          Action: objects,
          NotResource: [`arn:aws:s3:::${stateBucket}/*`],
        },
    {
      Sid: "DenyReadingData",
      Effect: "Deny",
      Action: [
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:StartLiveTail",
        "logs:StartQuery",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
      ],
      Resource: "*",
    },
  ];
}
