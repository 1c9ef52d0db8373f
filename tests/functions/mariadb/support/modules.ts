import { dataBootstrap } from "../../../../functions/data-bootstrap/bootstrap";
import type { Parts } from "../../../../functions/data-bootstrap/parts";
import { type Credentials, readCredentials } from "../../../../functions/mariadb/credentials";
import { type Identifier, schemaIdentifier, usersOf } from "../../../../functions/mariadb/identifiers";
import type { Run, Session } from "../../../../functions/mariadb/session";
import { dropSchema, dropUser } from "../../../../functions/mariadb/statements";
import { mariadbUser } from "../../../../functions/rotate-secret/mariadbUser";
import { rotateSecret } from "../../../../functions/rotate-secret/rotate";
import { secretsOf } from "../../../../functions/secrets";
import type { TestServer } from "../../../support/mariadbServer";
import { SecretsManager } from "../../rotate-secret/support/secretsManager";

/** Two names that differ only where `_` of the first would match anything, the metadata's owner, and one more. */
export const modules = ["a-b", "axb", "planning", "search"];

export const schemaOf = (module: string): Identifier => schemaIdentifier(module.replaceAll("-", "_"))!;
/** One letter and nothing that needs quoting. */
const firstPassword = "p".repeat(40);

export type Metadata = "none" | "read" | "write";

/** The functions as they run in an environment, on a real server. */
export class Environment {
  readonly secretsManager = new SecretsManager();
  readonly adminSecretArn: string;
  readonly log: string[] = [];
  private readonly secretArns = new Map<string, string>();

  constructor(readonly server: TestServer) {
    this.adminSecretArn = this.secretsManager.add("admin", JSON.stringify(server.administrator));
  }

  /** What a stack gives to the function for one module. */
  input(module: string, metadata: Metadata = "none", onRemove: "keep" | "drop" = "keep") {
    const { host, port } = this.server;
    const { adminSecretArn } = this;
    const userSecretArn = this.secretOf(module);
    const mariadb = { host, port, adminSecretArn, userSecretArn, schema: schemaOf(module), metadata };
    return { revision: 1, module, onRemove, mariadb };
  }

  bootstrap(change: Partial<Parts> = {}) {
    return dataBootstrap({
      secrets: secretsOf(this.secretsManager.client),
      openMariadb: this.server.open,
      openQdrant: () => Promise.reject(new Error("no Qdrant here")),
      now: () => new Date(),
      log: (line) => this.log.push(line),
      ...change,
    });
  }

  make(module: string, metadata?: Metadata): Promise<unknown> {
    return this.bootstrap()({ ...this.input(module, metadata), tf: { action: "create", prev_input: null } });
  }

  rotation(open = this.server.open) {
    const { host, port } = this.server;
    const server = { host, port, adminSecretArn: this.adminSecretArn };
    const { secretsManager } = this;
    return rotateSecret({
      secretsManager: secretsManager.client,
      announce: () => Promise.resolve(),
      kindOf: () =>
        mariadbUser({ server, readSecret: (arn) => secretsOf(secretsManager.client).read(arn) }, open),
      log: (line) => this.log.push(line),
    });
  }

  rotate(module: string): Promise<void> {
    return this.secretsManager.rotate(this.secretOf(module), this.rotation());
  }

  secretOf(module: string): string {
    const there = this.secretArns.get(module);
    if (there !== undefined) return there;
    const text = JSON.stringify({ username: schemaOf(module), password: firstPassword });
    const tags = { Rotation: "mariadb-user", Restarts: module, Environment: "test" };
    const arn = this.secretsManager.add(module, text, tags);
    this.secretArns.set(module, arn);
    return arn;
  }

  /** What tasks that start now log in with, or those that started before the last rotation. */
  credentials(module: string, stage: "AWSCURRENT" | "AWSPREVIOUS" = "AWSCURRENT"): Credentials {
    return readCredentials(this.secretsManager.at(this.secretOf(module), stage)!);
  }

  login(module: string, stage?: "AWSCURRENT" | "AWSPREVIOUS"): Promise<Session> {
    return this.server.open(this.server, this.credentials(module, stage), schemaOf(module));
  }

  /** As the administrator. */
  async sql<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const session = await this.server.open(this.server, this.server.administrator);
    try {
      return await work(session.run);
    } finally {
      await session.close();
    }
  }

  /** Takes all that tests make, those of a run that was broken off among them. */
  async clean(): Promise<void> {
    await this.sql(async (run) => {
      for (const schema of modules.map(schemaOf)) {
        for (const user of Object.values(usersOf(schema)) as Identifier[]) await run(dropUser(user));
        await run(dropSchema(schema));
      }
      await run(sql("DROP DATABASE IF EXISTS `platform_metadata`"));
    });
  }

  /** Everything that the functions make, in the server's own words. */
  picture(): Promise<string[]> {
    const users = modules.flatMap((module) => Object.values(usersOf(schemaOf(module))) as Identifier[]);
    return this.sql(async (run) => {
      const ask = async (text: string) =>
        (await run(sql(text)).catch((error: unknown) => [{ error: String(error) }])).map((row) =>
          JSON.stringify(row),
        );
      const answers: string[] = [];
      for (const user of users)
        answers.push(
          ...(await ask(`SHOW CREATE USER '${user}'@'%'`)),
          ...(await ask(`SHOW GRANTS FOR '${user}'@'%'`)),
        );
      const own = [...modules.map(schemaOf), "platform_metadata"].map((name) => `'${name}'`).join();
      return [
        ...answers,
        ...(await ask(`SELECT * FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN (${own}) ORDER BY 2`)),
      ];
    });
  }
}

/** A statement of a test. */
export function sql(text: string) {
  return { what: text, sql: text };
}
