import { fault, type Fault } from "../../faults";
import { zoneCount } from "../quotaUse";
import type { EnvironmentConfig } from "../schema/environment";
import type { ModuleConfig } from "../schema/module";

/** A floor: what holds, else the path, the rule, the value got and the fix. */
type Floor = readonly [holds: boolean, path: string, rule: string, got: unknown, fix: string];

/** Floors under which the profile `prod` is not production. */
export function productionRules(config: EnvironmentConfig): Fault[] {
  const floors = [
    ...platformFloors(config),
    ...dataFloors(config),
    ...edgeFloors(config),
    ...Object.entries(config.modules).flatMap(([name, module]) => moduleFloors(`modules.${name}`, module)),
  ];
  return floors
    .filter(([holds]) => !holds)
    .map(([, path, rule, got, fix]) => fault(path, `${rule} in prod`, got, fix));
}

function platformFloors({ network, platform }: EnvironmentConfig): Floor[] {
  const { natGateways, flowLogs } = network;
  // An adopted VPC has gateways and records of its own.
  const adopted = network.existing !== undefined;
  const single = "One NAT gateway is one point of failure; write per-zone.";
  return [
    [adopted || natGateways !== "single", "network.natGateways", "must be per-zone", natGateways, single],
    [
      adopted || flowLogs !== false,
      "network.flowLogs",
      "must be on",
      false,
      "Remove the key to take the profile's.",
    ],
    [platform.deletionProtection, "platform.deletionProtection", "must be true", false, "Remove the key."],
  ];
}

function edgeFloors({ edge }: EnvironmentConfig): Floor[] {
  const plain =
    "Without a domain there is no certificate, and the way to the load balancers is not encrypted.";
  const local = "Anybody's machine is localhost; use a client of another environment to develop.";
  return [
    [edge.domain !== undefined, "edge.domain", "is required", undefined, plain],
    ...Object.entries(edge.clients).map(([name, { returnUrls = [] }]): Floor => [
      returnUrls.every((url) => url.startsWith("https:")),
      `edge.clients.${name}.returnUrls`,
      "must be https",
      returnUrls,
      local,
    ]),
  ];
}

function dataFloors({ network, data }: EnvironmentConfig): Floor[] {
  const { deletion, secretRecoveryDays: recovery, mariadb, qdrant } = data;
  const zones = network.availabilityZones;
  const floors: Floor[] = [
    [deletion === "protected", "data.deletion", "must be protected", deletion, "Remove the key."],
    [recovery >= 7, "data.secretRecoveryDays", "must be at least 7", recovery, "Remove the key."],
  ];
  if (mariadb) {
    const { multiAz, backupRetentionDays: backups } = mariadb;
    const standby = "Without a standby, a lost zone is a lost database.";
    floors.push([multiAz, "data.mariadb.multiAz", "must be true", false, standby]);
    floors.push([
      backups >= 7,
      "data.mariadb.backupRetentionDays",
      "must be at least 7",
      backups,
      "Write 7 to 35.",
    ]);
  }
  if (qdrant) {
    const { nodes } = qdrant;
    const few = "must be at least 3 with a Qdrant cluster";
    const majority = "In two zones, losing one can lose the majority; write 3.";
    floors.push([
      nodes >= 3,
      "data.qdrant.nodes",
      "must be at least 3",
      nodes,
      "One node is one point of failure; write 3.",
    ]);
    floors.push([nodes < 3 || zoneCount(zones) >= 3, "network.availabilityZones", few, zones, majority]);
  }
  return floors;
}

function moduleFloors(path: string, { scaling, capacity, container }: ModuleConfig): Floor[] {
  const { spotPercent, onDemandBase: base } = capacity;
  const spot = "must be at least 2 where spotPercent is not 0";
  const writable = "Write what must be written to /tmp.";
  const { readOnlyRootFilesystem: readOnly, exec } = container;
  return [
    [
      scaling.min >= 2,
      `${path}.scaling.min`,
      "must be at least 2",
      scaling.min,
      "One task is one point of failure; write 2.",
    ],
    [
      base >= 2 || spotPercent === 0,
      `${path}.capacity.onDemandBase`,
      spot,
      base,
      "Spot tasks may all stop at once; write 2.",
    ],
    [readOnly, `${path}.container.readOnlyRootFilesystem`, "must be true", false, writable],
    [!exec, `${path}.container.exec`, "must be false", true, "Nobody enters a running container in prod."],
  ];
}
