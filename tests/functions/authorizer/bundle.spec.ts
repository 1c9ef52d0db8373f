import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/harness";
import { bearer, environment, kmsOf } from "./support/api";
import { selfSigned } from "./support/certificate";
import { audience, claims, type Key, KeyPage, makeKey, sign } from "./support/issuer";
import { issuerServer, type KmsRequest, kmsServer, lambda, type Listening } from "./support/lambda";

describe("the authorizer's bundle", function () {
  // Two builds and some starts of Node on a machine that may be busy.
  this.timeout(120_000);
  let folder: string;
  const built = (name: string) => join(folder, name, "functions/authorizer");
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ai-platform-authorizer-"));
    for (const name of ["one", "two"]) {
      const { status, stderr } = spawnSync(process.execPath, ["build.mjs", join(folder, name)], {
        cwd: root,
        encoding: "utf8",
      });
      expect(status, stderr).to.equal(0);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is one file, the same bytes from the same source, and small", () => {
    expect(readdirSync(built("one"))).to.deep.equal(["index.js"]);
    const bytes = readFileSync(join(built("one"), "index.js"));
    expect(bytes.equals(readFileSync(join(built("two"), "index.js")))).to.equal(true);
    console.log(`      the bundle has ${bytes.length} bytes`);
    expect(bytes.length).to.be.lessThan(200_000);
  });

  it("leaves AWS's client to the runtime, and holds nothing else that is not Node's", () => {
    const text = readFileSync(join(built("one"), "index.js"), "utf8");
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(new Set(required)).to.deep.equal(new Set(["@aws-sdk/client-kms", "crypto", "https", "stream"]));
    expect(text).to.not.match(/smithy|AmazonKMS|TrentService/i);
    expect(text).to.not.contain(root);
  });

  describe("as Lambda starts it", () => {
    let key: Key;
    let page: KeyPage;
    let issuer: Listening;
    let kms: Listening;
    let asked: KmsRequest[];
    let env: Record<string, string>;
    /** Its own folder, with nothing beside it. */
    let home: string;
    before(async () => {
      home = join(folder, "task");
      cpSync(built("one"), home, { recursive: true });
      const tls = selfSigned();
      writeFileSync(join(folder, "ca.pem"), tls.cert);
      key = await makeKey("key-1", "ES256");
      page = new KeyPage(key);
      asked = [];
      issuer = await issuerServer(page, tls);
      kms = await kmsServer(asked);
      env = {
        ...environment,
        ISSUER: issuer.url,
        AWS_ENDPOINT_URL_KMS: kms.url,
        NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
      };
    });
    after(async () => {
      await issuer.close();
      await kms.close();
    });
    const good = async () => bearer(await sign(key, claims({ iss: issuer.url, azp: "web" })));

    it("answers a request, asks the issuer once and KMS once", async () => {
      const { status, results, log } = await lambda(home, env, [await good(), await good()]);
      expect(status).to.equal(0);
      expect(log).to.deep.equal([]);
      const message = Buffer.from(`${issuer.url}|kim@example.com`);
      const subject = kmsOf(message).toString("hex").slice(0, 32);
      expect(results).to.have.length(2);
      for (const { answer } of results) {
        expect(answer?.principalId).to.equal(subject);
        expect(answer?.context).to.deep.equal({ subject, client: "web", scope: "planning/invoke" });
        expect(answer?.policyDocument.Statement[0]?.Effect).to.equal("Allow");
      }
      expect(page.fetched).to.deep.equal(["/.well-known/jwks.json"]);
      expect(asked).to.deep.equal([
        {
          target: "TrentService.GenerateMac",
          body: {
            KeyId: env.SUBJECT_KEY_ID,
            MacAlgorithm: "HMAC_SHA_256",
            Message: message.toString("base64"),
          },
        },
      ]);
    });

    it("says no more than Unauthorized to a bad token, and why to the log", async () => {
      const token = await sign(key, claims({ iss: issuer.url, aud: `${audience}/x` }));
      const { results, log } = await lambda(home, env, [bearer(token), await good()]);
      expect(results[0]).to.deep.equal({ errorMessage: "Unauthorized" });
      expect(results[1]?.answer?.principalId).to.be.a("string");
      expect(log).to.deep.equal([
        { level: "WARN", message: "refused", reason: "wrong-audience", requestId: "request-1" },
      ]);
    });

    it("fails closed when the issuer is not to be reached, or not to be trusted", async () => {
      const changes: Record<string, string>[] = [
        { JWKS_URI: "https://127.0.0.1:1/jwks" },
        { NODE_EXTRA_CA_CERTS: "" },
      ];
      for (const change of changes) {
        const { results, log } = await lambda(home, { ...env, ...change }, [await good()]);
        expect(results).to.deep.equal([{ errorMessage: "the authorizer failed" }]);
        expect(log.map(({ message, error }) => [message, error])).to.deep.equal([
          ["no keys at the start", "FetchError"],
          ["failed", "FetchError"],
        ]);
      }
    });

    it("fails closed when KMS refuses", async () => {
      const refusing = await kmsServer([], true);
      try {
        const { results, log } = await lambda(home, { ...env, AWS_ENDPOINT_URL_KMS: refusing.url }, [
          await good(),
        ]);
        expect(results).to.deep.equal([{ errorMessage: "the authorizer failed" }]);
        expect(log).to.have.length(1);
        expect(log[0]).to.include({
          message: "failed",
          error: "AccessDeniedException",
          detail: "not allowed",
        });
      } finally {
        await refusing.close();
      }
    });

    it("does not start with wrong settings, and says all that is wrong with them", async () => {
      const { status, stderr } = await lambda(home, { ...env, ISSUER: "", ROUTES: "[]" }, [await good()]);
      expect(status).to.not.equal(0);
      expect(stderr).to.contain("the authorizer's environment has 2 fault(s):\n  ISSUER must be");
      expect(stderr).to.contain("\n  ROUTES must be");
    });
  });
});
