import { fault, type Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";

export function platformRules({ platform, aws }: EnvironmentConfig): Fault[] {
  const authority = platform.serviceTls === false ? "own" : platform.serviceTls.authority;
  const region = authority === "own" ? aws.region : authority.split(":")[3];
  return region === aws.region
    ? []
    : [
        fault(
          "platform.serviceTls.authority",
          `must be in ${aws.region}`,
          authority,
          "ECS asks the authority in its own region; name one there, or write own.",
        ),
      ];
}
