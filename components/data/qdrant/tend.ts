import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { createRole } from "../../../infra/iam/role";
import { decryptWith, invokeFunction, readSecrets } from "../../../infra/iam/statements";
import { schedulerTrust } from "../../../infra/iam/trust";
import { createDataFunction } from "../function";
import type { QdrantArgs } from "./Qdrant";

/** How the function reaches the nodes, and who it is there. */
export interface TendArgs extends QdrantArgs {
  readonly urls: readonly string[];
  readonly authority: pulumi.Output<string>;
  readonly keySecretArn: pulumi.Output<string>;
  readonly clientsSecurityGroupId: pulumi.Output<string>;
}

/** In minutes; alarms count in the same steps. */
export const probeMinutes = 5;

/** Night in Seoul, and before the backups of databases begin. */
const snapshotTime = "cron(0 17 * * ? *)";

/** The function that asks the nodes how they are, and takes their snapshots where they are kept. */
export function createTending(name: string, args: TendArgs, parent: pulumi.Resource): LambdaFunction {
  const { scope, dataKey, urls, authority, keySecretArn } = args;
  const tend = createDataFunction(
    `${name}-tend`,
    {
      ...args,
      code: "tend-qdrant",
      description: "Asks the nodes of Qdrant how they are, and takes their snapshots",
      // A snapshot of everything takes its time; 15 minutes are the most that Lambda has.
      timeoutSeconds: 900,
      statements: [
        pulumi
          .all([keySecretArn, dataKey.arn])
          .apply(([secret, key]) => [readSecrets([secret]), decryptWith([key])]),
      ],
      variables: {
        ENVIRONMENT: scope.environment,
        QDRANT: pulumi.jsonStringify({ urls, authority, keySecretArn }),
      },
      inside: { network: args.network, clients: [args.clientsSecurityGroupId] },
    },
    parent,
  );
  const roleArn = createScheduler(name, args, tend, parent);
  const schedule = (what: "probe" | "snapshot", description: string, scheduleExpression: string) =>
    new Schedule(
      `${name}-${what}`,
      {
        description,
        scheduleExpression,
        flexibleTimeWindow: { mode: "OFF" },
        target: { arn: tend.arn, roleArn, input: JSON.stringify({ do: what }) },
      },
      { parent },
    );
  schedule("probe", "Asks the nodes of Qdrant how they are", `rate(${probeMinutes} minutes)`);
  if (args.snapshotRetentionDays !== false)
    schedule("snapshot", "Takes the snapshots of Qdrant", snapshotTime);
  return tend;
}

/** The role that calls this function, and no other. */
function createScheduler(
  name: string,
  { scope }: TendArgs,
  tend: LambdaFunction,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return createRole(
    `${name}-scheduler`,
    {
      description: "Calls what looks after Qdrant",
      // AWS names the group as the source, never the schedule.
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      trust: scope.account.apply((account) => schedulerTrust(scope.region, account)),
      statements: [tend.arn.apply((arn) => [invokeFunction(arn)])],
    },
    scope,
    { parent },
  ).arn;
}
