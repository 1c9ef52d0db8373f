import { randomUUID } from "node:crypto";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { RotationEvent } from "../../../../functions/rotate-secret/rotate";
import type { Client } from "../../../../functions/secrets";

interface Version {
  text?: string;
  readonly stages: Set<string>;
}

interface Secret {
  readonly tags: Readonly<Record<string, string>>;
  readonly versions: Map<string, Version>;
  rotates: boolean;
}

export const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];

export const secretArn = (name: string) =>
  `arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:${name}-AbCdEf`;

/** Versions and stages as Secrets Manager keeps them, as far as rotation needs them. */
export class SecretsManager {
  /** Names of all calls. */
  readonly calls: string[] = [];
  private readonly secrets = new Map<string, Secret>();

  /** Its `send` alone is what a function sees. */
  readonly client = {
    send: (command: unknown) => Promise.resolve().then(() => this.answer(command)),
  } as Client;

  add(name: string, text: string, tags: Readonly<Record<string, string>> = {}): string {
    const first = { text, stages: new Set(["AWSCURRENT"]) };
    this.secrets.set(secretArn(name), { tags, versions: new Map([[randomUUID(), first]]), rotates: true });
    return secretArn(name);
  }

  stopRotation(arn: string): void {
    this.of(arn).rotates = false;
  }

  /** Text at a stage; undefined where there is none. */
  at(arn: string, stage: string): string | undefined {
    return [...this.of(arn).versions.values()].find(({ stages }) => stages.has(stage))?.text;
  }

  /** Id of the version at a stage that is there. */
  idAt(arn: string, stage: string): string {
    return [...this.of(arn).versions].find(([, { stages }]) => stages.has(stage))![0];
  }

  /** What RotateSecret does first: a version without a value. Also its id, as each step is told. */
  begin(arn: string, text?: string): string {
    const id = randomUUID();
    this.of(arn).versions.set(id, { ...(text !== undefined && { text }), stages: new Set(["AWSPENDING"]) });
    return id;
  }

  /** All steps of one rotation. */
  async rotate(arn: string, handler: (event: RotationEvent) => Promise<void>): Promise<void> {
    const version = this.begin(arn);
    for (const Step of steps) await handler({ Step, SecretId: arn, ClientRequestToken: version });
  }

  private of(arn: string | undefined): Secret {
    const secret = this.secrets.get(arn ?? "");
    if (secret === undefined)
      throw new ResourceNotFoundException({ message: "no such secret", $metadata: {} });
    return secret;
  }

  private answer(command: unknown): object {
    this.calls.push((command as object).constructor.name);
    if (command instanceof GetSecretValueCommand) return this.get(command.input);
    if (command instanceof PutSecretValueCommand) return this.put(command.input);
    if (command instanceof DescribeSecretCommand) return this.describe(command.input);
    if (command instanceof UpdateSecretVersionStageCommand) return this.move(command.input);
    throw new Error("not a call that the functions make");
  }

  private get({ SecretId, VersionId, VersionStage }: GetSecretValueCommand["input"]): object {
    const { versions } = this.of(SecretId);
    const stage = VersionStage ?? (VersionId === undefined ? "AWSCURRENT" : undefined);
    for (const [id, { text, stages }] of versions)
      if ((VersionId ?? id) === id && (stage === undefined || stages.has(stage)) && text !== undefined)
        return { SecretString: text, VersionId: id };
    throw new ResourceNotFoundException({ message: "no such version", $metadata: {} });
  }

  private put({ SecretId, ClientRequestToken, SecretString, VersionStages }: PutSecretValueCommand["input"]) {
    const { versions } = this.of(SecretId);
    const id = ClientRequestToken ?? randomUUID();
    const there = versions.get(id);
    if (there?.text !== undefined && there.text !== SecretString)
      throw new ResourceExistsException({ message: "a version does not change", $metadata: {} });
    const version = there ?? { stages: new Set<string>() };
    version.text = SecretString!;
    versions.set(id, version);
    for (const stage of VersionStages ?? ["AWSCURRENT"]) this.stage(versions, stage, id);
    return { VersionId: id };
  }

  private describe({ SecretId }: DescribeSecretCommand["input"]): object {
    const { tags, versions, rotates } = this.of(SecretId);
    return {
      RotationEnabled: rotates,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      VersionIdsToStages: Object.fromEntries([...versions].map(([id, { stages }]) => [id, [...stages]])),
    };
  }

  private move(input: UpdateSecretVersionStageCommand["input"]): object {
    const { versions } = this.of(input.SecretId);
    if (versions.get(input.RemoveFromVersionId ?? "")?.stages.has(input.VersionStage!) !== true)
      throw new Error("the stage must be taken from the version that has it");
    this.stage(versions, input.VersionStage!, input.MoveToVersionId!);
    return {};
  }

  private stage(versions: Map<string, Version>, stage: string, to: string): void {
    const from = [...versions].find(([, { stages }]) => stages.has(stage));
    if (from?.[0] === to) return;
    from?.[1].stages.delete(stage);
    versions.get(to)!.stages.add(stage);
    if (stage === "AWSCURRENT" && from !== undefined) this.stage(versions, "AWSPREVIOUS", from[0]);
  }
}
