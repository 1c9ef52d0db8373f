import { drop, type Edit, set } from "./edit";
import {
  alarms,
  asked,
  bucket,
  create,
  moreNodes,
  newInstance,
  otherClass,
  qdrantNode,
  remove,
  replace,
  revision,
  secret,
  update,
} from "./steps";

const stack = "dev";
const database = update("rds/instance:Instance data-mariadb");

/** What a module keeps. */
export const moduleDataEdits: readonly Edit[] = [
  {
    name: "a module without its schema",
    stack,
    by: "together",
    edit: set("modules.planning.data.schema", false),
    expected: [
      ...remove(...secret("planning-mariadb")),
      ...update("iam/rolePolicy:RolePolicy planning-execution", ...asked("planning")),
      ...revision("planning"),
    ],
    // The schema itself is none of the program's.
    gone: ["aws:secretsmanager/secret:Secret planning-mariadb"],
  },
  {
    name: "one more collection",
    stack,
    by: "preview",
    edit: set("modules.planning.data.collections.notes", {
      vectorSize: 1024,
      distance: "Cosine",
      vectors: 1000,
    }),
    expected: [...update(...asked("planning")), ...revision("planning")],
  },
  {
    name: "the first collection of a module",
    stack,
    by: "preview",
    edit: set("modules.manufacturing.data.collections", {
      faults: { vectorSize: 1024, distance: "Cosine", vectors: 1000 },
    }),
    expected: [
      ...create(...secret("manufacturing-qdrant")),
      ...update("iam/rolePolicy:RolePolicy manufacturing-execution", ...asked("manufacturing")),
      ...revision("manufacturing"),
    ],
  },
  {
    name: "more vectors than before, which the plan alone cares for",
    stack,
    by: "preview",
    edit: set("modules.planning.data.collections.documents.vectors", 60000),
    expected: [],
  },
  {
    name: "a bucket",
    stack,
    by: "preview",
    edit: set("modules.support.data.bucket", true),
    expected: [
      ...create(...bucket("support")),
      ...update("iam/rolePolicy:RolePolicy support-task"),
      ...revision("support"),
    ],
  },
  {
    name: "a bucket less",
    stack,
    by: "preview",
    edit: drop("modules.planning.data.bucket"),
    expected: [
      ...remove(...bucket("planning")),
      ...update("iam/rolePolicy:RolePolicy planning-task"),
      ...revision("planning"),
    ],
    gone: ["aws:s3/bucket:Bucket planning-bucket"],
  },
  {
    name: "longer life of overwritten objects",
    stack,
    by: "alone",
    edit: set("data.noncurrentVersionDays", 30),
    expected: update(
      "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration manufacturing-bucket",
      "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration planning-bucket",
    ),
  },
];

/** The databases that modules share. */
export const databaseEdits: readonly Edit[] = [
  {
    name: "a larger MariaDB",
    stack,
    by: "alone",
    edit: set("data.mariadb.instanceClass", "db.t4g.medium"),
    expected: otherClass,
  },
  {
    name: "more storage of MariaDB",
    stack,
    by: "together",
    edit: set("data.mariadb", { storageGiB: 30, maxStorageGiB: 100 }),
    expected: [...database, ...update(...alarms("data-mariadb", "full-storage", "storage"))],
  },
  {
    name: "longer backups",
    stack,
    by: "together",
    edit: set("data.mariadb.backupRetentionDays", 7),
    expected: database,
  },
  {
    name: "another version of MariaDB",
    stack,
    by: "together",
    edit: set("data.mariadb.version", "11.4"),
    // A group of parameters is for one version; the new one stands beside the old one until the instance has it.
    expected: [...replace("rds/parameterGroup:ParameterGroup data-mariadb"), ...database],
  },
  {
    name: "enhanced monitoring",
    stack,
    by: "together",
    edit: set("data.mariadb.monitoringSeconds", 60),
    expected: [
      ...create(
        "iam/role:Role data-mariadb-monitoring",
        "iam/rolePolicyAttachment:RolePolicyAttachment data-mariadb-monitoring",
      ),
      ...database,
    ],
  },
  {
    name: "another size of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.instanceType", "t4g.medium"),
    expected: [...newInstance("data-qdrant-0"), ...revision("data-qdrant-0")],
  },
  {
    name: "larger volumes of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.volumeGiB", 20),
    expected: update("ebs/volume:Volume data-qdrant-0"),
  },
  {
    name: "another version of Qdrant",
    stack,
    by: "preview",
    edit: set("data.qdrant.version", "1.19.1"),
    expected: [
      ...update(
        "ssm/parameter:Parameter data-qdrant-version",
        "ssm/parameter:Parameter data-qdrant-version-begun",
      ),
      ...revision("data-qdrant-0"),
    ],
  },
  {
    name: "three nodes of Qdrant",
    stack,
    by: "together",
    edit: set("data.qdrant.nodes", 3),
    expected: [
      ...create(...qdrantNode(1), ...qdrantNode(2)),
      ...moreNodes(1),
      // Those with collections learn the other nodes' names.
      ...revision("planning", "support"),
    ],
  },
  {
    name: "longer logs of the databases",
    stack,
    by: "together",
    edit: set("data.logRetentionDays", 30),
    expected: update(
      ...["bootstrap", "mariadb-error", "mariadb-slowquery", "qdrant", "qdrant-tend", "watch-secrets"].map(
        (log) => `cloudwatch/logGroup:LogGroup data-${log}`,
      ),
    ),
  },
  {
    name: "data that is to be kept from now on",
    stack,
    by: "together",
    edit: set("data.deletion", "protected"),
    // What the engine itself refuses or keeps is no step.
    expected: [
      ...database,
      ...create(
        "cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy privacy-data-mariadb-audit",
        "cloudwatch/logGroup:LogGroup data-mariadb-audit",
        "rds/optionGroup:OptionGroup data-mariadb",
      ),
      ...update(
        "cognito/userPool:UserPool edge",
        "ebs/volume:Volume data-qdrant-0",
        "s3/bucket:Bucket manufacturing-bucket",
        "s3/bucket:Bucket planning-bucket",
      ),
    ],
  },
];
