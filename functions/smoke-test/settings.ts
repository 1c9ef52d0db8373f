import { validateHeaderName, validateHeaderValue } from "node:http";

/** What one module's hook tells in its `hookDetails`. */
export interface Settings {
  readonly url: URL;
  /** The name in the certificate, which is never that of the load balancer itself. */
  readonly host?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the module answers when it is well. */
  readonly status: number;
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly intervalSeconds: number;
}

/** Of the function's timeout of 60 seconds, for all attempts and the waits between them. */
export const longestSeconds = 45;

const keys = ["url", "headers", "status", "timeoutSeconds", "attempts", "intervalSeconds"] as const;
const hostPattern = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * Reads a hook's details and throws all their faults at once. Nothing has a default and nothing else may stand
 * there: a setting that is misspelt and so ignored might let a release pass that it was meant to stop.
 */
export function readSettings(hookDetails: unknown): Settings {
  if (!isRecord(hookDetails)) throw new Error("the hook's hookDetails must be a JSON object");

  const faults: string[] = [];
  const told = (name: string, rule: string) => void faults.push(`${name} ${rule}`);

  for (const key of keys) if (!(key in hookDetails)) told(key, "is missing");
  for (const key of Object.keys(hookDetails))
    if (key !== "host" && !keys.some((known) => known === key)) told(key, "is not known here");

  const { url, host, headers, status, timeoutSeconds, attempts, intervalSeconds } = hookDetails;
  if (url !== undefined && !isUrl(url))
    told("url", "must be an http or https URL without user and fragment, for example https://lb:8443/health");
  if (host !== undefined && !(typeof host === "string" && hostPattern.test(host)))
    told("host", "must be a DNS name in lower case, for example api.example.com");
  if (headers !== undefined) faults.push(...headerFaults(headers));

  const whole = (name: string, value: unknown, from: number, to: number) => {
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= from && Number(value) <= to))
      told(name, `must be a whole number from ${from} to ${to}`);
  };
  // From 500 on it is the load balancer that speaks for a target that is not there.
  whole("status", status, 200, 499);
  whole("timeoutSeconds", timeoutSeconds, 1, longestSeconds);
  whole("attempts", attempts, 1, longestSeconds);
  whole("intervalSeconds", intervalSeconds, 0, longestSeconds);
  const seconds =
    Number(attempts) * Number(timeoutSeconds) + (Number(attempts) - 1) * Number(intervalSeconds);
  if (seconds > longestSeconds)
    told("attempts", `must end within ${longestSeconds} seconds, and may take ${seconds}`);

  if (faults.length > 0)
    throw new Error([`the hook's hookDetails have ${faults.length} fault(s):`, ...faults].join("\n  "));
  return { ...hookDetails, url: new URL(url as string) } as Settings;
}

function headerFaults(headers: unknown): string[] {
  if (!isRecord(headers)) return ['headers must be an object, for example {"X-Edge-Module":"planning"}'];
  return Object.entries(headers).flatMap(([name, value]) => {
    // Two owners of one header could disagree, and the one that TLS does not check would win.
    if (name.toLowerCase() === "host") return ["headers must not have a Host: host is its place"];
    // The value may be a secret, and stays out of the fault.
    return isHeader(name, value) ? [] : [`headers must be texts that HTTP allows; ${name} is none`];
  });
}

function isHeader(name: string, value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function isUrl(text: unknown): boolean {
  if (typeof text !== "string" || !/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password, hash } = new URL(text);
  return username === "" && password === "" && hash === "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
