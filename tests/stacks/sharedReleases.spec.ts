import { expect } from "chai";
import { mutedAlarms } from "../../automation/deploy/mute";
import { DeliveryTier } from "../../components/delivery/DeliveryTier";
import type { Graph, GraphNode } from "../../simulator/graph";
import { sharedConfig } from "../infra/config/deliveryGiven";
import { account, scope } from "../support/fixtures";
import { configOf, modulesOf, region, runEnvironment } from "../support/harness";
import { decide, type RequestContext } from "../support/iam";
import { policiesOfRole } from "../support/resources";
import { runShared } from "../support/sharedWorld";

const names = ["dev", "dev-x", "prod"] as const;
type Name = (typeof names)[number];
const kinds = ["codepipeline", "github-actions"] as const;
const state = {
  bucket: "example-state",
  key: `arn:aws:kms:${region}:${account}:key/0f0e0d0c-0000-0000-0000-000000000000`,
};

/** One and the same configuration, with all that a release touches, in three environments of one account. */
const config = configOf("dev", (given) => {
  const modules = modulesOf(given);
  modules.planning!.jobs = {
    report: { schedule: "cron(0 2 * * ? *)", timezone: "Asia/Seoul", command: ["report"] },
  };
  const { queue: _, data: __, routes: ___, ...plain } = modules.planning!;
  // With this name dev has what dev-x could be taken to have.
  modules["x-planning"] = { ...plain, kind: "job" };
});

const graphs = new Map<Name, Graph>();
const released = new Map<string, Graph>();
const roleOf = (kind: string, environment: Name) => ({
  graph: released.get(kind)!,
  name: `delivery-release-${environment}`,
});

before(async () => {
  for (const name of names) graphs.set(name, await runEnvironment({ ...config, name }));
  for (const pipelines of kinds) {
    const { delivery } = sharedConfig({ pipelines, state });
    const environment = { approval: false };
    const own = scope({ environment: "shared" });
    const run = await runShared(
      () =>
        new DeliveryTier("delivery", {
          ...{ scope: own, ...delivery },
          environments: { dev: environment, "dev-x": environment, prod: environment },
        }),
    );
    released.set(pipelines, run.graph);
  }
});

interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
}

/** What a release does to the resources of an environment. */
const questions: Readonly<Record<string, (graph: Graph, name: Name) => Question[]>> = {
  "pass the roles of modules": (graph) =>
    graph
      .ofType("aws:iam/role:Role")
      .filter(({ name }) => /^(x-)?(planning|manufacturing|support)-(task|execution|scheduler)$/.test(name))
      .map(({ outputs }) => ({
        action: "iam:PassRole",
        resource: String(outputs.arn),
        context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
      })),
  "register the tasks of modules": (graph) =>
    tasks(graph).map((resource) => ({ action: "ecs:RegisterTaskDefinition", resource })),
  "update services": (graph, name) =>
    graph.ofType("aws:ecs/service:Service").map((service) => ({
      action: "ecs:UpdateService",
      resource: `arn:aws:ecs:${region}:${account}:service/ai-platform-${name}/${nameOf(service)}`,
      context: { "ecs:task-definition": tasks(graph)[0]! },
    })),
  "update schedules": (graph) =>
    graph
      .ofType("aws:scheduler/schedule:Schedule")
      .filter(({ name }) => name.includes("--"))
      .map(({ outputs }) => ({ action: "scheduler:UpdateSchedule", resource: String(outputs.arn) })),
  "name releases": (_, name) =>
    ["releases", "good-releases"].map((part) => ({
      action: "ssm:PutParameter",
      resource: `arn:aws:ssm:${region}:${account}:parameter/ai-platform/${name}/${part}/planning`,
    })),
  "mute alarms": (graph, name) => [
    ...mutedAlarms(graph, "planning").map((alarm) => ({
      action: "cloudwatch:PutAlarmMuteRule",
      resource: `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm}`,
      context: { "aws:ResourceTag/Environment": name },
    })),
    ...["PutAlarmMuteRule", "DeleteAlarmMuteRule"].map((action) => ({
      action: `cloudwatch:${action}`,
      resource: `arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:ai-platform-${name}_deploy-planning-1`,
    })),
  ],
  "write the state": (_, name) =>
    [
      "stacks/ai-platform/NAME.json",
      "history/ai-platform/NAME/1",
      "locks/organization/ai-platform/NAME/1",
    ].map((path) => ({
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${state.bucket}/.pulumi/${path.replace("NAME", name)}`,
    })),
};

const nameOf = ({ inputs, outputs }: GraphNode) => String(inputs.name ?? outputs.name);
const tasks = (graph: Graph) =>
  graph
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .filter(({ name }) => !name.startsWith("data-"))
    .map(({ inputs }) => `arn:aws:ecs:${region}:${account}:task-definition/${String(inputs.family)}:7`);

const ask = (of: { readonly graph: Graph; readonly name: string }, { action, resource, context }: Question) =>
  decide({
    identityPolicies: policiesOfRole(of.graph, of.name),
    principal: `arn:aws:iam::${account}:role/${of.name}`,
    ...{ action, resource, resourceAccount: account, ...(context === undefined ? {} : { context }) },
  });

describe("of environments in one account, the role that releases in one", () => {
  for (const kind of kinds)
    for (const [what, asked] of Object.entries(questions))
      it(`may ${what} there, and in no other (${kind})`, async () => {
        for (const own of names)
          for (const other of names) {
            const all = asked(graphs.get(other)!, other);
            expect(all, other).not.to.deep.equal([]);
            for (const question of all)
              expect(await ask(roleOf(kind, own), question), `${own}: ${question.resource}`).to.equal(
                own === other ? "Allowed" : "ImplicitlyDenied",
              );
          }
      });

  it("may let no service run another environment's tasks", async () => {
    const [service] = questions["update services"]!(graphs.get("dev")!, "dev");
    const foreign = { "ecs:task-definition": tasks(graphs.get("prod")!)[0]! };
    const dev = roleOf("codepipeline", "dev");
    expect(await ask(dev, { ...service!, context: foreign })).to.equal("ImplicitlyDenied");
    // Without a task definition a service keeps the one that it has.
    const { action, resource } = service!;
    expect(await ask(dev, { action, resource })).to.equal("Allowed");
  });

  it("knows environments of these names apart in the families of their tasks", () => {
    const families = names.flatMap((name) => tasks(graphs.get(name)!));
    expect(new Set(families).size).to.equal(families.length);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; white space does not count. */
const mostCharacters = 10_240;

describe("policies of the shared stack", () => {
  for (const pipelines of kinds)
    it(`are small enough for 60 modules in four environments (${pipelines})`, async () => {
      const { delivery } = sharedConfig({ pipelines, state });
      const long = (index: number) => `a-module-with-name-${index}`.padEnd(24, "x");
      const modules = Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          long(index),
          { ...delivery.modules.planning!, repository: `example-org/${long(index)}` },
        ]),
      );
      const [one, two, three, four] = [
        "fifteen-letters",
        "another-of-them",
        "and-the-third-x",
        "the-last-of-all",
      ];
      const { graph } = await runShared(
        () =>
          new DeliveryTier("delivery", {
            ...{ scope: scope({ environment: "shared" }), ...delivery, modules },
            environments: Object.fromEntries(
              [one, two, three, four].map((name) => [name, { approval: true }]),
            ),
          }),
      );
      const sizes = graph
        .ofType("aws:iam/rolePolicy:RolePolicy")
        .map(({ name, inputs }) => ({ name, size: String(inputs.policy).replace(/\s/g, "").length }));
      expect(sizes.length).to.be.greaterThan(60);
      for (const { name, size } of sizes) expect(size, name).to.be.lessThan(mostCharacters);
    });
});
