import { keyAge } from "./age";
import { metricLine } from "./metrics";
import { type Client, type Place, providerKeys, versionsOf } from "./secrets";

export interface Parts extends Place {
  readonly client: Client;
  readonly now: () => Date;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}

/** Tells how old the keys of AI providers are, which only their providers can replace. It reads none of them. */
export function watchSecrets({ client, now, log, ...place }: Parts) {
  return async (): Promise<void> => {
    for (const { arn, module, provider } of await providerKeys(client, place)) {
      const age = keyAge(await versionsOf(client, arn), now());
      if (age === undefined) throw new Error(`secret ${arn} has no current version`);
      log(metricLine({ module, provider, age }, place.environment, `${place.project}/Secrets`, now()));
    }
  };
}
