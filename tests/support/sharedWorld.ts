import { arnOf, digits, physicalName, simulatedAccount, uuid } from "../../simulator/aws/identity";
import { simulatedAws } from "../../simulator/aws";
import type { Outputs, Place } from "../../simulator/aws/types";
import type { Graph } from "../../simulator/graph";
import { record } from "../../simulator/record";
import type { NewResource, World } from "../../simulator/world";
import { project } from "../../infra/naming";
import { region } from "./harness";

type Model = (resource: NewResource, place: Place) => Outputs;

const named =
  (property: string): Model =>
  ({ inputs }) => ({ id: String(inputs[property]) });

/** What the shared stack makes and no environment does. */
const sharedTypes: Readonly<Record<string, Model>> = {
  "aws:ecr/repository:Repository": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    return {
      id: name,
      name,
      arn: arnOf("ecr", place, `repository/${name}`),
      registryId: place.account,
      repositoryUrl: `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${name}`,
    };
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": named("repository"),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": named("repository"),
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": named("ecrRepositoryPrefix"),
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": named("prefix"),
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": (_, { account }) => ({
    id: account,
  }),
  "aws:codeconnections/connection:Connection": ({ urn }, place) => {
    const arn = arnOf("codeconnections", place, `connection/${uuid(urn)}`);
    return { id: arn, arn, connectionStatus: "PENDING" };
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ({ inputs }, { account }) => {
    const arn = `arn:aws:iam::${account}:oidc-provider/${String(inputs.url).replace("https://", "")}`;
    return { id: arn, arn };
  },
  "aws:sns/topic:Topic": (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const arn = arnOf("sns", place, name);
    return { id: arn, arn, name };
  },
  "aws:sns/topicPolicy:TopicPolicy": named("arn"),
  "aws:sns/topicSubscription:TopicSubscription": ({ urn, inputs }) => {
    const arn = `${String(inputs.topic)}:${digits(urn, 8)}`;
    return { id: arn, arn, pendingConfirmation: true };
  },
};

/** AWS as the shared stack sees it. */
export function sharedWorld(): World {
  const place: Place = { region, account: simulatedAccount };
  const aws = simulatedAws({ region });
  return {
    create: (resource) => {
      const model = sharedTypes[resource.type];
      return model === undefined ? aws.create(resource) : { outputs: model(resource, place), children: [] };
    },
    invoke: (token, inputs) => aws.invoke(token, inputs),
  };
}

export interface SharedRun<T> {
  readonly graph: Graph;
  readonly result: T;
}

/** Runs a program that makes what the shared stack makes. */
export function runShared<T>(program: () => T | Promise<T>, preview = false): Promise<SharedRun<T>> {
  return record(sharedWorld(), { project, stack: "shared", preview }, program);
}
