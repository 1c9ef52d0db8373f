import { expect } from "chai";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { alarmDescription, ownerMark } from "../../../infra/alarms/alarm";
import { runbooks } from "../../../infra/alarms/runbooks";
import { root } from "../../support/harness";

describe("the words of an alarm", () => {
  const words = { severity: "critical", description: "Too slow.", runbook: "module-latency" } as const;

  it("are owner, severity, what has happened, and what to do", () => {
    const owner = "planning-team@example.com";
    const pages = "https://github.com/example-org/ai-platform/blob/main/docs/runbooks";
    expect(alarmDescription(words, { owner, runbooks: pages })).to.equal(
      `[planning-team@example.com] critical: Too slow. Runbook: ${pages}/module-latency.md`,
    );
  });

  it("name the page where nobody said where pages are, and say that nobody owns it", () => {
    expect(alarmDescription(words, { owner: undefined, runbooks: undefined })).to.equal(
      "[no owner] critical: Too slow. Runbook: module-latency.md",
    );
  });

  it("begin so that no owner gets another's alarms", () => {
    const alarm = alarmDescription(words, { owner: "a@example.com", runbooks: undefined });
    expect(alarm.startsWith(ownerMark("a@example.com"))).to.equal(true);
    expect(alarm.startsWith(ownerMark("a@example.co"))).to.equal(false);
  });
});

describe("runbooks of alarms", () => {
  it("are pages of docs/runbooks", () => {
    const pages = readdirSync(join(root, "docs/runbooks")).map((file) => file.replace(/\.md$/, ""));
    expect(pages).to.include.members([...runbooks]);
  });
});
