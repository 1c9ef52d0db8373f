import { expect } from "chai";
import { only } from "../../support/harness";
import { listOf, policiesOf } from "../../support/resources";
import { containersOf, each, refused, refusedAll, type Trap } from "./trap";

const secret = "aws:secretsmanager/secret:Secret";
const version = "aws:secretsmanager/secretVersion:SecretVersion";
const rotation = "aws:secretsmanager/secretRotation:SecretRotation";

export const secretTraps: readonly Trap[] = [
  ...refusedAll(
    "a time of recovery that does not exist",
    "data.secretRecoveryDays",
    { "data.secretRecoveryDays": 1 },
    { "data.secretRecoveryDays": 6 },
    { "data.secretRecoveryDays": 31 },
  ),
  [
    "a name that is taken until a deleted secret is gone for good",
    ({ whole, small }) => {
      for (const graph of [whole, small])
        each(graph, secret, ({ inputs }) => expect(inputs).not.to.have.any.keys("name", "namePrefix"));
      each(small, secret, ({ inputs }) => expect(inputs.recoveryWindowInDays).to.equal(0));
    },
  ],
  [
    "a value in the state, and an `up` that undoes a rotation",
    ({ whole }) =>
      each(whole, version, ({ inputs, options }) => {
        expect(inputs).not.to.have.any.keys("secretString", "secretBinary");
        expect(inputs).to.include.keys("secretStringWo", "secretStringWoVersion");
        expect(options.ignoreChanges).to.include("secretStringWo");
      }),
  ],
  [
    "a rotation at the moment of making, before there is a user",
    ({ whole }) => each(whole, rotation, ({ inputs }) => expect(inputs.rotateImmediately).to.equal(false)),
  ],
  [
    "a rotation that may not call its function yet",
    ({ whole }) => {
      const permissions = whole
        .ofType("aws:lambda/permission:Permission")
        .filter(({ inputs }) => inputs.principal === "secretsmanager.amazonaws.com")
        .map(({ urn }) => urn);
      expect(permissions).to.have.length(1);
      each(whole, rotation, ({ options }) => expect(options.dependencies).to.include.members(permissions));
    },
  ],
  [
    "a rotation without a rule",
    ({ whole }) =>
      each(whole, rotation, ({ inputs }) => {
        const { automaticallyAfterDays: days } = inputs.rotationRules as { automaticallyAfterDays: number };
        expect(days).to.be.within(1, 1000);
      }),
  ],
  [
    "a password in production that never changes",
    refused("data.rotationDays", { "data.rotationDays": false }, "prod"),
  ],
  [
    "tasks that go on with the value that they started with",
    ({ whole }) => {
      const rotated = new Set(whole.ofType(rotation).map(({ inputs }) => inputs.secretId));
      const services = new Set(whole.ofType("aws:ecs/service:Service").map(({ name }) => name));
      const read = whole.ofType(secret).filter(({ outputs }) => rotated.has(outputs.arn));
      expect(read.length).to.equal(rotated.size).and.be.greaterThan(0);
      for (const { name, inputs } of read) {
        const restarts = String((inputs.tags as Record<string, string>).Restarts).split(" ");
        for (const service of restarts) expect([...services], name).to.include(service);
      }
      expect(
        only(whole, "aws:cloudwatch/eventRule:EventRule", "data-restarts").inputs.eventPattern,
      ).to.contain("Secret rotated");
    },
  ],
  [
    "a field of a secret in another form than ECS reads",
    ({ whole }) => {
      const values = containersOf(whole).flatMap(({ secrets = [] }) => secrets);
      expect(values.length).to.be.greaterThan(10);
      for (const { name, valueFrom } of values)
        expect(valueFrom, name).to.match(/^arn:aws:secretsmanager:[^:]+:\d{12}:secret:[^:]+(:[a-z]+::)?$/);
    },
  ],
  [
    "a role that may read a secret and not use its key",
    ({ whole }) => {
      const execution = policiesOf(whole).filter(
        ({ node }) => node.name.endsWith("-execution") && node.inputs.policy,
      );
      for (const { node, statements } of execution) {
        const actions = statements.flatMap(({ Action }) => listOf(Action));
        if (actions.includes("secretsmanager:GetSecretValue"))
          expect(actions, node.name).to.include("kms:Decrypt");
      }
      expect(execution.length).to.be.greaterThan(3);
    },
  ],
  [
    "a policy of a secret that locks its maker out",
    ({ whole }) => expect(whole.ofType("aws:secretsmanager/secretPolicy:SecretPolicy")).to.deep.equal([]),
  ],
  [
    "a variable that is plain and secret at once",
    ({ whole }) => {
      for (const { name, environment, secrets = [] } of containersOf(whole)) {
        const names = [...environment, ...secrets].map((variable) => variable.name);
        expect(new Set(names).size, name).to.equal(names.length);
      }
    },
  ],
  [
    "a module's own variable in place of the platform's",
    refused("modules.planning.environment.DB_PASSWORD", {
      "modules.planning.environment": { DB_PASSWORD: "x" },
    }),
  ],
];
