import { expect } from "chai";
import { type Credentials, readCredentials } from "../../../functions/mariadb/credentials";
import type { Open, Session } from "../../../functions/mariadb/session";
import { mariadbServer } from "../../support/mariadbServer";
import { Environment, sql } from "../mariadb/support/modules";
import { steps } from "./support/secretsManager";

describe("the rotation of a database user on a real MariaDB", function () {
  this.timeout(60_000);
  let environment: Environment;
  let arn: string;
  const open: Session[] = [];
  before(async function () {
    await mariadbServer(this);
  });
  beforeEach(async function () {
    environment = new Environment(await mariadbServer(this));
    await environment.clean();
    await environment.make("a-b");
    arn = environment.secretOf("a-b");
  });
  afterEach(() => Promise.all(open.splice(0).map((session) => session.close())));
  after(() => environment?.clean());

  const login = async (credentials: Credentials) => {
    const session = await environment.server.open(environment.server, credentials);
    open.push(session);
    return session;
  };
  const refused = (credentials: Credentials) =>
    login(credentials).then(
      () => false,
      (error: unknown) => (error as { code: string }).code === "ER_ACCESS_DENIED_ERROR",
    );
  const lives = async (session: Session) =>
    (await session.run(sql("SELECT COUNT(*) AS n FROM a_b.kept")))[0]!.n === 0;

  it("keeps open sessions alive, with what they are in the middle of", async () => {
    const session = await login(environment.credentials("a-b"));
    await session.run(sql("CREATE TABLE a_b.kept (id INT)"));
    await session.run(sql("CREATE TEMPORARY TABLE a_b.mine SELECT 1 AS one"));
    await session.run(sql("START TRANSACTION"));
    await session.run(sql("INSERT INTO a_b.kept VALUES (1)"));
    // The second changes the password of the very user that is logged in.
    for (let rotation = 1; rotation <= 3; rotation++) {
      await environment.rotate("a-b");
      expect(await session.run(sql("SELECT one FROM a_b.mine")), `rotation ${rotation}`).to.deep.equal([
        { one: 1 },
      ]);
    }
    await session.run(sql("ROLLBACK"));
    expect(await lives(session)).to.be.true;
  });

  it("leaves the old password good until the next rotation, for tasks that started before", async () => {
    await (await login(environment.credentials("a-b"))).run(sql("CREATE TABLE a_b.kept (id INT)"));
    const seen: Credentials[] = [environment.credentials("a-b")];
    for (let rotation = 1; rotation <= 4; rotation++) {
      await environment.rotate("a-b");
      seen.push(environment.credentials("a-b"));
      const [now, old, older] = seen.toReversed();
      expect(await lives(await login(now!)), "the current password").to.be.true;
      expect(await lives(await login(old!)), "the one before it").to.be.true;
      if (older !== undefined) expect(await refused(older), "the one before that").to.be.true;
    }
    expect(seen.map(({ username }) => username)).to.deep.equal(["a_b", "a_b__b", "a_b", "a_b__b", "a_b"]);
    expect(new Set(seen.map(({ password }) => password)).size).to.equal(5);
  });

  /** Breaks off once, at the n-th call of anything, before it takes effect or after. */
  function breaking(n: number, when: "before" | "after") {
    let count = 0;
    const at = async <T>(work: () => Promise<T>): Promise<T> => {
      count += 1;
      const now = count === n;
      if (now && when === "before") throw new Error("broken off");
      const answer = await work().catch((error: unknown) => {
        if (!now) throw error;
      });
      if (now) throw new Error("broken off");
      return answer as T;
    };
    const { client } = environment.secretsManager;
    const send = client.send.bind(client) as (command: unknown) => Promise<unknown>;
    Object.assign(client, { send: (command: unknown) => at(() => send(command)) });
    const openMariadb: Open = async (server, credentials, schema) => {
      const session = await at(() => environment.server.open(server, credentials, schema));
      return { close: () => session.close(), run: (statement) => at(() => session.run(statement)) };
    };
    return { handler: environment.rotation(openMariadb), restore: () => Object.assign(client, { send }) };
  }

  for (const when of ["before", "after"] as const)
    for (const from of ["that step", "the first step"])
      it(`is completed from ${from} when it broke off at any call, ${when} it took effect`, async () => {
        await (await login(environment.credentials("a-b"))).run(sql("CREATE TABLE a_b.kept (id INT)"));
        let n = 0;
        for (let broke = true; broke;) {
          n += 1;
          broke = false;
          const before = environment.credentials("a-b");
          const version = environment.secretsManager.begin(arn);
          const { handler, restore } = breaking(n, when);
          for (let step = 0; step < steps.length; step++)
            try {
              await handler({ Step: steps[step], SecretId: arn, ClientRequestToken: version });
            } catch (error) {
              expect(String(error)).to.contain("broken off");
              broke = true;
              expect(await lives(await login(before)), `current at call ${n}`).to.be.true;
              step = from === "that step" ? step - 1 : -1;
            }
          restore();
          const after = environment.credentials("a-b");
          expect(after.username).to.not.equal(before.username);
          for (const credentials of [before, after])
            expect(await lives(await login(credentials)), `broken at call ${n}`).to.be.true;
          await Promise.all(open.splice(0).map((session) => session.close()));
        }
        expect(n, "calls").to.be.within(15, 40);
      });

  it("changes nothing on the server before its second step, and the bootstrap may run in between", async () => {
    const before = await environment.picture();
    const version = environment.secretsManager.begin(arn);
    const handler = environment.rotation();
    await handler({ Step: "createSecret", SecretId: arn, ClientRequestToken: version });
    expect(await environment.picture()).to.deep.equal(before);
    for (const Step of steps.slice(1)) {
      await environment.make("a-b");
      await handler({ Step, SecretId: arn, ClientRequestToken: version });
    }
    await environment.make("a-b");
    for (const stage of ["AWSCURRENT", "AWSPREVIOUS"] as const)
      await login(environment.credentials("a-b", stage));
  });

  it("passes the test that Secrets Manager makes when rotation is configured: on a copy of the current value", async () => {
    const copy = environment.secretsManager.at(arn, "AWSCURRENT")!;
    const version = environment.secretsManager.begin(arn, copy);
    await environment.rotation()({ Step: "testSecret", SecretId: arn, ClientRequestToken: version });
  });

  it("does not pass its test with a password that the server does not have", async () => {
    const version = environment.secretsManager.begin(arn);
    const handler = environment.rotation();
    await handler({ Step: "createSecret", SecretId: arn, ClientRequestToken: version });
    const tried = handler({ Step: "testSecret", SecretId: arn, ClientRequestToken: version });
    expect(await tried.catch(String)).to.contain("ER_ACCESS_DENIED_ERROR");
  });

  it("refuses a pending user whose turn it is not: its password is in use", async () => {
    const { username } = environment.credentials("a-b");
    for (const other of [username, "axb", "admin"]) {
      const text = JSON.stringify({ username: other, password: "n".repeat(40) });
      const version = environment.secretsManager.begin(arn, text);
      const tried = environment.rotation()({ Step: "setSecret", SecretId: arn, ClientRequestToken: version });
      expect(await tried.catch(String), other).to.match(/whose turn it is|must name a module's user/);
    }
    await login(readCredentials(environment.secretsManager.at(arn, "AWSCURRENT")!));
  });
});
