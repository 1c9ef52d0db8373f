import type { DeliveryConfig, DeliveryModuleConfig } from "../config/schema/delivery";
import type { SharedConfig } from "../config/schema/shared";
import { githubCron } from "./githubCron";
import { workflowText } from "./workflowText";
import {
  buildJob,
  checkJob,
  commonVariables,
  outputsVariable,
  type Pins,
  releaseJob,
  sourceJob,
} from "./workflowJobs";

const readOnly = { contents: "read" };

/**
 * The pipeline of every module: a reusable workflow, since the roles that release trust only workflows of this
 * repository. What differs from module to module stands in it too, so that a gate is changed here and not there.
 */
export function deliverWorkflow({ name, aws, delivery }: SharedConfig, pins: Pins): string {
  const { environments, modules } = delivery;
  const names = Object.keys(environments);
  const released = names.map((environment, index) => [
    releaseId(environment),
    releaseJob({
      environment,
      config: environments[environment]!,
      region: aws.region,
      after: ["build", "check", ...names.slice(Math.max(0, index - 1), index).map(releaseId)],
      delivery,
      pins,
    }),
  ]);
  return workflowText({
    title: [
      "From a push to production, in the stages of the pipelines in AWS and by the same commands: the workflow of each",
      "module calls it. Jobs run in the module's repository, so the GitHub environments and their reviewers are there.",
      `The organization's variable ${outputsVariable} is what \`npx pulumi stack output --stack ${name} --json\` says,`,
      "PULUMI_BACKEND_URL where the state is, unless Pulumi.shared.yaml says it. Neither is a secret.",
    ].join("\n"),
    content: {
      name: "deliver",
      on: {
        workflow_call: {
          inputs: {
            module: { description: "Name in Pulumi.shared.yaml", type: "string", required: true },
          },
        },
      },
      permissions: readOnly,
      env: commonVariables,
      jobs: {
        source: sourceJob(modules),
        build: buildJob(aws.region, delivery, pins),
        check: checkJob(delivery),
        ...Object.fromEntries(released),
      },
    },
    comments: [
      [["jobs", "source"], "What is built, and for whom: only what Pulumi.shared.yaml names."],
      [
        ["jobs", "build"],
        "The module's own code runs here, with what this job may do: push to the module's repository of images.\n" +
          "The gates are a job of their own, on another machine, where it reaches nothing.",
      ],
      [
        ["jobs", "check"],
        "By that workflow the role that signs knows the job; so no other job of a module's repository can sign.",
      ],
      [
        ["jobs", releaseId(names[0]!)],
        "The reviewers of the GitHub environment are its approval, and the role trusts no job outside of it. Released\n" +
          "is what was checked, by its digest.",
      ],
    ],
  });
}

const releaseId = (environment: string) => `release-${environment}`;

/** The only file of a module's repository that belongs to the pipeline: when to start which. */
export function moduleWorkflow(
  { care, platform }: DeliveryConfig,
  name: string,
  module: DeliveryModuleConfig,
): string {
  const { branch, folder } = module;
  return workflowText({
    title: [
      `${name}, from a push to production. It belongs into ${module.repository},`,
      `as .github/workflows/deliver-${name}.yml.`,
    ].join("\n"),
    content: {
      name: `deliver ${name}`,
      on: {
        push: { branches: [branch], ...(folder === "." ? {} : { paths: [`${folder}/**`] }) },
        schedule: [{ cron: githubCron("delivery.care.rebuildCron", care.rebuildCron) }],
        workflow_dispatch: {},
      },
      permissions: readOnly,
      jobs: {
        deliver: {
          permissions: { ...readOnly, actions: "read", "id-token": "write" },
          uses: `${platform.repository}/.github/workflows/deliver.yml@${platform.branch}`,
          with: { module: name },
        },
      },
    },
    comments: [
      [
        ["on", "schedule"],
        "Built anew for newer base images. GitHub runs it on the repository's default branch.",
      ],
      [
        ["jobs", "deliver", "permissions"],
        "The most that a job of the pipeline gets: a login without a key, and to see who has to approve.",
      ],
    ],
  });
}
