import type { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect } from "chai";
import { announcer, type Rotated } from "../../../functions/rotate-secret/announce";
import type { RotationKind } from "../../../functions/rotate-secret/kind";
import { kinds } from "../../../functions/rotate-secret/kinds";
import { rotateSecret, type RotationEvent } from "../../../functions/rotate-secret/rotate";
import { readSettings } from "../../../functions/rotate-secret/settings";
import { SecretsManager, steps } from "./support/secretsManager";

const tags = { Rotation: "qdrant-token", Restarts: "planning planning-nightly", Environment: "dev" };

describe("the steps of a rotation", () => {
  let secretsManager: SecretsManager;
  let asked: string[];
  let announced: Rotated[];
  let announce: (rotated: Rotated) => Promise<void>;
  let arn: string;
  beforeEach(() => {
    secretsManager = new SecretsManager();
    asked = [];
    announced = [];
    announce = (rotated) => Promise.resolve(void announced.push(rotated));
    arn = secretsManager.add("token", "first", tags);
  });

  const kind: RotationKind = {
    next: (current) => Promise.resolve(`after ${current}, ${asked.push("next")}`),
    set: ({ current, pending }) => Promise.resolve(void asked.push(`set ${current} -> ${pending}`)),
    test: ({ pending }) => Promise.resolve(void asked.push(`test ${pending}`)),
  };
  const log: string[] = [];
  const handler = (event: RotationEvent) =>
    rotateSecret({
      secretsManager: secretsManager.client,
      announce: (rotated) => announce(rotated),
      kindOf: (name) => {
        asked.push(name);
        return kind;
      },
      log: (line) => log.push(line),
    })(event);
  const fault = (event: RotationEvent) =>
    handler(event).then(
      () => "none",
      (error: unknown) => String(error),
    );
  const calling = (Step: string, version: string, SecretId = arn) => ({
    Step,
    SecretId,
    ClientRequestToken: version,
  });

  it("make a new value, set it, test it and make it current", async () => {
    await secretsManager.rotate(arn, handler);
    const next = "after first, 2";
    expect(asked.filter((what) => what !== "qdrant-token")).to.deep.equal([
      "next",
      `set first -> ${next}`,
      `test ${next}`,
    ]);
    expect(secretsManager.at(arn, "AWSCURRENT")).to.equal(next);
    expect(secretsManager.at(arn, "AWSPREVIOUS")).to.equal("first");
    expect(announced).to.deep.equal([
      { environment: "dev", secretArn: arn, services: ["planning", "planning-nightly"] },
    ]);
  });

  it("keep the first value that was made, however often they repeat", async () => {
    const version = secretsManager.begin(arn);
    for (const Step of steps) for (let n = 0; n < 3; n++) await handler(calling(Step, version));
    expect(asked.filter((what) => what === "next")).to.have.length(1);
    expect(secretsManager.at(arn, "AWSCURRENT")).to.equal("after first, 2");
    expect(secretsManager.at(arn, "AWSPREVIOUS")).to.equal("first");
  });

  it("do nothing once the version is current, but tell again whose tasks must restart", async () => {
    const version = secretsManager.begin(arn);
    announce = () => Promise.reject(new Error("no bus"));
    for (const Step of steps.slice(0, 3)) await handler(calling(Step, version));
    expect(await fault(calling("finishSecret", version))).to.contain("no bus");
    expect(secretsManager.at(arn, "AWSCURRENT")).to.equal("after first, 2");

    announce = (rotated) => Promise.resolve(void announced.push(rotated));
    asked = [];
    secretsManager.calls.length = 0;
    for (const Step of steps) await handler(calling(Step, version));
    expect(asked).to.deep.equal([]);
    expect(new Set(secretsManager.calls)).to.deep.equal(new Set(["DescribeSecretCommand"]));
    expect(announced).to.have.length(1);
  });

  it("keep the value before in the secret that is named for it, first of all and only once", async () => {
    const previous = secretsManager.add("previous", "nobody");
    arn = secretsManager.add("user", "first", { ...tags, Previous: previous });
    const version = secretsManager.begin(arn);
    for (const Step of steps.slice(0, 3)) await handler(calling(Step, version));
    expect(secretsManager.at(previous, "AWSCURRENT"), "until the end").to.equal("nobody");

    // It breaks off between the two, so that nobody is ever without a secret.
    const { client } = secretsManager;
    const send = client.send.bind(client) as (command: unknown) => Promise<unknown>;
    const refuseTo = (name: string) =>
      Object.assign(client, {
        send: (command: unknown) =>
          (command as object).constructor.name === name ? Promise.reject(new Error("cut")) : send(command),
      });
    refuseTo("UpdateSecretVersionStageCommand");
    expect(await fault(calling("finishSecret", version))).to.contain("cut");
    expect(secretsManager.at(previous, "AWSCURRENT")).to.equal("first");
    expect(secretsManager.at(arn, "AWSCURRENT")).to.equal("first");

    Object.assign(client, { send });
    for (let n = 0; n < 2; n++) await handler(calling("finishSecret", version));
    expect(secretsManager.at(previous, "AWSCURRENT")).to.equal("first");
    expect(secretsManager.at(arn, "AWSCURRENT")).to.match(/^after first/);
  });

  it("announce nothing where no task reads the secret", async () => {
    arn = secretsManager.add("key", "first", { Rotation: "qdrant-key" });
    await secretsManager.rotate(arn, handler);
    expect(announced).to.deep.equal([]);
  });

  it("refuse what Secrets Manager would not ask, and change nothing", async () => {
    const version = secretsManager.begin(arn);
    const bare = secretsManager.add("bare", "first");
    const odd = secretsManager.add("odd", "first", { Rotation: "by-hand" });
    const off = secretsManager.add("off", "first", tags);
    secretsManager.stopRotation(off);
    const cases: readonly (readonly [RotationEvent, RegExp])[] = [
      [{}, /must be called by Secrets Manager/],
      [calling("dropSecret", version), /Step of createSecret, setSecret, testSecret, finishSecret/],
      [calling("createSecret", version, "arn:none"), /no such secret/],
      [calling("createSecret", "none"), /has no version none to rotate to/],
      [calling("createSecret", secretsManager.begin(off), off), /must have rotation enabled/],
      [calling("createSecret", secretsManager.begin(bare), bare), /must have a tag Rotation: .*; got none/],
      [calling("createSecret", secretsManager.begin(odd), odd), /got by-hand/],
      [calling("setSecret", version), /has no value to rotate to/],
      [calling("testSecret", version), /has no value to rotate to/],
    ];
    for (const [event, message] of cases) expect(await fault(event), JSON.stringify(event)).to.match(message);
    for (const one of [arn, bare, odd, off]) expect(secretsManager.at(one, "AWSCURRENT")).to.equal("first");

    await secretsManager.rotate(arn, handler);
    await secretsManager.rotate(arn, handler);
    // By now the version of the first rotation is neither current nor pending.
    const previous = secretsManager.idAt(arn, "AWSPREVIOUS");
    expect(await fault(calling("setSecret", previous))).to.contain("must be AWSPENDING");
  });

  it("keep values out of the log", async () => {
    await secretsManager.rotate(arn, handler);
    expect(log.join("\n")).to.contain(arn).and.not.contain("first");
  });

  it("put one event on the bus, and fail when it refuses", async () => {
    const rotated = { environment: "dev", secretArn: arn, services: ["planning"] };
    const sent: unknown[] = [];
    const bus = (answer: object) => ({
      send: (command: PutEventsCommand) => {
        sent.push(command.input);
        return Promise.resolve(answer);
      },
    });
    await announcer(bus({ FailedEntryCount: 0 }) as never)(rotated);
    expect(sent).to.deep.equal([
      {
        Entries: [
          {
            Source: "ai-platform",
            DetailType: "Secret rotated",
            Resources: [arn],
            Detail: JSON.stringify(rotated),
          },
        ],
      },
    ]);
    const refusing = bus({ FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }] });
    const tried = announcer(refusing as never)(rotated);
    expect(await tried.catch(String)).to.contain("ThrottlingException");
  });
});

describe("the settings of rotate-secret", () => {
  const mariadb = { host: "db.example.com", port: 3306, adminSecretArn: "arn:admin" };
  const qdrant = { urls: ["https://q:6333"], authority: "PEM", keySecretArn: "arn:key" };

  it("name the servers that there are", () => {
    expect(readSettings({})).to.deep.equal({ mariadb: undefined, qdrant: undefined });
    const both = { MARIADB: JSON.stringify(mariadb), QDRANT: JSON.stringify(qdrant) };
    expect(readSettings(both)).to.deep.equal({ mariadb, qdrant });
  });

  it("are refused with all their faults at once", () => {
    for (const MARIADB of ["", "null", "{", "{}", JSON.stringify({ ...mariadb, port: "3306" })])
      for (const QDRANT of ["", "[]", JSON.stringify({ ...qdrant, urls: [] })])
        expect(() => readSettings({ MARIADB, QDRANT })).to.throw(
          /2 fault\(s\):\n {2}MARIADB .*\n {2}QDRANT /,
        );
  });

  it("lead to the kind that a tag names, if its server is there", () => {
    const never = () => Promise.reject(new Error("not asked"));
    const all = kinds({ mariadb, qdrant }, never, never);
    for (const name of ["mariadb-user", "qdrant-token", "qdrant-key"] as const)
      expect(all(name)).to.have.keys("next", "set", "test");
    const none = kinds({ mariadb: undefined, qdrant: undefined }, never, never);
    expect(() => none("mariadb-user")).to.throw(
      "MARIADB must be set to rotate a secret of kind mariadb-user",
    );
    expect(() => none("qdrant-token")).to.throw("QDRANT must be set");
    expect(none("qdrant-key")).to.have.keys("next", "set", "test");
  });
});
