import { expect } from "chai";
import { accountOwnsKey, policyDocument, type Statement } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { account, statementsOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide, type Decision, type RequestContext } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";
import { foreign, newDelivery, state } from "./newDelivery";

const ecs = (part: string) => `arn:aws:ecs:${region}:${account}:${part}`;
const repository = (name: string) => `arn:aws:ecr:${region}:${account}:repository/${name}`;
const parameter = (path: string) => `arn:aws:ssm:${region}:${account}:parameter${path}`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const inState = (path: string) => `arn:aws:s3:::${state.bucket}/.pulumi/${path}`;
const moduleRole = (environment: string) => role(`ai-platform/${environment}/modules/planning-task-1`);
const passedTo = (service: string) => ({ "iam:PassedToService": `${service}.amazonaws.com` });
const yes: Decision = "Allowed";
const no: Decision = "ImplicitlyDenied";
const never: Decision = "ExplicitlyDenied";

let graph: Graph;
const changes = { pipelines: "github-actions", state, "environments.staging": foreign };
before(async () => {
  ({ graph } = await newDelivery(changes));
});

/** AWS's own ReadOnlyAccess, as far as it is asked about here: each of these actions is in it. */
const readOnly = policyDocument([
  {
    Sid: "ReadOnly",
    Effect: "Allow",
    Action: ["ecs:Describe*", "logs:Get*", "logs:FilterLogEvents", "s3:Get*", "s3:List*", "ssm:Get*"],
    Resource: "*",
  },
]);

const trustAccount: Statement = {
  Sid: "TrustAccount",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "sts:AssumeRole",
};

function ask(of: string, action: string, resource: string, context: RequestContext = {}): Promise<Decision> {
  const attached = graph
    .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ name }) => name === of);
  return decide({
    identityPolicies: {
      ...policiesOfRole(graph, of),
      ...(attached.length === 0 ? {} : { readOnly }),
    },
    principal: role(of),
    action,
    resource,
    context,
    resourceAccount: account,
    // A key decides for itself whom it lets IAM decide on, and so does another account's role.
    ...(action.startsWith("kms:") ? { resourcePolicy: policyDocument([accountOwnsKey(account)]) } : {}),
    ...(action === "sts:AssumeRole" ? { resourcePolicy: policyDocument([trustAccount]) } : {}),
  });
}

type Question = readonly [action: string, resource: string, expected: Decision, context?: RequestContext];

function table(of: string, questions: readonly Question[]): void {
  for (const [action, resource, expected, context] of questions)
    it(`${action} on ${resource}${context === undefined ? "" : ` ${JSON.stringify(context)}`}: ${expected}`, async () => {
      expect(await ask(of, action, resource, context)).to.equal(expected);
    });
}

describe("the role that builds planning may", () => {
  const own = repository("ai-platform/planning");
  const others = repository("ai-platform/support");
  const cached = repository("ai-platform-cache/ecr-public/docker/library/python");
  table("delivery-build-planning", [
    ["ecr:GetAuthorizationToken", "*", yes],
    ["ecr:PutImage", own, yes],
    ["ecr:UploadLayerPart", own, yes],
    ["ecr:DescribeImageScanFindings", own, yes],
    ["ecr:BatchDeleteImage", own, no],
    ["ecr:PutImageTagMutability", own, no],
    ["ecr:PutImage", others, no],
    ["ecr:BatchGetImage", others, no],
    ["ecr:BatchImportUpstreamImage", cached, yes],
    ["ecr:BatchGetImage", cached, yes],
    ["ecr:PutImage", cached, no],
    ["ssm:PutParameter", parameter("/ai-platform/dev/releases/planning"), no],
    ["ecs:UpdateService", ecs("service/ai-platform-dev/planning-1"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev.json"), no],
    ["iam:PassRole", moduleRole("dev"), no, passedTo("ecs-tasks")],
  ]);
});

describe("the role that checks planning may", () => {
  table("delivery-check-planning", [
    ["ecr:PutImage", repository("ai-platform/planning"), yes],
    ["ecr:PutImage", repository("ai-platform/support"), no],
    ["ecr:BatchDeleteImage", repository("ai-platform/planning"), no],
    ["ssm:PutParameter", parameter("/ai-platform/dev/releases/planning"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev.json"), no],
  ]);

  it("sign with the one key for it", async () => {
    const signing = String(only(graph, "aws:kms/key:Key", "delivery-signing").outputs.arn);
    const images = String(only(graph, "aws:kms/key:Key", "delivery-images").outputs.arn);
    for (const [of, sign, verify] of [
      ["check-planning", yes, yes],
      ["build-planning", no, no],
      ["release-dev", no, yes],
      ["release-staging", no, yes],
    ] as const) {
      expect(await ask(`delivery-${of}`, "kms:Sign", signing), of).to.equal(sign);
      expect(await ask(`delivery-${of}`, "kms:GetPublicKey", signing), of).to.equal(verify);
      expect(await ask(`delivery-${of}`, "kms:DescribeKey", signing), of).to.equal(verify);
      expect(await ask(`delivery-${of}`, "kms:ScheduleKeyDeletion", signing), of).to.equal(no);
      expect(await ask(`delivery-${of}`, "kms:Decrypt", images), of).to.equal(no);
    }
  });
});

describe("the role that releases in dev may", () => {
  const service = (environment: string) => ecs(`service/ai-platform-${environment}/planning-1`);
  const family = (environment: string) => ecs(`task-definition/ai-platform-${environment}_planning:7`);
  const cluster = (environment: string) => ({ "ecs:cluster": ecs(`cluster/ai-platform-${environment}`) });
  const schedule = (environment: string) =>
    `arn:aws:scheduler:${region}:${account}:schedule/ai-platform-${environment}_planning/planning--report-1`;
  table("delivery-release-dev", [
    ["ssm:PutParameter", parameter("/ai-platform/dev/releases/planning"), yes],
    ["ssm:GetParameterHistory", parameter("/ai-platform/dev/releases/planning"), yes],
    ["ssm:GetParametersByPath", parameter("/ai-platform/dev/releases"), yes],
    ["ssm:PutParameter", parameter("/ai-platform/dev/good-releases/planning"), yes],
    ["ssm:GetParametersByPath", parameter("/ai-platform/dev/data"), yes],
    ["ssm:PutParameter", parameter("/ai-platform/dev/data/qdrant-version"), no],
    ["secretsmanager:GetRandomPassword", "*", yes],
    ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${region}:${account}:secret:a-AbCdEf`, no],
    ["ec2:DescribeManagedPrefixLists", "*", yes],
    ["ssm:PutParameter", parameter("/ai-platform/prod/releases/planning"), no],
    ["ssm:PutParameter", parameter("/ai-platform/dev/other"), no],
    ["ssm:DeleteParameter", parameter("/ai-platform/dev/releases/planning"), no],
    ["ecs:RegisterTaskDefinition", family("dev"), yes],
    ["ecs:RegisterTaskDefinition", family("prod"), no],
    ["ecs:DeregisterTaskDefinition", "*", no],
    ["ecs:DescribeTaskDefinition", "*", yes],
    ["ecs:UpdateService", service("dev"), yes],
    ["ecs:UpdateService", service("prod"), no],
    ["ecs:DeleteService", service("dev"), no],
    ["ecs:ListTasks", "*", yes, cluster("dev")],
    ["ecs:ListTasks", "*", no, cluster("prod")],
    ["ecs:RunTask", family("dev"), no],
    ["iam:PassRole", moduleRole("dev"), yes, passedTo("ecs-tasks")],
    ["iam:PassRole", moduleRole("dev"), yes, passedTo("scheduler")],
    ["iam:PassRole", moduleRole("dev"), no, passedTo("lambda")],
    ["iam:PassRole", role("ai-platform/dev/platform-service-tls-1"), yes, passedTo("ecs")],
    ["iam:PassRole", role("ai-platform/dev/data-qdrant-task-1"), no, passedTo("ecs-tasks")],
    ["iam:PassRole", role("ai-platform/dev/platform-pool-1"), no, passedTo("ecs-tasks")],
    ["iam:CreateRole", moduleRole("dev"), no],
    ["scheduler:UpdateSchedule", schedule("dev"), yes],
    ["scheduler:DeleteSchedule", schedule("dev"), no],
    ["scheduler:CreateSchedule", schedule("dev"), no],
    ["ecr:PutImage", repository("ai-platform/planning"), yes],
    ["ecr:UploadLayerPart", repository("ai-platform/planning"), no],
    ["s3:PutObject", inState("stacks/ai-platform/dev.json"), yes],
    ["s3:PutObject", inState("history/ai-platform/dev/dev-1.history.json"), yes],
    ["s3:PutObject", inState("locks/organization/ai-platform/dev/1.json"), yes],
    ["s3:DeleteObject", inState("locks/organization/ai-platform/dev/1.json"), yes],
    ["s3:GetObject", inState("stacks/ai-platform/dev.pulumi-tags"), yes],
    ["s3:GetObject", inState("stacks/ai-platform/prod.pulumi-tags"), no],
    ["s3:GetObject", inState("stacks/ai-platform/shared.json"), yes],
    ["s3:PutObject", inState("stacks/ai-platform/shared.json"), no],
    ["s3:GetObject", inState("stacks/ai-platform/prod.json"), no],
    ["s3:PutObject", inState("stacks/ai-platform/prod.json"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev2.json"), no],
    ["kms:Decrypt", state.key, yes],
    ["kms:ScheduleKeyDeletion", state.key, no],
    ["sts:AssumeRole", foreign.role, no],
  ]);
});

describe("the role that releases in an account of its own may", () => {
  table("delivery-release-staging", [
    ["sts:AssumeRole", foreign.role, yes],
    ["sts:AssumeRole", "arn:aws:iam::111122223333:role/other", no],
    ["s3:GetObject", inState("stacks/ai-platform/staging.json"), no],
    ["ecr:PutImage", repository("ai-platform/planning"), yes],
    ["ecr:ListImages", repository("ai-platform/planning"), yes],
    ["ssm:PutParameter", parameter("/ai-platform/staging/releases/planning"), no],
    ["ecs:UpdateService", ecs("service/ai-platform-staging/planning-1"), no],
    ["iam:PassRole", moduleRole("staging"), no, passedTo("ecs-tasks")],
  ]);
});

describe("the role for previews may", () => {
  table("delivery-plan", [
    ["ecs:DescribeServices", ecs("service/ai-platform-prod/planning-1"), yes],
    ["ssm:GetParametersByPath", parameter("/ai-platform/prod/releases"), yes],
    ["s3:GetObject", inState("stacks/ai-platform/prod.json"), yes],
    ["s3:GetObject", inState("stacks/ai-platform/shared.json"), yes],
    ["s3:GetObject", inState("locks/organization/ai-platform/prod/1.json"), yes],
    ["s3:PutObject", inState("locks/organization/ai-platform/prod/1.json"), no],
    ["s3:DeleteObject", inState("locks/organization/ai-platform/prod/1.json"), no],
    ["s3:PutObject", inState("stacks/ai-platform/prod.json"), no],
    ["kms:Decrypt", state.key, yes],
    ["kms:Encrypt", state.key, no],
    ["secretsmanager:GetRandomPassword", "*", yes],
    ["s3:GetObject", "arn:aws:s3:::planning-bucket/customers.csv", never],
    ["s3:GetObjectVersion", "arn:aws:s3:::planning-bucket/customers.csv", never],
    ["s3:GetBucketPolicy", "arn:aws:s3:::planning-bucket", yes],
    [
      "logs:GetLogEvents",
      `arn:aws:logs:${region}:${account}:log-group:/ai-platform/prod/modules/planning:log-stream:a`,
      never,
    ],
    ["ecs:UpdateService", ecs("service/ai-platform-dev/planning-1"), no],
    ["ecr:PutImage", repository("ai-platform/planning"), no],
    ["ssm:PutParameter", parameter("/ai-platform/dev/releases/planning"), no],
  ]);

  it("read what AWS keeps a policy for", () => {
    const { inputs } = only(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "delivery-plan");
    expect(inputs.policyArn).to.equal("arn:aws:iam::aws:policy/ReadOnlyAccess");
  });

  it("read no object at all where the state is elsewhere", async () => {
    const { graph: without } = await newDelivery({ pipelines: "github-actions", state: undefined });
    const policy = policiesOfRole(without, "delivery-plan")["delivery-plan"]!;
    const denied = statementsOf(policy).filter(({ Effect }) => Effect === "Deny");
    expect(denied[0]).to.deep.include({ Sid: "DenyReadingObjects", Resource: "*" });
  });
});
