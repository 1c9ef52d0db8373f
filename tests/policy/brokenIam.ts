import { type Breach, of, set, type Values } from "./breach";

const role = "aws:iam/role:Role";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

/** A document of one statement, with other values. */
export const statement = (change: Values) => () => ({
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "New", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*", ...change },
    ],
  }),
});
const trust = (change: Values) => () => ({
  assumeRolePolicy: JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "scheduler.amazonaws.com" },
        ...change,
      },
    ],
  }),
});
export const iamBreaches: readonly Breach[] = [
  ...of("iam-names-what-it-allows", [
    { what: "every resource", type: rolePolicy, inputs: statement({ Resource: "*" }) },
    { what: "every action", type: rolePolicy, inputs: statement({ Action: "s3:*" }) },
    {
      what: "all but an action",
      type: rolePolicy,
      inputs: statement({ Action: undefined, NotAction: "s3:GetObject" }),
    },
    {
      what: "all but a resource",
      type: rolePolicy,
      inputs: statement({ Resource: undefined, NotResource: "b" }),
    },
    { what: "everybody", type: rolePolicy, inputs: statement({ Principal: { AWS: ["*"] } }) },
    {
      what: "other actions under a listed name",
      type: rolePolicy,
      inputs: statement({
        Sid: "OpenSessions",
        Action: ["ssmmessages:OpenDataChannel", "ssm:GetParameter"],
        Resource: "*",
      }),
    },
    {
      what: "a key's statement elsewhere",
      type: rolePolicy,
      inputs: statement({ Sid: "AccountOwnsKey", Action: "kms:Decrypt", Resource: "*" }),
    },
  ]),
  ...of("iam-names-what-it-allows", [
    {
      what: "a policy within a role",
      type: role,
      inputs: () => ({ inlinePolicies: [statement({ Resource: "*" })()] }),
    },
    {
      what: "a policy of AWS that allows all",
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      inputs: set({ policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" }),
    },
  ]),
  ...of("endpoints-serve-this-account", [
    { what: "an endpoint for everybody", type: endpoint, inputs: set({ policy: undefined }) },
    {
      what: "an endpoint that lets principals of any account pass",
      type: endpoint,
      inputs: statement({ Principal: "*", Action: "*", Resource: "*" }),
    },
    {
      what: "an endpoint for accounts by a pattern",
      type: endpoint,
      inputs: statement({
        ...{ Principal: "*", Action: "*", Resource: "*" },
        Condition: { StringEquals: { "aws:PrincipalAccount": "*" } },
      }),
    },
  ]),
  ...of("roles-for-this-account-only", [
    { what: "a service for anybody", type: role, inputs: trust({}) },
    { what: "everybody", type: role, inputs: trust({ Principal: { AWS: "*" } }) },
    {
      what: "all accounts by a pattern",
      type: role,
      inputs: trust({ Condition: { StringEquals: { "aws:SourceAccount": "*" } } }),
    },
    {
      what: "another service beside EC2",
      type: role,
      inputs: trust({ Principal: { Service: ["ec2.amazonaws.com", "ecs.amazonaws.com"] } }),
    },
  ]),
];
