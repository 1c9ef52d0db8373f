import type { Statement } from "./statements";

/** A family of task definitions, and the one cluster in which it may run. */
export interface RunnableFamily {
  readonly region: string;
  readonly account: string;
  readonly family: string;
  /** ARN. */
  readonly cluster: string;
}

/** ARN of the newest revision of a family, whichever that is. */
export function familyArn({ region, account, family }: Omit<RunnableFamily, "cluster">): string {
  return `arn:aws:ecs:${region}:${account}:task-definition/${family}`;
}

/** IAM compares the ARN as RunTask was given it, with a revision or without. */
export function runTasks(runnable: RunnableFamily): Statement {
  const arn = familyArn(runnable);
  return {
    Sid: "RunTasks",
    Effect: "Allow",
    Action: "ecs:RunTask",
    Resource: [arn, `${arn}:*`],
    Condition: { ArnEquals: { "ecs:cluster": runnable.cluster } },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html */
export function tagNewTasks({ cluster }: Pick<RunnableFamily, "cluster">): Statement {
  return {
    Sid: "TagNewTasks",
    Effect: "Allow",
    Action: "ecs:TagResource",
    Resource: `${cluster.replace(":cluster/", ":task/")}/*`,
    Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
  };
}

/** Hand a task its roles, and nothing else but a task. */
export function passRolesToTasks(roleArns: readonly string[]): Statement {
  return {
    Sid: "PassRolesToTasks",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roleArns,
    Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  };
}
