import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from "@aws-sdk/client-ecs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Cloud } from "../../../simulator/cloud/cloud";
import type { CodePipeline } from "./codePipeline";
import { option, type Program, ProgramFault, required } from "../../support/programs";
import type { Registry } from "./registry";

export interface AwsParts {
  readonly url: string;
  readonly cloud: Cloud;
  readonly registry: Registry;
  readonly pipelines: () => CodePipeline;
}

type Answers = Readonly<Record<string, (args: readonly string[]) => unknown>>;

/** The AWS CLI, as far as scripts and page use it. What it is asked in another way is a fault, `--query` too. */
export function aws(parts: AwsParts): Program {
  const answers = { ...ecs(parts), ...ecr(parts), ...others(parts) };
  return async ({ args }) => {
    const answer = Object.hasOwn(answers, `${args[0]} ${args[1]}`)
      ? answers[`${args[0]} ${args[1]}`]
      : undefined;
    if (!answer) throw new ProgramFault(`aws ${args.join(" ")}: not played`);
    const told = await answer(args);
    if (option(args, "--output") !== "text") return `${JSON.stringify(told)}\n`;
    return `${Array.isArray(told) ? told.join("\t") : String(told)}\n`;
  };
}

/** What a query makes of an answer; only those that somebody wrote out here. */
function queried(args: readonly string[], queries: Readonly<Record<string, () => unknown>>): unknown {
  const query = option(args, "--query") ?? "";
  if (!Object.hasOwn(queries, query))
    throw new ProgramFault(`aws ${args.join(" ")}: this --query is not played`);
  return queries[query]!();
}

function ecs({ url, cloud }: AwsParts): Answers {
  const credentials = { accessKeyId: "simulated", secretAccessKey: "simulated" };
  const client = (args: readonly string[]) =>
    new ECSClient({ endpoint: url, region: required(args, "--region"), credentials });
  return {
    "ecs describe-services": async (args) => {
      const [cluster, service] = [required(args, "--cluster"), required(args, "--services")];
      return client(args).send(new DescribeServicesCommand({ cluster, services: [service] }));
    },
    "ecs list-tasks": async (args) => {
      const [cluster, serviceName] = [required(args, "--cluster"), required(args, "--service-name")];
      const { taskArns } = await client(args).send(new ListTasksCommand({ cluster, serviceName }));
      return queried(args, { taskArns: () => taskArns });
    },
    // The double keeps images with the definitions of tasks, ECS with tasks as well.
    "ecs describe-tasks": async (args) => {
      const from = args.indexOf("--tasks") + 1;
      const tasks = args.slice(from, from + args.slice(from).findIndex((word) => word.startsWith("--")));
      const told = await client(args).send(
        new DescribeTasksCommand({ cluster: required(args, "--cluster"), tasks }),
      );
      const withImages = told.tasks!.map(async (task) => {
        const { taskDefinition } = await client(args).send(
          new DescribeTaskDefinitionCommand({ taskDefinition: task.taskDefinitionArn }),
        );
        return { ...task, containers: taskDefinition!.containerDefinitions };
      });
      return { tasks: await Promise.all(withImages) };
    },
    "ssm get-parameter": async (args) => {
      const client = new SSMClient({ endpoint: url, region: cloud.region, credentials });
      const { Parameter } = await client.send(new GetParameterCommand({ Name: required(args, "--name") }));
      return queried(args, { "Parameter.Value": () => Parameter!.Value });
    },
  };
}

const manifest = "application/vnd.oci.image.manifest.v1+json";

function ecr({ registry }: AwsParts): Answers {
  /** `imageTag=x` or `imageDigest=x` */
  const asked = (args: readonly string[]) =>
    registry.find(required(args, "--repository-name"), required(args, "--image-ids").split("=")[1]!);
  return {
    "ecr get-login-password": () => "password",
    "ecr batch-get-image": (args) => {
      const image = asked(args);
      const { digest } = image ?? {};
      if (option(args, "--query") === undefined)
        return { images: [{ imageManifest: `{"of":"${digest}"}`, imageManifestMediaType: manifest }] };
      return queried(args, { "images[].imageId.imageDigest": () => digest ?? "" });
    },
    "ecr describe-images": (args) => {
      if (option(args, "--image-ids") !== undefined)
        return queried(args, {
          "imageDetails[0].[imageDigest,imageSizeInBytes]": () => [asked(args)!.digest, 104_857_600],
        });
      const images = registry.in(required(args, "--repository-name"));
      return {
        imageDetails: images.map(({ digest, tags }) => ({ imageDigest: digest, imageTags: [...tags] })),
      };
    },
    "ecr put-image": (args) => {
      const repository = required(args, "--repository-name");
      const image = registry.find(repository, required(args, "--image-digest"))!;
      if (required(args, "--image-manifest") !== `{"of":"${image.digest}"}`)
        throw new ProgramFault("ImageDigestDoesNotMatchException");
      registry.tag(repository, required(args, "--image-tag"), image);
      return "";
    },
  };
}

function others({ cloud, pipelines }: AwsParts): Answers {
  return {
    "codepipeline get-pipeline-state": (args) => {
      const execution = pipelines().latest(required(args, "--name"));
      return queried(args, {
        "stageStates[].[stageName,latestExecution.status]": () =>
          execution.stages().map(({ name, status }) => `${name}\t${status}\n`),
        "stageStates[?stageName=='Approve-prod'].actionStates[0].latestExecution.token": () =>
          execution.token("Approve-prod"),
      });
    },
    "codepipeline put-approval-result": (args) => {
      const [name, stage] = [required(args, "--pipeline-name"), required(args, "--stage-name")];
      const status = /^status=(Approved|Rejected),summary=./.exec(required(args, "--result"))?.[1];
      if (status === undefined || required(args, "--action-name") !== stage)
        throw new ProgramFault(`aws ${args.join(" ")}: not what CodePipeline takes`);
      pipelines()
        .latest(name)
        .answer(stage, required(args, "--token"), status === "Approved");
      return "";
    },
    "logs tail": (args) => {
      const group = args[2];
      const there = cloud
        .resources()
        .some(({ type, inputs }) => type === "aws:cloudwatch/logGroup:LogGroup" && inputs.name === group);
      if (!there) throw new ProgramFault(`ResourceNotFoundException: there is no log group ${group}`);
      return "";
    },
  };
}
