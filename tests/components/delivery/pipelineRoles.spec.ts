import { expect } from "chai";
import { accountOwnsKey, policyDocument, type Statement } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { account, boundary } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide, type Decision, type RequestContext } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";
import { foreign, newDelivery, state } from "./newDelivery";

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
const repository = (name: string) => arn("ecr", `repository/${name}`);
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const inState = (path: string) => `arn:aws:s3:::${state.bucket}/.pulumi/${path}`;
const logs = (path: string) => arn("logs", `log-group:/ai-platform/shared/${path}:log-stream:1`);
const cluster = (environment: string) => ({
  "ecs:cluster": arn("ecs", `cluster/ai-platform-${environment}`),
});
const passedToTasks = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
const yes: Decision = "Allowed";
const no: Decision = "ImplicitlyDenied";
const never: Decision = "ExplicitlyDenied";

let graph: Graph;
before(async () => {
  ({ graph } = await newDelivery({ state, "environments.staging": foreign }, true));
});

const artifact = (path: string) => () =>
  `${String(only(graph, "aws:s3/bucket:Bucket", "delivery-artifacts").outputs.arn)}/${path}`;
const key = (name: string) => () => String(only(graph, "aws:kms/key:Key", `delivery-${name}`).outputs.arn);

/** AWS's own ReadOnlyAccess, as far as it is asked about here. */
const readOnly = policyDocument([
  { Sid: "ReadOnly", Effect: "Allow", Action: ["ecs:Describe*", "s3:Get*"], Resource: "*" },
]);
const trustAccount: Statement = {
  Sid: "TrustAccount",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "sts:AssumeRole",
};

type Place = string | (() => string);
type Question = readonly [action: string, resource: Place, expected: Decision, context?: RequestContext];

function ask(of: string, action: string, resource: string, context: RequestContext = {}): Promise<Decision> {
  const attached = graph
    .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .some(({ name }) => name === of);
  return decide({
    identityPolicies: { ...policiesOfRole(graph, of), ...(attached ? { readOnly } : {}) },
    principal: role(of),
    action,
    resource,
    context,
    resourceAccount: account,
    ...(action.startsWith("kms:") ? { resourcePolicy: policyDocument([accountOwnsKey(account)]) } : {}),
    ...(action === "sts:AssumeRole" ? { resourcePolicy: policyDocument([trustAccount]) } : {}),
  });
}

function table(of: string, questions: readonly Question[]): void {
  for (const [index, [action, resource, expected, context]] of questions.entries())
    it(`${index + 1}. ${action}${typeof resource === "string" ? ` on ${resource}` : ""}: ${expected}`, async () => {
      const place = typeof resource === "string" ? resource : resource();
      expect(await ask(of, action, place, context), place).to.equal(expected);
    });
}

const lock = "locks/organization/ai-platform/dev/1.json";
const release = arn("ssm", "parameter/ai-platform/dev/releases/planning");
const service = (environment: string) => arn("ecs", `service/ai-platform-${environment}/planning-1`);
const deployment = (environment: string) =>
  arn("ecs", `service-deployment/ai-platform-${environment}/planning-1/1`);

describe("the module's own code, in its build, may", () => {
  table("delivery-build-planning", [
    ["ecr:GetAuthorizationToken", "*", yes],
    ["ecr:PutImage", repository("ai-platform/planning"), yes],
    ["ecr:PutImage", repository("ai-platform/support"), no],
    ["ecr:BatchDeleteImage", repository("ai-platform/planning"), no],
    ["ecr:BatchGetImage", repository("ai-platform-cache/ecr-public/heroku/builder"), yes],
    ["ecr:PutImage", repository("ai-platform-cache/ecr-public/heroku/builder"), no],
    ["s3:GetObject", artifact("planning-ai-platform/Platform/a"), yes],
    ["s3:GetObject", artifact("planning-ai-platform/Source/a"), yes],
    ["s3:PutObject", artifact("planning-ai-platform/Image/a"), yes],
    ["s3:PutObject", artifact("planning-ai-platform/Platform/a"), no],
    ["s3:PutObject", artifact("support-ai-platform/Image/a"), no],
    ["s3:GetObject", artifact("support-ai-platform/Source/a"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev.json"), no],
    ["kms:Sign", key("signing"), no],
    ["kms:GenerateDataKey", key("pipelines"), yes],
    ["kms:Decrypt", key("images"), no],
    ["logs:PutLogEvents", logs("pipelines/planning/build"), yes],
    ["logs:PutLogEvents", logs("pipelines/planning/check"), no],
    ["logs:PutLogEvents", logs("pipelines/support/build"), no],
    ["ssm:PutParameter", release, no],
    ["ecs:UpdateService", service("dev"), no],
    ["sts:AssumeRole", foreign.role, no],
    ["codepipeline:StartPipelineExecution", arn("codepipeline", "planning-ai-platform"), no],
    ["codebuild:StartBuild", arn("codebuild", "project/planning-ai-platform-release-dev"), no],
  ]);
});

describe("the gates may", () => {
  table("delivery-check-planning", [
    ["kms:Sign", key("signing"), yes],
    ["ecr:PutImage", repository("ai-platform/planning"), yes],
    ["ecr:PutImage", repository("ai-platform/support"), no],
    ["s3:GetObject", artifact("planning-ai-platform/Image/a"), yes],
    ["s3:GetObject", artifact("planning-ai-platform/Source/a"), no],
    ["s3:PutObject", artifact("planning-ai-platform/Image/a"), no],
    ["ssm:PutParameter", release, no],
    ["ecs:UpdateService", service("dev"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev.json"), no],
  ]);
});

describe("a release in dev may", () => {
  table("delivery-release-dev", [
    ["ssm:PutParameter", release, yes],
    ["ecs:UpdateService", service("dev"), yes],
    ["ecs:UpdateService", service("prod"), no],
    ["ecr:PutImage", repository("ai-platform/planning"), yes],
    ["ecr:UploadLayerPart", repository("ai-platform/planning"), no],
    ["s3:PutObject", inState("stacks/ai-platform/dev.json"), yes],
    ["s3:PutObject", inState("stacks/ai-platform/prod.json"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev.pulumi-tags"), yes],
    ["s3:GetObject", inState("stacks/ai-platform/prod.pulumi-tags"), no],
    ["s3:PutObject", inState(lock), yes],
    ["s3:DeleteObject", inState(lock), yes],
    ["s3:GetObject", artifact("support-ai-platform/Image/a"), yes],
    ["s3:PutObject", artifact("support-ai-platform/Image/a"), no],
    ["kms:Sign", key("signing"), no],
    ["kms:GetPublicKey", key("signing"), yes],
    ["ecr:BatchGetImage", repository("ai-platform/support"), yes],
    ["ecr:BatchDeleteImage", repository("ai-platform/planning"), no],
    ["ecr:PutLifecyclePolicy", repository("ai-platform/planning"), no],
    ["ecr:PutImage", repository("ai-platform-cache/ecr-public/a"), no],
    ["ecs:UpdateService", service("dev-x"), no],
    ["s3:GetObject", inState("stacks/ai-platform/dev-x.json"), no],
    ["ssm:PutParameter", arn("ssm", "parameter/ai-platform/dev-x/releases/planning"), no],
    [
      "codepipeline:PutApprovalResult",
      arn("codepipeline", "planning-ai-platform/Approve-prod/Approve-prod"),
      no,
    ],
    ["logs:PutLogEvents", logs("pipelines/support/release-dev"), yes],
    ["logs:PutLogEvents", logs("pipelines/support/release-prod"), no],
    ["sts:AssumeRole", foreign.role, no],
  ]);
});

describe("a release in an account of its own may", () => {
  table("delivery-release-staging", [
    ["sts:AssumeRole", foreign.role, yes],
    ["ecs:UpdateService", service("staging"), no],
    ["s3:GetObject", inState("stacks/ai-platform/staging.json"), no],
  ]);
});

describe("a smoke test in dev may", () => {
  table("delivery-smoke-test-dev", [
    ["ecs:DescribeServices", service("dev"), yes],
    ["ecs:DescribeServices", service("prod"), no],
    ["ecs:DescribeServiceDeployments", deployment("dev"), yes],
    ["ecs:DescribeServiceDeployments", deployment("prod"), no],
    ["ecs:ContinueServiceDeployment", deployment("dev"), no],
    ["ecs:ListTasks", "*", yes, cluster("dev")],
    ["ecs:ListTasks", "*", no, cluster("prod")],
    ["s3:GetObject", inState("stacks/ai-platform/dev.json"), yes],
    ["s3:PutObject", inState("stacks/ai-platform/dev.json"), no],
    ["s3:GetObject", inState(lock), yes],
    ["s3:PutObject", inState(lock), no],
    ["s3:DeleteObject", inState(lock), no],
    ["ecs:UpdateService", service("dev"), no],
    ["ssm:PutParameter", release, no],
    ["ecr:PutImage", repository("ai-platform/planning"), no],
    ["kms:Sign", key("signing"), no],
    ["iam:PassRole", role("ai-platform/dev/modules/planning-task-1"), no, passedToTasks],
  ]);
});

describe("the look for drift may", () => {
  table("delivery-ai-platform-drift-dev", [
    ["ecs:DescribeServices", service("dev"), yes],
    ["s3:GetObject", artifact("ai-platform-drift/Platform/a"), yes],
    ["s3:GetObject", artifact("planning-ai-platform/Source/a"), never],
    ["s3:GetObject", inState("stacks/ai-platform/dev.json"), yes],
    ["s3:GetObject", "arn:aws:s3:::planning-bucket/customers.csv", never],
    ["secretsmanager:GetSecretValue", arn("secretsmanager", "secret:a-AbCdEf"), never],
    ["s3:PutObject", inState("stacks/ai-platform/dev.json"), no],
    ["s3:PutObject", inState(lock), no],
    ["ecs:UpdateService", service("dev"), no],
    ["ssm:PutParameter", release, no],
    ["kms:Sign", key("signing"), no],
    ["iam:PassRole", role("ai-platform/dev/modules/planning-task-1"), no, passedToTasks],
  ]);
  table("delivery-ai-platform-drift-staging", [
    ["sts:AssumeRole", foreign.role, yes],
    ["ecs:DescribeServices", service("dev"), no],
  ]);
});

describe("a pipeline itself may", () => {
  const project = (name: string) => arn("codebuild", `project/${name}`);
  table("delivery-planning-ai-platform", [
    ["codebuild:StartBuild", project("planning-ai-platform-release-prod"), yes],
    ["codebuild:StartBuild", project("support-ai-platform-build"), no],
    ["s3:PutObject", artifact("planning-ai-platform/Source/a"), yes],
    ["s3:PutObject", artifact("support-ai-platform/Source/a"), no],
    ["ecr:PutImage", repository("ai-platform/planning"), no],
    ["ecr:PutImage", repository("ai-platform/support"), no],
    ["kms:Sign", key("signing"), no],
    ["ssm:PutParameter", release, no],
    [
      "codepipeline:PutApprovalResult",
      arn("codepipeline", "planning-ai-platform/Approve-prod/Approve-prod"),
      no,
    ],
    ["codebuild:UpdateProject", project("planning-ai-platform-release-prod"), no],
  ]);
  it("use the connection", async () => {
    const connection = String(only(graph, "aws:codeconnections/connection:Connection").outputs.arn);
    expect(await ask("delivery-planning-ai-platform", "codeconnections:UseConnection", connection)).to.equal(
      yes,
    );
  });
});

describe("the clock may", () => {
  const start = "codepipeline:StartPipelineExecution";
  table("delivery-rebuild", [
    [start, arn("codepipeline", "planning-ai-platform"), yes],
    [start, arn("codepipeline", "ai-platform-drift"), no],
    [start, arn("codepipeline", "somebody-elses"), no],
    [
      "codepipeline:PutApprovalResult",
      arn("codepipeline", "planning-ai-platform/Approve-prod/Approve-prod"),
      no,
    ],
  ]);
  table("delivery-drift-check", [
    [start, arn("codepipeline", "ai-platform-drift"), yes],
    [start, arn("codepipeline", "planning-ai-platform"), no],
  ]);
});

describe("the registry itself may", () => {
  table("delivery-pull-through", [
    ["ecr:CreateRepository", repository("ai-platform-cache/ecr-public/a"), yes],
    ["ecr:CreateRepository", repository("ai-platform/planning"), no],
    ["ecr:PutImage", repository("ai-platform/planning"), no],
    ["kms:CreateGrant", key("images"), yes],
    ["kms:CreateGrant", key("pipelines"), no],
    ["kms:Decrypt", key("images"), no],
    ["kms:Sign", key("signing"), no],
  ]);
});

describe("who takes these roles", () => {
  const trust = (of: string) => String(only(graph, "aws:iam/role:Role", of).inputs.assumeRolePolicy);
  const assume = (of: string, service: string, source: string) =>
    decide({
      identityPolicies: {},
      resourcePolicy: trust(of),
      principal: `${service}.amazonaws.com`,
      action: "sts:AssumeRole",
      resource: role(of),
      context: { "aws:SourceAccount": account, "aws:SourceArn": source },
    });
  const cases: readonly (readonly [of: string, service: string, source: string, expected: Decision])[] = [
    ["delivery-build-planning", "codebuild", arn("codebuild", "project/planning-ai-platform-build"), yes],
    ["delivery-build-planning", "codebuild", arn("codebuild", "project/support-ai-platform-build"), no],
    ["delivery-check-planning", "codebuild", arn("codebuild", "project/planning-ai-platform-build"), no],
    ["delivery-release-dev", "codebuild", arn("codebuild", "project/support-ai-platform-release-dev"), yes],
    ["delivery-release-dev", "codebuild", arn("codebuild", "project/support-ai-platform-release-prod"), no],
    ["delivery-planning-ai-platform", "codepipeline", arn("codepipeline", "planning-ai-platform"), yes],
    ["delivery-planning-ai-platform", "codebuild", arn("codepipeline", "planning-ai-platform"), no],
    ["delivery-planning-ai-platform", "codepipeline", arn("codepipeline", "support-ai-platform"), no],
    ["delivery-rebuild", "scheduler", arn("scheduler", "schedule-group/default"), yes],
    ["delivery-rebuild", "scheduler", arn("scheduler", "schedule-group/ai-platform-dev_planning"), no],
    ["delivery-rebuild", "events", arn("scheduler", "schedule-group/default"), no],
  ];
  for (const [of, service, source, expected] of cases)
    it(`${of} by ${source}: ${expected}`, async () => {
      expect(await assume(of, service, source)).to.equal(expected);
    });

  it("is bounded", () => {
    for (const { inputs } of graph.ofType("aws:iam/role:Role"))
      expect(inputs.permissionsBoundary).to.equal(boundary);
  });
});
