import { expect } from "chai";
import { readSettings } from "../../../functions/smoke-test/settings";
import { details } from "./support/hook";

const faultsOf = (hookDetails: unknown): string[] => {
  try {
    readSettings(hookDetails);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n").map((line) => line.trim());
  }
};

describe("the smoke test's settings", () => {
  it("are read from the hook's details", () => {
    const told = { ...details, host: "api.example.com" };
    expect(readSettings(told)).to.deep.equal({ ...told, url: new URL(details.url) });
    expect(readSettings(details)).to.not.have.property("host");
  });

  for (const url of ["http://lb.internal/", "https://127.0.0.1:8443/a/b?c=d", "https://[::1]:8443/health"])
    it(`take ${url}`, () => {
      expect(readSettings({ ...details, url }).url.href).to.equal(url);
    });

  it("take the bounds themselves", () => {
    for (const [timeoutSeconds, attempts, intervalSeconds] of [
      [45, 1, 45],
      [1, 45, 0],
      [5, 6, 3],
    ])
      expect(faultsOf({ ...details, timeoutSeconds, attempts, intervalSeconds })).to.deep.equal([]);
    for (const status of [200, 401, 499]) expect(faultsOf({ ...details, status })).to.deep.equal([]);
  });

  const { url, headers, status, timeoutSeconds, attempts, intervalSeconds } = details;
  for (const [name, rule, change] of [
    ["url", "is missing", { headers, status, timeoutSeconds, attempts, intervalSeconds }],
    ["headers", "is missing", { url, status, timeoutSeconds, attempts, intervalSeconds }],
    ["status", "is missing", { url, headers, timeoutSeconds, attempts, intervalSeconds }],
    ["timeoutSeconds", "is missing", { url, headers, status, attempts, intervalSeconds }],
    ["attempts", "is missing", { url, headers, status, timeoutSeconds, intervalSeconds }],
    ["intervalSeconds", "is missing", { url, headers, status, timeoutSeconds, attempts }],
    ["stauts", "is not known here", { ...details, stauts: 200 }],
    ["method", "is not known here", { ...details, method: "POST" }],
    ["attempts", "must end within 45 seconds, and may take 52", { ...details, timeoutSeconds: 8 }],
    ["attempts", "must end within 45 seconds, and may take 49", { ...details, intervalSeconds: 6 }],
    ...["", "/health", "ftp://lb/", "http://", "http://a b/", "http://u@lb/", "http://:p@lb/", 7].map(
      (bad) => ["url", "must be an http or https URL", { ...details, url: bad }] as const,
    ),
    ["url", "must be an http or https URL", { ...details, url: "https://lb/health#top" }],
    ...["", "localhost", "API.example.com", "api.example.com:8443", "10.0.0.1", "a..com", "-a.com", null].map(
      (bad) => ["host", "must be a DNS name", { ...details, host: bad }] as const,
    ),
    ["headers", "must be an object", { ...details, headers: ["X-Edge-Module"] }],
    ["headers", "must be an object", { ...details, headers: null }],
    ["headers", "must not have a Host", { ...details, headers: { hOsT: "x" } }],
    ["headers", "must be texts that HTTP allows; X-Count is none", { ...details, headers: { "X-Count": 7 } }],
    ["headers", "must be texts that HTTP allows; X Y is none", { ...details, headers: { "X Y": "a" } }],
    ["headers", "must be texts that HTTP allows; X is none", { ...details, headers: { X: "a\r\nY: b" } }],
    ...[199, 500, 503, 200.5, "200", null].map(
      (bad) => ["status", "must be a whole number from 200 to 499", { ...details, status: bad }] as const,
    ),
    ...[0, -1, 1.5, 46, "5"].flatMap((bad) => [
      ["timeoutSeconds", "must be a whole number from 1", { ...details, timeoutSeconds: bad }] as const,
      ["attempts", "must be a whole number from 1", { ...details, attempts: bad }] as const,
    ]),
    ["intervalSeconds", "must be a whole number from 0 to 45", { ...details, intervalSeconds: -1 }],
  ] as const)
    it(`refuse ${JSON.stringify(change)}`, () => {
      const faults = faultsOf(change).filter((fault) => fault.startsWith(`${name} ${rule}`));
      expect(faults).to.have.length(1);
    });

  it("refuse what is no object, a text of JSON among it, for ECS sends the object itself", () => {
    for (const bad of [undefined, null, "", 7, [], JSON.stringify(details)])
      expect(faultsOf(bad)).to.deep.equal(["the hook's hookDetails must be a JSON object"]);
  });

  it("tell all their faults at once, and no header's value", () => {
    const [headline, ...faults] = faultsOf({ url: "", headers: { X: "secret\n" }, status: 1, attempts: 0 });
    expect(headline).to.equal("the hook's hookDetails have 6 fault(s):");
    expect(faults.map((fault) => fault.split(" ")[0])).to.deep.equal([
      "timeoutSeconds",
      "intervalSeconds",
      "url",
      "headers",
      "status",
      "attempts",
    ]);
    expect(faults.join()).to.not.contain("secret");
  });
});
