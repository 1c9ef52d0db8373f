import { arnOf, digits, physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

/** What functions of the project answer to those that ask for more than that the work is done. */
function answerTo(input: unknown): string {
  // In a preview, nothing is known yet of what the function is asked.
  if (typeof input !== "string") return "{}";
  const asked = JSON.parse(input) as object;
  const authority = "-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n";
  return JSON.stringify("certificate" in asked ? { authority } : {});
}

export const lambdaTypes: ResourceTypes = {
  "aws:lambda/function:Function": {
    outputs: (resource, { region, account }) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
      const invocation = (version: string, kind: string) =>
        `arn:aws:apigateway:${region}:lambda:path/${version}/functions/${arn}/${kind}`;
      return {
        ...{ id: name, name, arn },
        invokeArn: invocation("2015-03-31", "invocations"),
        responseStreamingInvokeArn: invocation("2021-11-15", "response-streaming-invocations"),
      };
    },
    replacedBy: ["name", "packageType"],
    name: nameRule(64, /^[A-Za-z0-9_-]+$/, "ResourceConflictException"),
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet"],
    seconds: 10,
  },
  "aws:lambda/permission:Permission": {
    outputs: ({ urn, inputs }) => {
      const statementId =
        typeof inputs.statementId === "string" ? inputs.statementId : `terraform-${digits(urn, 26)}`;
      return { id: statementId, statementId };
    },
    replacedBy: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
      "statementIdPrefix",
    ],
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    outputs: ({ urn, inputs }, place) => {
      const id = uuid(urn);
      return {
        ...{ id, uuid: id, functionArn: String(inputs.functionName), state: "Enabled" },
        arn: arnOf("lambda", place, `event-source-mapping:${id}`),
      };
    },
    replacedBy: [
      "amazonManagedKafkaEventSourceConfig",
      "eventSourceArn",
      "queues",
      "selfManagedEventSource",
      "selfManagedKafkaEventSourceConfig",
      "startingPosition",
      "startingPositionTimestamp",
      "topics",
    ],
    // A message must not come again while it is worked on.
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    fault: ({ eventSourceArn, functionName }, others) => {
      const withArn = (arn: unknown) => others.find(({ values }) => values.arn === arn)?.values;
      const visible = Number(withArn(eventSourceArn)?.visibilityTimeoutSeconds ?? 30);
      const timeout = Number(withArn(functionName)?.timeout ?? 3);
      return timeout > visible
        ? {
            code: "InvalidParameterValueException",
            detail: `the function takes ${timeout} s and the queue hides a message for ${visible} s`,
          }
        : undefined;
    },
    seconds: 10,
  },
  "aws:lambda/invocation:Invocation": {
    outputs: ({ urn, inputs }) => ({
      id: `${String(inputs.functionName)}_$LATEST_${digits(urn, 32)}`,
      result: answerTo(inputs.input),
    }),
    recomputed: (computed, { input }) => ({ ...computed, result: answerTo(input) }),
    replacedBy: ["functionName", "qualifier", "triggers"],
    // With CRUD the function is told of the change (resourceInvocation in service/lambda/invocation.go).
    replacedIf: (_, { lifecycleScope }) => (lifecycleScope === "CRUD" ? [] : ["input"]),
    seconds: 10,
  },
};
