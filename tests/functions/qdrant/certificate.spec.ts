import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect, createServer, type Server, type TLSSocket } from "node:tls";
import { expect } from "chai";
import { type Certificate, goodCertificate, makeCertificate } from "../../../functions/qdrant/certificate";

const names = ["qdrant-0.dev.internal", "qdrant-1.dev.internal", "localhost"];
const addresses = ["127.0.0.1"];
const now = new Date();
const inYears = (years: number) =>
  new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate()));

describe("The certificate of Qdrant", () => {
  let made: Certificate;
  let other: Certificate;
  let server: Server;

  before(async () => {
    [made, other] = (await Promise.all([1, 2].map(() => makeCertificate(names, addresses, now)))) as [
      Certificate,
      Certificate,
    ];
    // As a peer does, it asks the client for a certificate of the same authority.
    server = createServer(
      {
        key: made.key,
        cert: made.certificate,
        ca: made.authority,
        requestCert: true,
        rejectUnauthorized: false,
      },
      (socket: TLSSocket) => socket.end(socket.authorized ? "peer" : "client"),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => void server.close());

  /** What the server says to a client that trusts only this authority; rejects where the client hangs up. */
  const said = (servername: string, ca: string, own?: Certificate) =>
    new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const identity = own && { key: own.key, cert: own.certificate };
      // Node takes an address for the name to check only where it is the host.
      const name = servername === "127.0.0.1" ? {} : { servername };
      connect({ host: "127.0.0.1", port, ...name, ca, ...identity })
        .on("data", (data: Buffer) => resolve(data.toString()))
        .on("error", reject);
    });
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("not refused"),
      (error: unknown) => (error as { code: string }).code,
    );

  for (const name of [...names, ...addresses])
    it(`proves that the server is ${name}`, async () => {
      expect(await said(name, made.authority)).to.equal("client");
    });

  it("proves no other name, and nothing to who trusts another authority", async () => {
    expect(await refusal(said("qdrant-2.dev.internal", made.authority))).to.equal(
      "ERR_TLS_CERT_ALTNAME_INVALID",
    );
    expect(await refusal(said("localhost", other.authority))).to.match(/^(UNABLE_TO_VERIFY|SELF_SIGNED)/);
  });

  it("proves a peer to its peers, and not one of another authority", async () => {
    expect(await said("localhost", made.authority, made)).to.equal("peer");
    expect(await said("localhost", made.authority, other)).to.equal("client");
  });

  it("is valid for ten years, and its authority signs nothing but it", () => {
    const certificate = new X509Certificate(made.certificate);
    const authority = new X509Certificate(made.authority);
    expect([certificate.ca, authority.ca]).to.deep.equal([false, true]);
    expect(certificate.publicKey.asymmetricKeyDetails).to.deep.equal({ namedCurve: "prime256v1" });
    for (const { validFrom, validTo } of [certificate, authority]) {
      expect(new Date(validFrom)).to.be.below(now);
      expect(new Date(validTo)).to.be.within(inYears(10), new Date(inYears(10).getTime() + 86_400_000));
    }
    expect(made.key).to.match(/^-----BEGIN PRIVATE KEY-----\n[^-]+\n-----END PRIVATE KEY-----\n$/);
  });

  it("is taken by openssl", function () {
    const folder = mkdtempSync(path.join(tmpdir(), "certificate-"));
    try {
      for (const [name, text] of Object.entries<string>({ ...made }))
        writeFileSync(path.join(folder, name), text);
      const run = (...args: string[]) => spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
      if (run("version").error !== undefined) {
        console.log("      skipped: openssl is not installed");
        this.skip();
      }
      const verify = ["verify", "-x509_strict", "-CAfile", "authority", "-verify_hostname"];
      for (const purpose of ["sslserver", "sslclient"]) {
        const { stdout, stderr } = run(...verify, names[1]!, "-purpose", purpose, "certificate");
        expect(stdout + stderr).to.equal("certificate: OK\n");
      }
      expect(run(...verify, "qdrant-2.dev.internal", "certificate").status).to.not.equal(0);
      const text = run("x509", "-in", "certificate", "-noout", "-text").stdout;
      expect(text).to.contain("TLS Web Server Authentication, TLS Web Client Authentication");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is kept as long as it is good", () => {
    const text = JSON.stringify(made);
    expect(goodCertificate(text, names, addresses, now)).to.deep.equal(made);
    expect(goodCertificate(text, names.slice(0, 1), [], inYears(8)), "in 8 years").to.deep.equal(made);
    for (const [what, bad] of Object.entries({
      "a year before its end": goodCertificate(
        text,
        names,
        addresses,
        new Date(inYears(9).getTime() + 172_800_000),
      ),
      "a node more": goodCertificate(text, [...names, "qdrant-2.dev.internal"], addresses, now),
      "another address": goodCertificate(text, names, ["127.0.0.2"], now),
      "another authority": goodCertificate(
        JSON.stringify({ ...made, authority: other.authority }),
        names,
        addresses,
        now,
      ),
      "another key": goodCertificate(JSON.stringify({ ...made, key: other.key }), names, addresses, now),
      "a new secret": goodCertificate("pending", names, addresses, now),
      "an empty object": goodCertificate("{}", names, addresses, now),
    }))
      expect(bad, what).to.be.undefined;
  });
});
