import { placeOf } from "../../capacity";
import { fault, type Fault } from "../../faults";
import { answers } from "../../moduleKinds";
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
    ...poolFloors(config),
    ...Object.entries(config.modules).flatMap(([name, module]) => moduleFloors(`modules.${name}`, module)),
    ...Object.entries(config.modules).flatMap(([name, module]) => spotFloors(name, module, config.platform)),
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

function moduleFloors(path: string, { scaling, container, ...module }: ModuleConfig): Floor[] {
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
    [readOnly, `${path}.container.readOnlyRootFilesystem`, "must be true", false, writable],
    [!exec, `${path}.container.exec`, "must be false", true, "Nobody enters a running container in prod."],
    ...Object.entries(scaling.schedules).map(([name, { min }]): Floor => [
      min >= 2 || !answers(module),
      `${path}.scaling.schedules.${name}.min`,
      "must be at least 2",
      min,
      "Callers do not sleep; write 2.",
    ]),
  ];
}

/** Seconds from AWS's notice to the end of what runs on Spot. */
const spotNoticeSeconds = 120;

/** A pool whose instances answer must not stop all at once. */
function poolFloors({ platform, modules }: EnvironmentConfig): Floor[] {
  const answering = Object.values(modules)
    .filter(isSpotShy)
    .map(({ capacity }) => capacity.pool);
  return Object.entries(platform.pools).map(([name, { spotPercent, onDemandBase }]): Floor => [
    spotPercent === 0 || onDemandBase >= 2 || !answering.includes(name),
    `platform.pools.${name}.onDemandBase`,
    fewOnDemand,
    onDemandBase,
    "Spot instances may all stop at once; write 2.",
  ]);
}

const fewOnDemand = "must be at least 2 where spotPercent is not 0";

/** Who calls it waits for the answer. A worker's message and a job can wait for another task. */
function isSpotShy({ kind }: ModuleConfig): boolean {
  return kind === "service" || kind === "web";
}

/** What answers must not stop all at once, nor in the middle of an answer. */
function spotFloors(name: string, module: ModuleConfig, { pools }: EnvironmentConfig["platform"]): Floor[] {
  const { capacity, longestResponseSeconds: longest } = module;
  if (!isSpotShy(module)) return [];
  const path = `modules.${name}.capacity.spotPercent`;
  const pool = capacity.pool === undefined ? undefined : pools[capacity.pool];
  const notice = `must be 0 where longestResponseSeconds (${longest}) is more than ${spotNoticeSeconds}`;
  const ended = "Spot ends two minutes after its notice, in the middle of an answer; run on demand.";
  switch (placeOf(capacity)) {
    case "fargate":
      return [
        [
          capacity.onDemandBase >= 2 || capacity.spotPercent === 0,
          `modules.${name}.capacity.onDemandBase`,
          fewOnDemand,
          capacity.onDemandBase,
          "Spot tasks may all stop at once; write 2.",
        ],
        [
          longest <= spotNoticeSeconds || capacity.spotPercent === 0,
          path,
          notice,
          capacity.spotPercent,
          ended,
        ],
      ];
    case "managed-instances":
      return [
        [
          capacity.spotPercent === 0,
          path,
          "must be 0 with Managed Instances",
          capacity.spotPercent,
          "Spot instances may all stop at once; run on demand.",
        ],
      ];
    case "pool":
      return [
        [
          pool === undefined || pool.spotPercent === 0 || longest <= spotNoticeSeconds,
          `modules.${name}.longestResponseSeconds`,
          `must be at most ${spotNoticeSeconds} on a pool with Spot`,
          longest,
          "Spot ends two minutes after its notice, in the middle of an answer; take a pool on demand.",
        ],
      ];
    case "external":
      return [];
  }
}
