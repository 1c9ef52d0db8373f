import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";

/** That a secret has a new value, and whose tasks still run with the old one. */
export interface Rotated {
  readonly environment: string;
  readonly secretArn: string;
  /** Names of ECS services. */
  readonly services: readonly string[];
}

export type Announce = (rotated: Rotated) => Promise<void>;

/** An event on the account's own bus; its time is the one that EventBridge gives it. */
export function announcer(client: Pick<EventBridgeClient, "send">): Announce {
  return async (rotated) => {
    const entry = {
      Source: "ai-platform",
      DetailType: "Secret rotated",
      Resources: [rotated.secretArn],
      Detail: JSON.stringify(rotated),
    };
    // A call that succeeds may still have refused the event.
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount !== 0)
      throw new Error(
        `EventBridge refused the event of ${rotated.secretArn}: ${Entries?.[0]?.ErrorCode}: ${Entries?.[0]?.ErrorMessage}`,
      );
  };
}
