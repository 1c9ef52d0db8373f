import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Episode } from "./episode";
import { comingUp, destroy, destroyRefused, lifeOfDrift } from "./everyLife";
import { lifeOfIssuers } from "./issuer";
import { lifeOfNewcomer } from "./newcomer";

/** Everything that happens to an environment, from its first `up` to its end. */
export function life(
  config: Pick<EnvironmentConfig, "data" | "edge" | "network" | "observability">,
): Episode[] {
  const { data, edge } = config;
  const isProtected = data.deletion === "protected";
  return [
    ...comingUp,
    ...lifeOfNewcomer(config),
    // The file of an environment with an issuer of its own does not say what Cognito would have to know.
    ...(edge.authentication === "cognito" ? lifeOfIssuers(config) : []),
    ...lifeOfDrift({
      title: "a log group is changed by hand",
      type: "aws:cloudwatch/logGroup:LogGroup",
      inputs: { retentionInDays: 1 },
    }),
    isProtected ? destroyRefused : destroy(),
  ];
}
