import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { expect } from "chai";
import { patient } from "../../../functions/data-bootstrap/patience";
import type { Client } from "../../../functions/secrets";

/** A client that fails so often, and then answers. */
function failing(times: number, name: string) {
  let calls = 0;
  const waits: number[] = [];
  const send = () => {
    calls++;
    return calls <= times
      ? Promise.reject(Object.assign(new Error("no"), { name }))
      : Promise.resolve({ SecretString: "text" });
  };
  const client = patient({ send: send as unknown as Client["send"] }, (ms) => {
    waits.push(ms);
    return Promise.resolve();
  });
  return { client, calls: () => calls, waits };
}

const command = new GetSecretValueCommand({ SecretId: "one" });

describe("patience with a new key", () => {
  it("asks again while the key is refused", async () => {
    const { client, waits } = failing(3, "AccessDeniedException");
    expect(await client.send(command)).to.deep.equal({ SecretString: "text" });
    expect(waits).to.deep.equal([10_000, 10_000, 10_000]);
  });

  it("gives up after five minutes and a half, within the ten of the function", async () => {
    const { client, waits } = failing(Infinity, "AccessDeniedException");
    expect(await client.send(command).catch((error: unknown) => (error as Error).name)).to.equal(
      "AccessDeniedException",
    );
    expect(waits.reduce((sum, ms) => sum + ms, 0)).to.equal(330_000);
  });

  it("is not shown to anything else", async () => {
    const { client, calls } = failing(1, "ThrottlingException");
    expect(await client.send(command).catch((error: unknown) => (error as Error).name)).to.equal(
      "ThrottlingException",
    );
    expect(calls()).to.equal(1);
  });
});
