import { decide, type Decision, type Seen } from "./decide";
import { readRotated, type Rotated } from "./rotated";

/** What SQS sends, as far as it is read here: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Messages that shall come again. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
export interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export interface Parts {
  /** Undefined for a service that is gone. */
  readonly look: (service: string) => Promise<Seen | undefined>;
  readonly restart: (service: string) => Promise<void>;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}

/**
 * Gives services new tasks after their secret rotated, one service at a time. It never waits itself: a message that
 * is not at its end comes again, and ECS's own state tells how far it is.
 */
export function restartServices(parts: Parts) {
  return async ({ Records }: QueueEvent): Promise<QueueAnswer> => {
    const unsettled: string[] = [];
    for (const { messageId, body } of Records)
      if (!(await isSettled(readRotated(body), parts))) unsettled.push(messageId);
    return { batchItemFailures: unsettled.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function isSettled({ secretArn, services, rotatedAt }: Rotated, parts: Parts): Promise<boolean> {
  for (const service of services) {
    const decision = decide(await parts.look(service), rotatedAt);
    if (decision === "restart") await parts.restart(service);
    const level = decision === "failed" ? "ERROR" : "INFO";
    parts.log(JSON.stringify({ level, message: told[decision], service, secret: secretArn }));
    if (decision !== "done") return false;
  }
  return true;
}

const told: Readonly<Record<Decision, string>> = {
  done: "has tasks that read the secret after its rotation",
  wait: "is not steady, and is left alone until it is",
  failed: "did not get new tasks after the rotation; its deployment failed",
  restart: "gets new tasks",
};
