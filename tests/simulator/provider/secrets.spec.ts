import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { resourceTypes } from "../../../simulator/aws/resourceTypes";
import { marked, seal, unseal } from "../../../simulator/provider/secrets";
import { root } from "../../support/harness";

const { specialSigKey, specialArchiveSig, specialAssetSig, specialResourceSig, specialSecretSig } =
  pulumi.runtime;
const secret = (value: unknown) => ({ [specialSigKey]: specialSecretSig, value });
const sealOf = (value: unknown) => (seal(secret(value)) as { readonly sealed: string }).sealed;

describe("seals", () => {
  it("are on what the SDK itself takes for a secret", () => {
    expect(pulumi.runtime.isRpcSecret(secret("hush"))).to.be.true;
    expect(seal(secret("hush"))).to.deep.equal({ sealed: sealOf("hush") });
    expect(sealOf("hush")).to.match(/^[0-9a-f]{64}$/);
  });

  it("are the same for the same value, and others for another", () => {
    expect(sealOf("hush")).to.equal(sealOf("hush")).and.not.equal(sealOf("Hush"));
    expect(sealOf("1")).not.to.equal(sealOf(1));
    expect(sealOf({ a: 1 })).not.to.equal(sealOf({ a: 2 }));
    expect(sealOf(null)).to.match(/^[0-9a-f]{64}$/);
  });

  it("are put on secrets at any depth, and on nothing else", () => {
    const given = {
      plain: "plain",
      list: [1, secret("hush")],
      deep: { deeper: secret({ a: "hush" }), no: null },
    };
    expect(seal(given)).to.deep.equal({
      plain: "plain",
      list: [1, { sealed: sealOf("hush") }],
      deep: { deeper: { sealed: sealOf({ a: "hush" }) }, no: null },
    });
    expect(JSON.stringify(seal(given))).not.to.include("hush");
  });

  it("are on files, by what is in them and not by where they lay", () => {
    const at = (sig: string, path: string, hash?: string) => seal({ [specialSigKey]: sig, path, hash });
    for (const sig of [specialAssetSig, specialArchiveSig]) {
      expect(at(sig, "/here/code", "1")).to.deep.equal({ sealed: sealOf("1") });
      expect(at(sig, "/there/code", "1")).to.deep.equal(at(sig, "/here/code", "1"));
      expect(at(sig, "/here/code", "2")).not.to.deep.equal(at(sig, "/here/code", "1"));
      expect(at(sig, "/there/code")).not.to.deep.equal(at(sig, "/here/code"));
      expect(JSON.stringify(at(sig, "/here/code"))).not.to.include("here");
    }
  });

  it("leave alone what is marked as something else", () => {
    const resource = { [specialSigKey]: specialResourceSig, urn: "urn", value: "value" };
    expect(seal(resource)).to.deep.equal(resource);
  });

  it("leave plain values as they are", () => {
    for (const value of ["text", 0, false, null, undefined, [], {}]) expect(seal(value)).to.deep.equal(value);
  });
});

describe("outputs that are secrets", () => {
  const key = "aws:apigateway/apiKey:ApiKey";
  /** What a class of @pulumi/aws marks, inputs and outputs alike. */
  const declared = (type: string): string[] => {
    const [, file] = type.split(":");
    const text = readFileSync(join(root, "node_modules/@pulumi/aws", `${file}.js`), "utf8");
    const [, names] = /additionalSecretOutputs: (\[.*?\])/.exec(text) ?? [];
    return JSON.parse(names ?? "[]") as string[];
  };
  /** These are secrets only when they are given, and then the class marks them as inputs as well. */
  const givenOnly: Readonly<Record<string, readonly string[]>> = {
    "aws:acm/certificate:Certificate": ["privateKey", "privateKeyWo"],
    "aws:apigateway/domainName:DomainName": ["certificatePrivateKey"],
    "aws:elasticache/replicationGroup:ReplicationGroup": ["authToken", "authTokenWo"],
    "aws:elasticache/user:User": ["passwords", "passwordsWo"],
    "aws:rds/instance:Instance": ["password", "passwordWo"],
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": ["token"],
    "aws:secretsmanager/secretVersion:SecretVersion": ["secretBinary", "secretString", "secretStringWo"],
    "aws:ssm/parameter:Parameter": ["value", "valueWo"],
  };

  for (const [type, { secrets = [] }] of Object.entries(resourceTypes))
    it(`are those that @pulumi/aws marks of ${type}`, () => {
      const given = givenOnly[type] ?? [];
      expect(declared(type)).to.have.members([...secrets, ...given]);
    });

  it("are marked once, and nothing else is", () => {
    expect(marked(key, { name: "one", value: "hush" })).to.deep.equal({ name: "one", value: secret("hush") });
    expect(marked(key, { value: secret("hush") })).to.deep.equal({ value: secret("hush") });
    expect(marked(key, { name: "one" })).to.deep.equal({ name: "one" });
    expect(marked("aws:sns/topic:Topic", { value: "one" })).to.deep.equal({ value: "one" });
  });
});

describe("unsealing", () => {
  const state = { user: "one", password: secret("hush"), list: [secret("hush"), "plain"] };

  it("gives back the state's own value where the seal is of it", () => {
    expect(unseal(seal(secret("hush")), secret("hush"))).to.deep.equal(secret("hush"));
    expect(unseal(seal(state), state)).to.deep.equal(state);
    expect(unseal("plain", "plain")).to.equal("plain");
  });

  it("gives the cloud's value where it is another", () => {
    expect(unseal("new", "old")).to.equal("new");
    expect(unseal("new", secret("hush"))).to.equal("new");
    expect(unseal(undefined, "old")).to.equal(undefined);
    const sealed = seal(secret("hush"));
    expect(unseal([sealed], { 0: secret("hush") })).to.deep.equal([sealed]);
    expect(unseal({ 0: sealed }, [secret("hush")])).to.deep.equal({ 0: sealed });
    expect(unseal([1], null)).to.deep.equal([1]);
    expect(unseal({ a: 1 }, null)).to.deep.equal({ a: 1 });
    expect(unseal(null, { a: 1 })).to.equal(null);
  });

  it("keeps a seal that is not of the state's value: it has changed", () => {
    expect(unseal(seal(secret("new")), secret("hush"))).to.deep.equal({ sealed: sealOf("new") });
    expect(unseal(seal(secret("new")), undefined)).to.deep.equal({ sealed: sealOf("new") });
  });

  it("gives back the secrets beside what has changed", () => {
    const cloud = { ...(seal(state) as object), user: "two" };
    expect(unseal(cloud, state)).to.deep.equal({ ...state, user: "two" });
    expect(unseal([...(seal(state.list) as unknown[]), "more"], state.list)).to.deep.equal([
      ...state.list,
      "more",
    ]);
  });
});
