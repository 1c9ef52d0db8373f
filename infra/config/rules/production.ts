import { fault, type Fault } from "../../faults";
import { zoneCount } from "../quotaUse";
import type { EnvironmentConfig } from "../schema/environment";

/** Floors under which the profile `prod` is not production. */
export function productionRules({ network, platform, data, modules }: EnvironmentConfig): Fault[] {
  const faults: Fault[] = [];
  const need = (ok: boolean, path: string, rule: string, got: unknown, fix: string) => {
    if (!ok) faults.push(fault(path, `${rule} in prod`, got, fix));
  };
  const zones = zoneCount(network.availabilityZones);
  need(
    network.natGateways !== "single",
    "network.natGateways",
    "must be per-zone or none",
    network.natGateways,
    "One NAT gateway is one point of failure; write per-zone.",
  );
  need(
    network.flowLogs !== false,
    "network.flowLogs",
    "must be on",
    false,
    "Remove the key to take the profile's.",
  );
  need(platform.deletionProtection, "platform.deletionProtection", "must be true", false, "Remove the key.");
  need(data.deletion === "protected", "data.deletion", "must be protected", data.deletion, "Remove the key.");
  need(
    data.secretRecoveryDays >= 7,
    "data.secretRecoveryDays",
    "must be at least 7",
    data.secretRecoveryDays,
    "Remove the key.",
  );
  if (data.mariadb) {
    need(
      data.mariadb.multiAz,
      "data.mariadb.multiAz",
      "must be true",
      false,
      "Without a standby, a lost zone is a lost database.",
    );
    need(
      data.mariadb.backupRetentionDays >= 7,
      "data.mariadb.backupRetentionDays",
      "must be at least 7",
      data.mariadb.backupRetentionDays,
      "Write 7 to 35.",
    );
  }
  if (data.qdrant) {
    need(
      data.qdrant.nodes >= 3,
      "data.qdrant.nodes",
      "must be at least 3",
      data.qdrant.nodes,
      "One node is one point of failure; write 3.",
    );
    need(
      data.qdrant.nodes < 3 || zones >= 3,
      "network.availabilityZones",
      "must be at least 3 with a Qdrant cluster",
      network.availabilityZones,
      "In two zones, losing one can lose the majority; write 3.",
    );
  }
  for (const [name, module] of Object.entries(modules)) {
    need(
      module.scaling.min >= 2,
      `modules.${name}.scaling.min`,
      "must be at least 2",
      module.scaling.min,
      "One task is one point of failure; write 2.",
    );
    need(
      module.capacity.onDemandBase >= 2 || module.capacity.spotPercent === 0,
      `modules.${name}.capacity.onDemandBase`,
      "must be at least 2 where spotPercent is not 0",
      module.capacity.onDemandBase,
      "Spot tasks may all stop at once; write 2.",
    );
    need(
      module.container.readOnlyRootFilesystem,
      `modules.${name}.container.readOnlyRootFilesystem`,
      "must be true",
      false,
      "Write what must be written to /tmp.",
    );
    need(
      !module.container.exec,
      `modules.${name}.container.exec`,
      "must be false",
      true,
      "Nobody enters a running container in prod.",
    );
  }
  return faults;
}
