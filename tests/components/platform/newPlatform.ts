import { PlatformTier, type PlatformTierArgs } from "../../../components/platform/PlatformTier";
import { alarms, type Built, build, key, network, platformConfig, scope } from "../../support/fixtures";

/** A platform on its own, with one load balancer that nobody tests; `change` is what differs. */
export function builtPlatform(change: Partial<PlatformTierArgs> = {}): Promise<Built> {
  return build(
    () =>
      new PlatformTier("platform", {
        scope: scope(),
        network: network(),
        logsKey: key("logs"),
        alarms: alarms(),
        loadBalancers: [1],
        testedLoadBalancers: [],
        ...platformConfig(),
        ...change,
      }),
  );
}
