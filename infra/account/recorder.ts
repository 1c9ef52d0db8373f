import type { RecorderConfig } from "../config/schema/accountSecurity";

/** What AWS Config records: the named types, or all, of which IAM's belong to every region and are recorded once. */
export function recordingGroup({ resourceTypes }: RecorderConfig) {
  return resourceTypes.length === 0
    ? { allSupported: true, includeGlobalResourceTypes: true }
    : { allSupported: false, includeGlobalResourceTypes: false, resourceTypes: [...resourceTypes].sort() };
}
