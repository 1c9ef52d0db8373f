import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { createSecret } from "../../components/data/secret";
import program from "../../infra/index";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { journalIn } from "../../automation/rehearse/simulatedAws";
import { simulatedAws } from "../../simulator/aws";
import { region, stacks } from "../support/harness";
import { deadline, end, rehearse, succeed } from "./rehearsing";
import { filesWith, holds } from "./support/filesWith";
import { stateOf, type StateResource } from "./support/ledger";
import { needEngine } from "./support/needEngine";

/** What AWS hands out as a new password. */
const password = String(
  simulatedAws({ region }).invoke("aws:secretsmanager/getRandomPassword:getRandomPassword", {})
    .randomPassword,
);

/** Put in as an encrypted setting, which the program hands to a secret. */
const canary = "canary-0f7c1e-of-an-encrypted-setting";

/** What AWS makes up for clients, and the engine is told: the value of a key twice, the secret of a machine once. */
const handedOut: Readonly<Record<string, string>> = {
  "aws:apigateway/apiKey:ApiKey": "value",
  "aws:apigateway/usagePlanKey:UsagePlanKey": "value",
  "aws:cognito/userPoolClient:UserPoolClient": "clientSecret",
};

/** How the engine's files mark a secret. */
const signature = "4dabf18193072939515e22adb298388d";
const secretKind = "1b47061264138c4ac30d75fd1eb44270";

for (const stack of stacks)
  describe(`no secret of ${stack} stands in plain text`, function () {
    this.timeout(900_000);
    let rehearsal: Rehearsal;
    /** All that the engine said, in the order in which it said it. */
    let said = "";
    let debugging = "";

    before(async function () {
      await needEngine(this);
      rehearsal = await rehearse(stack);
      await succeed(rehearsal, "up");
      rehearsal.edit((text) => text.replace("planning-team@", "planners@"));
      said += JSON.stringify(await succeed(rehearsal, "up"));
      said += JSON.stringify(await succeed(rehearsal, "refresh"));
      await upWithCanary();
    });
    after(() => end(rehearsal));

    async function upWithCanary(): Promise<void> {
      await rehearsal.stack.setConfig("pulumi:canary", { value: canary, secret: true });
      const take = (text: string) => (said += text);
      const { outputs } = await rehearsal.stack.up({
        program: async () => ({ ...(await program()), given: secretWithCanary() }),
        color: "never",
        signal: AbortSignal.timeout(deadline),
        onOutput: take,
        onError: take,
        onEvent: (event: EngineEvent) => {
          // The SDK's own type does not know this severity.
          if (String(event.diagnosticEvent?.severity) === "debug") debugging += JSON.stringify(event);
          else take(JSON.stringify(event));
        },
      });
      expect(outputs.given).to.deep.equal({ value: canary, secret: true });
    }

    it("in any file: state, backups, history, journal, logs, stack file", () => {
      for (const secret of [password, canary]) expect(filesWith(rehearsal.folder, secret)).to.deep.equal([]);
    });

    it("in what the engine says and reports", () => {
      expect(said).to.include("secretStringWo");
      for (const secret of [password, canary]) expect(holds(said, secret)).to.equal(false);
    });

    it("except in its debugging events, which must therefore never be kept", () => {
      expect(holds(debugging, password)).to.equal(true);
    });

    it("but encrypted in the state, wherever a secret has a value", () => {
      const written = writtenBy(rehearsal, stack)
        .flatMap(({ inputs, outputs }) => [inputs?.secretStringWo, outputs?.secretStringWo])
        .filter((value) => value !== undefined);
      // The canary and one per secret of the environment, as input and as output.
      expect(written).to.have.length.above(8);
      for (const value of written) {
        expect(value).to.have.all.keys(signature, "ciphertext");
        expect(value).to.have.property(signature, secretKind);
      }
    });

    describe("nor what clients are given to show:", () => {
      let credentials: readonly string[];
      before(() => {
        credentials = credentialsIn(rehearsal);
      });

      it("not in any file but the simulated AWS's own, which made it up", () => {
        const journal = basename(journalIn(rehearsal.folder));
        for (const credential of credentials)
          expect(filesWith(rehearsal.folder, credential)).to.deep.equal([journal]);
      });

      it("not in what the engine says and reports", () => {
        for (const credential of credentials) expect(holds(said, credential)).to.equal(false);
      });

      it("but encrypted in the state, wherever it stands", () => {
        for (const { type, outputs } of writtenBy(rehearsal, stack)) {
          const given = outputs?.[handedOut[type] ?? ""];
          if (given !== undefined) expect(given, type).to.have.property(signature, secretKind);
        }
      });
    });

    it("which a search in the same folder would find", async () => {
      // The Automation API exports a state with its secrets in plain text.
      const plain = JSON.stringify(await stateOf(rehearsal));
      for (const [index, secret] of [password, canary].entries()) {
        expect(plain).to.include(secret);
        for (const form of [secret, `{"text":"${Buffer.from(`x${secret}`).toString("base64")}"}`]) {
          const name = `control-${index}.txt`;
          writeFileSync(join(rehearsal.folder, name), form);
          expect(filesWith(rehearsal.folder, secret)).to.deep.equal([name]);
          writeFileSync(join(rehearsal.folder, name), "");
        }
      }
    });
  });

/** A secret whose value comes from an encrypted setting, beside the environment and with a provider of its own. */
function secretWithCanary(): pulumi.Output<string> {
  const value = pulumi.secret(pulumi.runtime.getConfig("pulumi:canary")!);
  const aws = new Provider("canary", { region: region as never });
  const parent = new pulumi.ComponentResource("test:Canary", "canary", {}, { providers: { aws } });
  const key = { arn: pulumi.output(`arn:aws:kms:${region}:123456789012:key/canary`) };
  createSecret(
    "canary",
    { description: "A canary", key, deletion: "disposable", recoveryDays: 7, initial: value },
    parent,
  );
  return value;
}

/** One key and, for a machine, one secret of each client. */
function credentialsIn({ cloud }: Rehearsal): readonly string[] {
  const all = cloud
    .resources()
    .map(({ type, computed }) => computed[handedOut[type] ?? ""])
    .filter((value): value is string => typeof value === "string" && value !== "");
  const each = [...new Set(all)];
  expect(each).to.have.length.above(2);
  return each;
}

type Written = Pick<StateResource, "type" | "inputs" | "outputs">;

function writtenBy({ folder }: Rehearsal, stack: string): readonly Written[] {
  const stateFile = join(folder, `state/.pulumi/stacks/ai-platform/${stack}.json`);
  const { checkpoint } = JSON.parse(readFileSync(stateFile, "utf8")) as {
    readonly checkpoint: { readonly latest: { readonly resources: readonly StateResource[] } };
  };
  return checkpoint.latest.resources;
}
