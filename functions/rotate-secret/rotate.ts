import type { Client } from "../secrets";
import type { Announce } from "./announce";
import { type KindName, kindNames, type RotationKind } from "./kind";
import {
  currentText,
  describe,
  type Description,
  makeCurrent,
  pendingText,
  putCurrent,
  putPending,
} from "./versions";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
type Step = (typeof steps)[number];

/** What Secrets Manager sends: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_how.html. */
export interface RotationEvent {
  readonly Step?: unknown;
  readonly SecretId?: unknown;
  /** Id of the version that is being made. */
  readonly ClientRequestToken?: unknown;
}

export interface Parts {
  readonly secretsManager: Client;
  readonly announce: Announce;
  readonly kindOf: (name: KindName) => RotationKind;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}

interface Call {
  readonly step: Step;
  readonly arn: string;
  readonly version: string;
}

/**
 * One step of a rotation. Secrets Manager repeats what failed, so each step first looks how far an earlier try
 * has come. It throws where anything is not as it must be; the secret keeps its current value then.
 */
export function rotateSecret(parts: Parts) {
  return async (event: RotationEvent): Promise<void> => {
    const call = readCall(event);
    const description = await describe(parts.secretsManager, call.arn);
    const { tags, stages, rotates } = description;
    const refuse = (rule: string) => new Error(`secret ${call.arn} ${rule}`);
    if (!rotates) throw refuse("must have rotation enabled");
    const name = kindNames.find((one) => one === tags.Rotation);
    if (name === undefined)
      throw refuse(`must have a tag Rotation: ${kindNames.join(", ")}; got ${tags.Rotation ?? "none"}`);
    const held = stages[call.version];
    if (held === undefined) throw refuse(`has no version ${call.version} to rotate to`);

    const done = held.includes("AWSCURRENT");
    if (!done && !held.includes("AWSPENDING")) throw refuse(`version ${call.version} must be AWSPENDING`);
    // The stage may have moved and the event not have come off; a second event restarts nothing twice.
    if (call.step === "finishSecret") await finish(call, description, parts);
    else if (!done) await run(call, parts.kindOf(name), parts.secretsManager);
    parts.log(
      JSON.stringify({
        level: "INFO",
        message: done ? "already current" : "done",
        step: call.step,
        secret: call.arn,
        version: call.version,
      }),
    );
  };
}

async function run({ step, arn, version }: Call, kind: RotationKind, client: Client): Promise<void> {
  const current = await currentText(client, arn);
  const pending = await pendingText(client, arn, version);
  if (step === "createSecret") {
    if (pending === undefined) await putPending(client, arn, version, await kind.next(current));
    return;
  }
  if (pending === undefined) throw new Error(`secret ${arn} version ${version} has no value to rotate to`);
  // When rotation is configured, Secrets Manager tries testSecret alone, on a copy of the current value.
  if (step === "setSecret") await kind.set({ current, pending });
  else await kind.test({ current, pending });
}

async function finish({ arn, version }: Call, { stages, tags }: Description, parts: Parts): Promise<void> {
  const before = Object.keys(stages).find((id) => stages[id]!.includes("AWSCURRENT"));
  if (before === undefined) throw new Error(`secret ${arn} has no current version`);
  if (before !== version) {
    // RDS Proxy knows no AWSPREVIOUS: a secret of its own lets in the tasks that still have the value before.
    if (tags.Previous !== undefined)
      await putCurrent(
        parts.secretsManager,
        tags.Previous,
        version,
        await currentText(parts.secretsManager, arn),
      );
    await makeCurrent(parts.secretsManager, arn, version, before);
  }
  const services = (tags.Restarts ?? "").split(" ").filter((service) => service !== "");
  if (services.length > 0)
    await parts.announce({ environment: tags.Environment ?? "", secretArn: arn, services });
}

function readCall({ Step, SecretId, ClientRequestToken }: RotationEvent): Call {
  const step = steps.find((one) => one === Step);
  if (step === undefined || typeof SecretId !== "string" || typeof ClientRequestToken !== "string")
    throw new Error(
      `rotate-secret must be called by Secrets Manager, with SecretId, ClientRequestToken and a Step of ${steps.join(", ")}`,
    );
  return { step, arn: SecretId, version: ClientRequestToken };
}
