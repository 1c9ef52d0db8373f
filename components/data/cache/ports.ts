export const cachePort = 6379;

/** Where a serverless cache answers reads that may be a little behind. */
const readPort = 6380;

export function cachePorts(nodeType: string): readonly number[] {
  return nodeType === "serverless" ? [cachePort, readPort] : [cachePort];
}
