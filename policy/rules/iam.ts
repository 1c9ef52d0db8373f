import { isDeepStrictEqual } from "node:util";
import { jsonOf, listOf, objectOf, objectsOf, type Properties } from "../resource";
import type { Problem, ResourceRule } from "../rule";

const key = "aws:kms/key:Key";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

interface Reason {
  /** Why AWS leaves no choice. */
  readonly reason: string;
  /** What its actions begin with; others under the same name are refused. */
  readonly actions: string;
  /** The one type of resource whose policy may hold it; any type if absent. */
  readonly on?: string;
}

const ownKey = { reason: "in a key's own policy * is the key itself", actions: "kms:", on: key };

/** Statements, by Sid, that may name every resource or every action of a service. */
export const wideStatements: Readonly<Record<string, Reason>> = {
  LogInToRegistry: {
    reason: "ecr:GetAuthorizationToken knows no resource",
    actions: "ecr:GetAuthorizationToken",
  },
  OpenSessions: { reason: "ssmmessages knows no resources", actions: "ssmmessages:" },
  SeeVolumes: { reason: "ec2:DescribeVolumes knows no resources", actions: "ec2:DescribeVolumes" },
  SeeLoadBalancers: {
    reason: "what describes load balancers knows no resources",
    actions: "elasticloadbalancing:Describe",
  },
  PutMetrics: {
    reason: "CloudWatch knows no resource to write metrics to, only their namespace",
    actions: "cloudwatch:PutMetricData",
  },
  SendTraces: { reason: "X-Ray knows no resource to write to", actions: "xray:" },
  FindSecrets: {
    reason: "secretsmanager:ListSecrets knows no resource",
    actions: "secretsmanager:ListSecrets",
  },
  ListIam: { reason: "what lists roles and users knows no resource", actions: "iam:List" },
  SeeLastAccess: {
    reason: "iam:GetServiceLastAccessedDetails knows no resource",
    actions: "iam:GetServiceLastAccessedDetails",
  },
  ListStudio: { reason: "what lists spaces and apps knows no resource", actions: "sagemaker:List" },
  ListAliases: { reason: "kms:ListAliases knows no resource", actions: "kms:ListAliases" },
  ListGuardDuty: { reason: "GuardDuty knows no resource to read", actions: "guardduty:List" },
  SeeGuardDuty: { reason: "GuardDuty knows no resource to read", actions: "guardduty:GetFindings" },
  ListInspector: { reason: "Inspector knows no resource to read", actions: "inspector2:ListFindings" },
  SeeInspector: {
    reason: "Inspector knows no resource to read",
    actions: "inspector2:BatchGetAccountStatus",
  },
  ListAnalyzers: {
    reason: "access-analyzer:ListAnalyzers knows no resource",
    actions: "access-analyzer:ListAnalyzers",
  },
  JoinVpc: { reason: "Lambda demands it before there are network interfaces", actions: "ec2:" },
  AccountOwnsKey: ownKey,
  LogsUseKey0: ownKey,
  LogsUseKey1: ownKey,
  LogsUseKey2: ownKey,
  LogsUseKey3: ownKey,
  CostsUseKey: ownKey,
  EventsUseKey: ownKey,
  AlarmsUseKey: ownKey,
  TrailDecrypts: ownKey,
  TrailEncrypts: ownKey,
  TrailSeesKey: ownKey,
  SeeTaskDefinitions: {
    reason: "what reads task definitions, or ends one, knows no resource",
    actions: "ecs:De",
  },
  SeeTasks: {
    reason: "a task has no name that is known before; its cluster is named instead",
    actions: "ecs:",
  },
  SeePrefixLists: { reason: "what describes prefix lists knows no resource", actions: "ec2:" },
  MakePasswords: {
    reason: "secretsmanager:GetRandomPassword knows no resource",
    actions: "secretsmanager:GetRandomPassword",
  },
};

export const iamRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "iam-names-what-it-allows",
    demand: "A policy names the actions, resources and principals that it allows, or a reason is listed.",
    relaxable: false,
    check: ({ type, properties }) => [
      ...[
        // The policy of an endpoint gives nobody anything; endpoints.ts says what it must keep out.
        ...(type === endpoint ? [] : [properties.policy]),
        ...objectsOf(properties.inlinePolicies).map(({ policy }) => policy),
      ]
        .flatMap(statementsOf)
        .flatMap((statement) => wide(statement, type)),
      ...[properties.policyArn, ...listOf(properties.managedPolicyArns)].flatMap(wideOfAws),
    ],
  },
  {
    kind: "resource",
    name: "roles-for-this-account-only",
    demand:
      "A service takes a role only on behalf of the account; EC2, ECR, ECS, Lambda, API Gateway, AWS Backup, RDS Proxy and Amazon Q cannot tell on whose.",
    relaxable: false,
    types: ["aws:iam/role:Role"],
    check: ({ properties }) => statementsOf(properties.assumeRolePolicy).flatMap(trust),
  },
];

/** The statements of a policy document, as text or as an object. */
export function statementsOf(policy: unknown): readonly Properties[] {
  const document = typeof policy === "string" ? jsonOf(policy) : policy;
  return objectsOf(objectOf(document).Statement);
}

function wide(statement: Properties, type: string): Problem[] {
  const { Sid, Effect, Action, NotAction, Resource, NotResource } = statement;
  if (Effect !== "Allow") return [];
  const actions = listOf(Action).map(String);
  const what = [
    ...(actions.some((action) => /^(\*|[^:]+:\*)$/.test(action)) || NotAction !== undefined
      ? ["every action"]
      : []),
    ...(listOf(Resource).includes("*") || NotResource !== undefined ? ["every resource"] : []),
    ...(open(statement.Principal) ? ["everybody"] : []),
  ];
  const listed = wideStatements[String(Sid)];
  const excused =
    listed !== undefined &&
    !what.includes("everybody") &&
    actions.length > 0 &&
    actions.every((action) => action.startsWith(listed.actions)) &&
    (listed.on === undefined || listed.on === type);
  return excused
    ? []
    : what.map((all) => ({
        message: `Its statement ${typeof Sid === "string" ? Sid : "without a Sid"} allows ${all}.`,
        fix: "Name them one by one, or list the statement and its reason in policy/rules/iam.ts.",
      }));
}

/** Policies that AWS keeps, for people rather than for programs. */
function wideOfAws(arn: unknown): Problem[] {
  const name = typeof arn === "string" ? arn.split("/").at(-1)! : "";
  return /^(AdministratorAccess|PowerUserAccess|.*FullAccess)$/.test(name)
    ? [
        {
          message: `The policy ${name} of AWS allows every action.`,
          fix: "Write the statements that are needed into infra/iam/statements.ts.",
        },
      ]
    : [];
}

function open(principal: unknown): boolean {
  return principal === "*" || Object.values(objectOf(principal)).some((one) => listOf(one).includes("*"));
}

/** These pass no source when they take a role, so a condition would shut them out. */
const withoutSource = [
  "apigateway.amazonaws.com",
  "backup.amazonaws.com",
  "chatbot.amazonaws.com",
  "ec2.amazonaws.com",
  "ecr.amazonaws.com",
  "ecs.amazonaws.com",
  "lambda.amazonaws.com",
  "rds.amazonaws.com",
];

function trust({ Effect, Principal, Condition }: Properties): Problem[] {
  if (Effect !== "Allow") return [];
  if (open(Principal))
    return [{ message: "Everybody may take the role.", fix: "Name the one service that takes it." }];
  const forService = objectOf(Principal).Service !== undefined;
  if (!forService || withoutSource.some((Service) => isDeepStrictEqual(Principal, { Service }))) return [];
  const account = objectOf(objectOf(Condition).StringEquals)["aws:SourceAccount"];
  return typeof account === "string" && /^\d{12}$/.test(account)
    ? []
    : [
        {
          message: "The service may take the role on behalf of other accounts.",
          fix: "Make the trust with serviceTrust of infra/iam/trust.ts, which asks for aws:SourceAccount.",
        },
      ];
}
