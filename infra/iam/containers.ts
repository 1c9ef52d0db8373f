import type { Statement } from "./statements";

/**
 * What is typed into a container travels under the key of the sessions; the container decrypts it, and whoever opens
 * a session needs kms:GenerateDataKey.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-run.html
 */
export function decryptSessions(keyArn: string): Statement {
  return { Sid: "DecryptSessions", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };
}

/**
 * What the collector calls; it asks for no sampling rules. X-Ray knows no resource to write to.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export function sendTraces(): Statement {
  return {
    Sid: "SendTraces",
    Effect: "Allow",
    Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    Resource: "*",
  };
}
