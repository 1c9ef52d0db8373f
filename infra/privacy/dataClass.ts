import { logGroupName } from "../naming";

/** What AWS alone writes, of packets, names of hosts and its own events: nothing in it was said by a person. */
const technical = [
  ["account", "bedrock"],
  ["network", "dns"],
  ["network", "firewall"],
  ["network", "flows"],
  ["platform", "events"],
] as const;

/** Whether a log group can hold what people wrote. One that nobody has thought of can. */
export function mayHoldPersonalData(environment: string, path: string | undefined): boolean {
  return !technical.some((parts) => logGroupName(environment, ...parts) === path);
}

/** Whether who calls a bucket is recorded; S3 and the load balancers write records of other calls into these. */
export function isDataBucket(name: string): boolean {
  return !/-(access|alb)-logs$/.test(name);
}
