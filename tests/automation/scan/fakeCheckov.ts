import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/harness";

/** Where .ci/install-checkov would put Checkov below a cache folder. */
export function checkovFolder(cache: string): string {
  const sum = createHash("sha256")
    .update(readFileSync(join(root, "scan/requirements.txt")))
    .digest("hex");
  return join(cache, `ai-platform/checkov-${sum.slice(0, 12)}`);
}

/** What it finds: the body of a function of the plans, by file. */
export interface FakeAnswer {
  /** JavaScript that makes failed checks of `resources`, those of one plan: `{ check_id, check_name, resource }`. */
  readonly failed?: string;
  /** JavaScript instead of an answer. */
  readonly instead?: string;
  /** How many of the resources it does not see. */
  readonly overlooked?: number;
}

/** A cache folder with a Checkov that reads the plans as the real one does, and answers as it is told. */
export function fakeCheckov({ failed = "[]", instead = "", overlooked = 0 }: FakeAnswer = {}): string {
  const cache = mkdtempSync(join(tmpdir(), "ai-platform-checkov-"));
  const folder = checkovFolder(cache);
  mkdirSync(join(folder, "bin"), { recursive: true });
  const script = `#!${process.execPath}
    const { readdirSync, readFileSync } = require("node:fs");
    ${instead}
    const folder = process.argv[process.argv.indexOf("--directory") + 1];
    const failed = [], passed = [];
    let count = -${overlooked};
    for (const file of readdirSync(folder)) {
      const { resources } = JSON.parse(readFileSync(folder + "/" + file, "utf8")).planned_values.root_module;
      count += resources.length;
      for (const one of ${failed}) failed.push({ ...one, file_path: "/" + file });
      passed.push({ check_id: "CKV_AWS_1", check_name: "one", resource: resources[0].address, file_path: "/" + file });
    }
    process.stdout.write(JSON.stringify({
      results: { failed_checks: failed, passed_checks: passed },
      summary: { parsing_errors: 0, resource_count: count, checkov_version: "9.9.9" },
    }));`;
  writeFileSync(join(folder, "bin/checkov"), script, { mode: 0o755 });
  writeFileSync(join(folder, "complete"), "");
  return cache;
}
