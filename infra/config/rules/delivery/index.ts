import type { Fault } from "../../../faults";
import type { KnownEnvironments } from "../../loadShared";
import type { SharedConfig } from "../../schema/shared";
import { careFaults } from "./care";
import { environmentFaults } from "./environments";
import { moduleFaults } from "./modules";
import { registryFaults } from "./registry";
import { sourceFaults } from "./source";
import { stateFaults } from "./state";
import { trustFaults } from "./trust";

/** The rules between values of the shared stack, whose single values are right. */
export function deliveryRules(config: SharedConfig, known: KnownEnvironments): Fault[] {
  return [
    ...sourceFaults(config.delivery),
    ...stateFaults(config.delivery),
    ...environmentFaults(config, known),
    ...registryFaults(config),
    ...careFaults(config.delivery),
    ...moduleFaults(config.delivery),
    ...trustFaults(config.delivery),
  ];
}
