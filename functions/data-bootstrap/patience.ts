import { setTimeout } from "node:timers/promises";
import type { Client } from "../secrets";

const everyMs = 10_000;
/** Five minutes and a half. */
const tries = 34;

/**
 * A client that bears a key whose alias is new: the function may use keys by their aliases, and AWS says that one may
 * take five minutes to count. https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function patient(client: Client, wait: (ms: number) => Promise<unknown> = setTimeout): Client {
  const send = async (command: Parameters<Client["send"]>[0]): Promise<unknown> => {
    for (let attempt = 1; ; attempt++)
      try {
        return await client.send(command);
      } catch (error) {
        if ((error as Error).name !== "AccessDeniedException" || attempt === tries) throw error;
        await wait(everyMs);
      }
  };
  return { send: send as Client["send"] };
}
