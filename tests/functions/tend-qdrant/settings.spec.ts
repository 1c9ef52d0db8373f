import { expect } from "chai";
import { readSettings } from "../../../functions/tend-qdrant/settings";

const qdrant = {
  urls: ["https://qdrant-0.dev.internal:6333"],
  authority: "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n",
  keySecretArn: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:qdrant-abcdef",
};
const env = { ENVIRONMENT: "dev", QDRANT: JSON.stringify(qdrant) };

describe("Settings of tend-qdrant", () => {
  it("are the environment's name and where Qdrant is", () => {
    expect(readSettings(env)).to.deep.equal({ environment: "dev", ...qdrant });
  });

  for (const [fault, change] of [
    ["ENVIRONMENT must be", {}],
    ...[[], ["http://qdrant:6333"], ["https://"], "https://qdrant:6333", [7]].map(
      (urls) => ["QDRANT.urls must be a list of https URLs", { urls }] as const,
    ),
    ["QDRANT.authority must be a certificate", { authority: "MII=" }],
    ["QDRANT.keySecretArn must be the ARN", { keySecretArn: "qdrant" }],
  ] as const)
    it(`refuse ${fault}: ${JSON.stringify(change)}`, () => {
      const environment = fault.startsWith("ENVIRONMENT") ? "" : "dev";
      const bad = { ENVIRONMENT: environment, QDRANT: JSON.stringify({ ...qdrant, ...change }) };
      expect(() => readSettings(bad)).to.throw(`the environment of tend-qdrant has 1 fault(s):\n  ${fault}`);
    });

  for (const text of [undefined, "", "null", "7", "{"])
    it(`tell all faults at once: QDRANT=${text}`, () => {
      expect(() => readSettings({ QDRANT: text })).to.throw("has 4 fault(s)");
    });
});
