import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import type { PolicyEvent } from "@pulumi/pulumi/automation";
import { findEngine } from "../../automation/engine/find";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { root } from "../support/harness";
import { deadline, end, rehearse } from "./rehearsing";
import { needEngine } from "./support/needEngine";

/** The engine runs a policy pack in Node.js by these, which come with the official download only. */
const hosts = ["pulumi-language-nodejs", "pulumi-analyzer-policy"];

describe("the policy pack, run by the engine", function () {
  this.timeout(2 * deadline);
  let rehearsal: Rehearsal | undefined;

  before(async function () {
    await needEngine(this);
    const { binary } = (await findEngine())!;
    const folders = [dirname(binary), ...(process.env.PATH ?? "").split(delimiter)];
    const missing = hosts.filter((host) => !folders.some((folder) => existsSync(join(folder, host))));
    if (missing.length > 0) {
      console.log(`      skipped: no ${missing.join(" and no ")} beside the CLI; built with Go, it has none`);
      this.skip();
    }
  });
  after(() => end(rehearsal));

  for (const stack of ["dev", "prod"] as const)
    it(`has nothing mandatory to say of ${stack}`, async () => {
      rehearsal = await rehearse(stack);
      const events: PolicyEvent[] = [];
      await rehearsal.stack.preview({
        policyPacks: [join(root, "policy")],
        signal: AbortSignal.timeout(deadline),
        onEvent: ({ policyEvent }) => {
          if (policyEvent) events.push(policyEvent);
        },
      });
      expect(events.filter(({ enforcementLevel }) => enforcementLevel === "mandatory")).to.deep.equal([]);
      end(rehearsal);
    });
});
