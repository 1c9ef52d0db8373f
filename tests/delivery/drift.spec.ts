import { expect } from "chai";
import { run } from "./run";

describe("delivery/drift.sh", () => {
  const drift = (
    answers: Readonly<Record<string, unknown>>,
    variables: Readonly<Record<string, string>> = {},
  ) => run("drift", { answers, variables: { MODULE: undefined, ...variables } });

  it("looks at the environment, and prints what it finds", () => {
    const { status, stdout, stderr, calls } = drift({ "npx-drift": "no drift\n" });
    expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: "no drift\n", stderr: "" });
    expect(calls).to.deep.equal(["npx ai-platform deploy drift dev --timeout 30"]);
  });

  for (const [status, told] of [
    [3, "dev has drifted: deploy it again, or bring the change into Pulumi.dev.yaml."],
    [5, "dev could not be looked at; what the exit status 5 means is in docs/deploy.md."],
  ] as const)
    it(`fails as "deploy" fails, with ${status}, and keeps its report`, () => {
      const failed = drift({ "npx-drift": "~ bucket\n", "npx-drift.status": String(status) });
      expect(failed).to.deep.include({ status, stdout: "~ bucket\n", stderr: `drift.sh: ${told}\n` });
    });

  const role = { ENVIRONMENT_ROLE: "arn:aws:iam::444455556666:role/looks" };

  it("looks with the role of the environment, and not without it", () => {
    const session = { Credentials: { AccessKeyId: "other", SecretAccessKey: "s", SessionToken: "t" } };
    const { status, calls } = drift({ "aws-assume-role": session }, role);
    expect(status).to.equal(0);
    expect(calls[0]).to.include(`--role-arn ${role.ENVIRONMENT_ROLE} --role-session-name delivery-dev `);
    const refused = drift({ "aws-assume-role.status": "254" }, role);
    expect(refused.status).to.equal(2);
    expect(refused.calls).to.have.length(1);
    expect(refused.stderr).to.include(`cannot take the role ${role.ENVIRONMENT_ROLE}.`);
  });
});
