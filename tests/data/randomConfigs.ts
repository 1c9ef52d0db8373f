import fc from "fast-check";
import { checkConfig } from "../../infra/config/load";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { faultText } from "../../infra/faults";
import { project } from "../../infra/naming";
import { profiles } from "../../stacks/profiles";

type Values = Record<string, unknown>;
type Modules = Record<string, Values & { readonly data: Values }>;

/** A stack file in its parts, so that an edit can be the exchange of some of them. */
export interface Parts {
  readonly profile: "dev" | "staging" | "prod";
  readonly network: Values;
  readonly general: Values;
  readonly mariadb: Values | false;
  readonly qdrant: Values | false;
  readonly cache: Values | false;
  readonly backups: Values | false;
  readonly modules: Modules;
}

const days = (from: number, to: number) => fc.integer({ min: from, max: to });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof(fc.constant<false>(false), arbitrary);
/** Some of the keys, each with a value: whatever is left out comes from the profile. */
const some = (values: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Values> =>
  fc.record(values, { requiredKeys: [] });

const network = some({
  availabilityZones: fc.constantFrom(
    2,
    3,
    4,
    ["ap-northeast-2a", "ap-northeast-2c"],
    ["ap-northeast-2c", "ap-northeast-2a", "ap-northeast-2b"],
    ["ap-northeast-2b", "ap-northeast-2d"],
  ),
  natGateways: fc.constantFrom("single", "per-zone"),
});

const general = some({
  deletion: fc.constantFrom("protected", "disposable"),
  keyDeletionDays: days(7, 30),
  secretRecoveryDays: fc.oneof(fc.constant(0), days(7, 30)),
  noncurrentVersionDays: days(1, 3650),
  logRetentionDays: fc.constantFrom(7, 30, 365),
  rotationDays: optional(days(1, 365)),
  keyMaximumAgeDays: days(1, 1000),
  bucketAccessLogs: fc.boolean(),
});

const databaseChoices = some({
  version: fc.constantFrom("11.8", "11.4", "10.11"),
  multiAz: fc.boolean(),
  storageGiB: days(20, 500),
  backupRetentionDays: days(1, 35),
  backupWindow: fc.constantFrom("18:00-19:00", "03:00-04:00"),
  maintenanceWindow: fc.constantFrom("sun:19:30-sun:20:30", "mon:05:00-mon:06:00"),
  performanceInsights: fc.boolean(),
  monitoringSeconds: fc.constantFrom(0, 60),
  proxy: fc.boolean(),
  metadataOwner: fc.constantFrom("planning", "support"),
});

/** A class and a size that are enough for all that is drawn. */
const mariadb = fc
  .record({
    choices: databaseChoices,
    instanceClass: fc.constantFrom("db.t4g.large", "db.r7g.large", "db.m7g.xlarge"),
    maxStorageGiB: days(1000, 2000),
  })
  .map(({ choices, ...enough }): Values => ({ ...choices, ...enough }));

const qdrant = some({
  version: fc.constantFrom("1.19.0", "1.19.1", "1.18.2"),
  nodes: fc.constantFrom(1, 3, 5),
  instanceType: fc.constantFrom("r7g.large", "m7g.xlarge"),
  volumeGiB: days(50, 500),
  snapshotRetentionDays: optional(days(1, 365)),
});

const cache = fc.oneof(
  fc.record({
    version: fc.constantFrom("8", "9"),
    nodeType: fc.constantFrom("cache.t4g.small", "cache.r7g.large"),
    replicas: days(1, 5),
  }),
  fc.record({
    version: fc.constantFrom("8", "9"),
    nodeType: fc.constant("serverless"),
    maxGiB: days(1, 100),
    maxEcpuPerSecond: days(1000, 10_000),
  }),
);

const backups = fc.record({
  time: fc.constantFrom("21:30", "10:00"),
  dailyDays: days(1, 35),
  monthlyDays: optional(days(36, 3650)),
  restoreTesting: fc.boolean(),
});

const bucket = fc.oneof(
  fc.boolean(),
  fc.constant({ shared: true }),
  some({
    infrequentAccessDays: days(30, 90),
    lockDays: days(1, 365),
    expireDays: days(400, 3650),
  }),
);

const collection = fc
  .tuple(
    fc.record({
      vectorSize: fc.constantFrom(384, 1024),
      distance: fc.constantFrom("Cosine", "Dot"),
    }),
    some({
      vectors: days(1, 10_000),
      onDisk: fc.boolean(),
      shards: days(1, 12),
      payloadIndexes: fc.constantFrom({}, { tenant: "keyword" }, { tenant: "uuid", page: "integer" }),
      strict: fc.boolean(),
    }),
  )
  .map(([must, may]) => ({ ...must, ...may }));

const moduleData = some({
  schema: fc.boolean(),
  connections: days(20, 60),
  bucket,
  collections: optional(
    fc.dictionary(fc.constantFrom("documents", "notes"), collection, { minKeys: 1, maxKeys: 2 }),
  ),
  cache: fc.boolean(),
  onRemove: fc.constantFrom("keep", "drop"),
});

const module = (name: string) =>
  fc.record({
    owner: fc.constantFrom(`${name}@example.com`, "other@example.com"),
    routes: fc.constant([`/${name}`]),
    aiProviders: fc.subarray(["openai", "bedrock"]),
    size: fc.constantFrom({ cpu: 1024, memoryMiB: 2048 }, { cpu: 2048, memoryMiB: 4096 }),
    scaling: fc.constantFrom({ min: 2, max: 2 }, { min: 2, max: 4 }),
    data: moduleData,
  });

/** A module that gets another name is one that goes and one that comes. */
const modules = fc
  .record(
    Object.fromEntries(["planning", "support", "archive", "plan"].map((name) => [name, module(name)])),
    { requiredKeys: [] },
  )
  .filter((drawn) => Object.keys(drawn).length > 0) as fc.Arbitrary<Modules>;

const parts: fc.Arbitrary<Parts> = fc.record({
  profile: fc.constantFrom("dev", "staging", "prod"),
  network,
  general,
  mariadb: optional(mariadb),
  qdrant: optional(qdrant),
  cache: optional(cache),
  backups: optional(backups),
  modules,
});

/** Two stack files, of which the second has some parts otherwise. */
export const edits: fc.Arbitrary<readonly [Parts, Parts]> = fc
  .tuple(
    parts,
    parts,
    fc.subarray(
      ["profile", "network", "general", "mariadb", "qdrant", "cache", "backups", "modules"] as const,
      {
        minLength: 1,
      },
    ),
  )
  .map(([before, other, exchanged]) => [
    before,
    { ...before, ...Object.fromEntries(exchanged.map((part) => [part, other[part]])) },
  ]);

/** The configuration of a stack file that was drawn. */
export function configOf(drawn: Parts): EnvironmentConfig {
  const { config, faults } = checkConfig(stackFileOf(drawn), { stack: "any", project, profiles });
  if (config === undefined || faults.length > 0) throw new Error(faults.map(faultText).join("\n"));
  return config;
}

/**
 * The keys of the stack file, with what the rules refuse taken back: parts are drawn apart, and what one may say hangs
 * on the others.
 */
export function stackFileOf(drawn: Parts): Values {
  const given = drawn.profile === "prod" ? asProduction(drawn) : drawn;
  const { profile, network: net, general: shared, mariadb: db, ...servers } = given;
  const deletion = shared.deletion ?? profiles[profile].data!.deletion;
  const entries = Object.entries(given.modules).map(([name, entry]): [string, Values & { data: Values }] => [
    name,
    { ...entry, data: possible(entry.data, given, deletion === "protected") },
  ]);
  const modulesGiven = Object.fromEntries(entries);
  const owner = db ? String(db.metadataOwner) : "";
  const { metadataOwner: _, ...ownerless } = db || {};
  const owned = modulesGiven[owner]?.data.schema === true;
  const used = Object.values(modulesGiven).some(({ data }) => data.schema === true);
  return {
    "aws:region": "ap-northeast-2",
    [`${project}:profile`]: profile,
    [`${project}:network`]: net,
    ...(profile === "prod"
      ? {
          [`${project}:edge`]: { domain },
          [`${project}:observability`]: { owner: "platform@example.com", subscribers },
          [`${project}:budget`]: { monthlyUsd: 1000 },
        }
      : {}),
    [`${project}:data`]: {
      ...shared,
      mariadb: db && { ...(owned ? db : ownerless), ...(used ? {} : { proxy: false }) },
      qdrant: servers.qdrant,
      cache: servers.cache,
      backups: servers.backups,
    },
    [`${project}:modules`]: modulesGiven,
  };
}

const domain = { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
const subscribers = { "on-call": { email: "on-call@example.com" } };

/** What its floors ask for. */
function asProduction(given: Parts): Parts {
  const { deletion: _, secretRecoveryDays: __, ...rest } = given.general;
  return {
    ...given,
    network: { availabilityZones: Array.isArray(given.network.availabilityZones) ? 3 : 4 },
    general: {
      ...rest,
      ...(rest.rotationDays === false ? { rotationDays: 30 } : {}),
      bucketAccessLogs: true,
    },
    mariadb: given.mariadb && { ...given.mariadb, multiAz: true, backupRetentionDays: 35 },
    qdrant: given.qdrant && {
      ...given.qdrant,
      nodes: Math.max(3, Number(given.qdrant.nodes ?? 3)),
      snapshotRetentionDays: 7,
    },
    backups: given.backups || { time: "21:30", dailyDays: 35, monthlyDays: false, restoreTesting: true },
  };
}

/** What a module can keep where there are these servers. */
function possible(
  data: Values,
  { mariadb: db, qdrant: vectors, cache: valkey }: Parts,
  kept: boolean,
): Values {
  const { lockDays, ...unlocked } = typeof data.bucket === "object" ? (data.bucket as Values) : {};
  return {
    ...data,
    ...(db === false ? { schema: false } : {}),
    ...(vectors === false ? { collections: false } : {}),
    ...(valkey === false ? { cache: false } : {}),
    ...(kept ? { onRemove: "keep" } : lockDays === undefined ? {} : { bucket: unlocked }),
  };
}
