import { placeOf } from "../../capacity";
import { fault, type Fault } from "../../faults";
import { answers } from "../../moduleKinds";
import { zoneCount } from "../quotaUse";
import type { CacheConfig, MariadbConfig, QdrantConfig } from "../schema/data";
import type { EnvironmentConfig } from "../schema/environment";
import type { ModuleConfig } from "../schema/module";

/** A floor: what holds, else the path, the rule, the value got and the fix. */
type Floor = readonly [holds: boolean, path: string, rule: string, got: unknown, fix: string];

type Zones = EnvironmentConfig["network"]["availabilityZones"];

/** Floors under which the profile `prod` is not production. */
export function productionRules(config: EnvironmentConfig): Fault[] {
  const floors = [
    ...platformFloors(config),
    ...dataFloors(config),
    ...edgeFloors(config),
    ...alarmFloors(config),
    ...auditFloors(config),
    ...poolFloors(config),
    ...Object.entries(config.modules).flatMap(([name, module]) => moduleFloors(`modules.${name}`, module)),
    ...Object.entries(config.modules).flatMap(([name, module]) => spotFloors(name, module, config.platform)),
  ];
  return floors
    .filter(([holds]) => !holds)
    .map(([, path, rule, got, fix]) => fault(path, `${rule} in prod`, got, fix));
}

function platformFloors({ network, platform }: EnvironmentConfig): Floor[] {
  const { natGateways, flowLogs, egress } = network;
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
    [
      adopted || egress.mode === "block" || egress.mode === "strict",
      "network.egress.mode",
      "must be block or strict",
      egress.mode,
      "Whoever gets into a module could send its data anywhere; remove the key to take the profile's.",
    ],
    [
      adopted || !egress.failOpen,
      "network.egress.failOpen",
      "must be false",
      true,
      "A firewall that fails open is none; remove the key.",
    ],
    [platform.deletionProtection, "platform.deletionProtection", "must be true", false, "Remove the key."],
  ];
}

function alarmFloors({ observability: { owner, subscribers } }: EnvironmentConfig): Floor[] {
  const told = Object.values(subscribers).some(
    (subscriber) => subscriber.severities.includes("critical") && subscriber.owner === undefined,
  );
  const nobody = "An alarm that nobody hears is none; name a mailbox or a channel that somebody looks at.";
  return [
    [
      owner !== undefined,
      "observability.owner",
      "is required",
      undefined,
      "Write who answers for the platform.",
    ],
    [
      told,
      "observability.subscribers",
      "must have one for every critical alarm",
      Object.keys(subscribers),
      nobody,
    ],
  ];
}

function auditFloors({ audit: { trail, logRetentionDays: days } }: EnvironmentConfig): Floor[] {
  const unseen =
    "Nobody could tell who did what; where an organization has a trail, write managementEvents: false.";
  const year = "What somebody did may be asked a year later; remove the key to take the profile's.";
  return [
    [trail !== false, "audit.trail", "must be on", false, unseen],
    [
      trail === false || trail.retentionDays >= 365,
      "audit.trail.retentionDays",
      "must be at least 365",
      trail && trail.retentionDays,
      year,
    ],
    [days >= 365, "audit.logRetentionDays", "must be at least 365", days, year],
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
  const { deletion, secretRecoveryDays: recovery, mariadb, qdrant, cache } = data;
  const unrotated = "What leaked once would open the data for ever; remove the key to take the profile's.";
  const copies = "Its own backups go with a database; remove the key to take the profile's.";
  const unseen = "Nobody could tell who read what; remove the key.";
  return [
    [deletion === "protected", "data.deletion", "must be protected", deletion, "Remove the key."],
    [recovery >= 7, "data.secretRecoveryDays", "must be at least 7", recovery, "Remove the key."],
    [data.rotationDays !== false, "data.rotationDays", "must be on", false, unrotated],
    [data.backups !== false, "data.backups", "must be on", false, copies],
    [data.bucketAccessLogs, "data.bucketAccessLogs", "must be true", false, unseen],
    ...(mariadb ? mariadbFloors(mariadb) : []),
    ...(qdrant ? qdrantFloors(qdrant, network.availabilityZones) : []),
    ...(cache ? cacheFloors(cache) : []),
  ];
}

function mariadbFloors({ multiAz, backupRetentionDays: backups }: MariadbConfig): Floor[] {
  const standby = "Without a standby, a lost zone is a lost database.";
  return [
    [multiAz, "data.mariadb.multiAz", "must be true", false, standby],
    [backups >= 7, "data.mariadb.backupRetentionDays", "must be at least 7", backups, "Write 7 to 35."],
  ];
}

function qdrantFloors({ nodes, snapshotRetentionDays }: QdrantConfig, zones: Zones): Floor[] {
  const few = "must be at least 3 with a Qdrant cluster";
  const majority = "In two zones, losing one can lose the majority; write 3.";
  const one = "One node is one point of failure; write 3.";
  const unsaved = "A copy of a volume is not one of a collection; remove the key to take the profile's.";
  return [
    [nodes >= 3, "data.qdrant.nodes", "must be at least 3", nodes, one],
    [nodes < 3 || zoneCount(zones) >= 3, "network.availabilityZones", few, zones, majority],
    [snapshotRetentionDays !== false, "data.qdrant.snapshotRetentionDays", "must be on", false, unsaved],
  ];
}

function cacheFloors({ nodeType, replicas = 0 }: CacheConfig): Floor[] {
  const holds = nodeType === "serverless" || replicas >= 1;
  const alone = "With one node, a lost zone is a lost cache; write 1.";
  return [[holds, "data.cache.replicas", "must be at least 1", replicas, alone]];
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
