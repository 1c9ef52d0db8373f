import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { permitted, permittedPlan } from "../../../automation/deploy/preview";
import { OperatorError } from "../../../automation/operatorError";
import { ConfigFaults } from "../../../infra/faults";
import { configOf, region, root } from "../../support/harness";

const ref = (stack: string, folder = root) => ({
  ref: { stack, path: join(folder, `Pulumi.${stack}.yaml`) },
});

const thrownBy = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

describe("what an update goes by", () => {
  it("is what the file of an environment says", async () => {
    expect(await permitted(ref("dev"))).to.deep.equal(configOf("dev"));
  });

  it("is of the shared stack where it is, and no module, since none runs there", async () => {
    expect(await permitted(ref("shared"))).to.deep.equal({ name: "shared", aws: { region }, modules: {} });
  });

  it("is nothing for a shared stack with faults", async () => {
    const folder = mkdtempSync(join(tmpdir(), "permitted-"));
    try {
      const broken = ref("shared", folder);
      writeFileSync(broken.ref.path, `config:\n  aws:region: ${region}\n  ai-platform:delivery: {}\n`);
      const error = await thrownBy(permitted(broken));
      expect(error).to.be.instanceOf(ConfigFaults);
      expect(error!.message).to.contain("delivery.owner");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is nothing for an environment that is planned above its budget", async () => {
    const folder = mkdtempSync(join(tmpdir(), "permitted-"));
    try {
      const poor = ref("dev", folder);
      const text = readFileSync(ref("dev").ref.path, "utf8");
      writeFileSync(poor.ref.path, text.replace(/monthlyUsd: \d+/, "monthlyUsd: 1"));
      for (const ask of [permitted, permittedPlan]) {
        const error = await thrownBy(ask(poor));
        expect(error).to.be.instanceOf(OperatorError);
        expect((error as OperatorError).exitCode).to.equal(2);
        expect(error!.message).to.contain(
          "dev would cost more than 1 budget(s):\n  budget.monthlyUsd must be",
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is nothing where a release is asked of the shared stack", async () => {
    expect(await thrownBy(permittedPlan(ref("shared")))).to.be.instanceOf(OperatorError);
  });
});
