import dns from "node:dns";
import { type AddressInfo, createServer } from "node:net";
import { expect } from "chai";
import { createConnection } from "mysql2/promise";
import { readUserCredentials } from "../../../functions/mariadb/credentials";
import { sessions } from "../../../functions/mariadb/session";
import { mariadbServer, type TestServer } from "../../support/mariadbServer";
import { selfSigned } from "../authorizer/support/certificate";
import { sql } from "./support/modules";

describe("a session with a real MariaDB", function () {
  this.timeout(30_000);
  let server: TestServer;
  before(async function () {
    server = await mariadbServer(this);
  });

  const fault = async (work: () => Promise<unknown>): Promise<Error> => {
    try {
      await work();
    } catch (error) {
      return error as Error;
    }
    throw new Error("it passed");
  };

  it("is none where the certificate is not of a known authority", async () => {
    const open = sessions(() => selfSigned("localhost").cert);
    const { message } = await fault(() => open(server, server.administrator));
    expect(message).to.match(/^cannot connect to localhost:\d+ as admin: HANDSHAKE_SSL_ERROR: .*certificate/);
  });

  it("is none where the certificate is of another name", async () => {
    const { lookup } = dns;
    const local = (_: string, __: unknown, found: (error: null, all: dns.LookupAddress[]) => void) => {
      found(null, [{ address: "127.0.0.1", family: 4 }]);
    };
    Object.assign(dns, { lookup: local });
    try {
      const elsewhere = { ...server, host: "database.example.com" };
      const { message } = await fault(() => server.open(elsewhere, server.administrator));
      expect(message).to.contain("HANDSHAKE_SSL_ERROR").and.contain("does not match certificate's altnames");
    } finally {
      Object.assign(dns, { lookup });
    }
  });

  it("is none without TLS: the server refuses, whatever the client is", async () => {
    const { host, port, administrator } = server;
    const plain = () =>
      createConnection({ host, port, user: administrator.username, password: administrator.password });
    // The same words as for a wrong password, which this is not: it has just opened a session with TLS.
    await (await server.open(server, administrator)).close();
    expect(await fault(plain)).to.include({ code: "ER_ACCESS_DENIED_ERROR" });
  });

  it("tells what failed and why, and shows neither statement nor password", async () => {
    const password = "secret".repeat(5);
    const refused = await fault(() => server.open(server, { username: "nobody", password }));
    expect(refused.message).to.match(
      /^cannot connect to \S+ as nobody: ER_ACCESS_DENIED_ERROR: Access denied/,
    );
    const session = await server.open(server, server.administrator);
    const failed = await fault(() =>
      session.run({ what: "make a table", sql: "CREATE TABLE nowhere.t (hidden INT)" }),
    );
    await session.close();
    expect(failed.message).to.equal("cannot make a table: ER_BAD_DB_ERROR: Unknown database 'nowhere'");
    for (const error of [refused, failed])
      expect(JSON.stringify([error, String(error), error.stack, error.cause])).to.not.match(
        /hidden|CREATE|secretsecret/,
      );
  });

  it("gives up on a host that does not answer", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const begun = Date.now();
    const { message } = await fault(() => server.open({ host: "127.0.0.1", port }, server.administrator));
    silent.close();
    expect(message).to.contain("ETIMEDOUT");
    expect(Date.now() - begun).to.be.within(3_000, 8_000);
  });

  it("waits for a lock shorter than its client waits for the answer", async () => {
    const session = await server.open(server, server.administrator);
    expect(await session.run(sql("SELECT @@lock_wait_timeout AS seconds"))).to.deep.equal([{ seconds: 30 }]);
    await session.close();
  });

  it("takes no password that would need quoting, or that is short", () => {
    for (const password of ["", "short1", `${"p".repeat(30)}'`, `${"p".repeat(30)}\\`, "p".repeat(65), 7])
      expect(
        () => readUserCredentials(JSON.stringify({ username: "a", password })),
        String(password),
      ).to.throw();
    for (const text of ["pending", "null", "[]", '{"username":"a"}'])
      expect(() => readUserCredentials(text)).to.throw(/must be JSON/);
  });
});
