import type { ModuleConfig } from "../../infra/config/schema/module";
import type { GraphNode } from "../../simulator/graph";
import type { Section } from "../render/section";
import type { PlannedEdit } from "./stackEdit";

/** What becomes of something that a module kept. */
export interface Remain {
  readonly what: string;
  readonly becomes: string;
}

interface Ending {
  readonly module: string;
  readonly config: Pick<ModuleConfig, "data">;
  /** Resources that the program no longer asks for. */
  readonly gone: readonly Pick<GraphNode, "type" | "name" | "options">[];
  readonly keyDeletionDays: number;
  readonly secretRecoveryDays: number;
}

/** Types whose end loses what nobody can make again. */
const holdsData = {
  "aws:s3/bucket:Bucket": "is deleted, with all that is in it",
  "aws:cloudwatch/logGroup:LogGroup": "is deleted, with all its lines",
  "aws:sqs/queue:Queue": "is deleted, with the messages that wait in it",
  "aws:kms/key:Key": "ends",
  "aws:secretsmanager/secret:Secret": "ends",
} as const;

/** docs/adr/0004-what-outlives-its-entry.md says why. */
export function remainsOf({ module, config, gone, ...days }: Ending): Remain[] {
  const { data } = config;
  const access = "the module's access ends, it stays in the database";
  const stores = [
    ...(data.schema ? ["MariaDB schema"] : []),
    ...Object.keys(data.collections === false ? {} : data.collections).map(
      (name) => `Qdrant collection ${name}`,
    ),
  ];
  const shared = typeof data.bucket === "object" && data.bucket.shared === true;
  return [
    ...stores.map((what) => ({
      what,
      becomes: data.onRemove === "drop" ? "is dropped, with all that is in it (onRemove: drop)" : access,
    })),
    ...(shared
      ? [{ what: `prefix ${module}/ of the shared bucket`, becomes: "stays, with all below it" }]
      : []),
    ...(data.cache ? [{ what: `keys ${module}: in the cache`, becomes: "stay until they expire" }] : []),
    ...gone.flatMap((node) => resourceRemain(node, days)),
  ];
}

function resourceRemain(
  { type, name, options }: Ending["gone"][number],
  { keyDeletionDays, secretRecoveryDays }: Pick<Ending, "keyDeletionDays" | "secretRecoveryDays">,
): Remain[] {
  const what = `${type.split(":").at(-1)!} ${name}`;
  if (options.protect) return [{ what, becomes: "is protected: an update is refused until that is lifted" }];
  if (options.retainOnDelete) return [{ what, becomes: "stays in AWS, outside of the state" }];
  const end = Object.entries(holdsData).find(([one]) => one === type)?.[1];
  if (end === undefined) return [];
  if (end !== "ends") return [{ what, becomes: end }];
  if (type.startsWith("aws:kms/")) return [{ what, becomes: `ends in ${keyDeletionDays} days` }];
  const back = secretRecoveryDays === 0 ? " at once" : `, and can be had back for ${secretRecoveryDays} days`;
  return [{ what, becomes: `ends${back}` }];
}

export function remainsSection(edits: readonly PlannedEdit[], module: string): Section {
  const rows = edits.flatMap(({ ref, planBefore, planAfter }) => {
    const left = new Set(planAfter.graph.nodes.map(({ urn }) => urn));
    const { keyDeletionDays, secretRecoveryDays } = planBefore.config.data;
    const remains = remainsOf({
      module,
      config: planBefore.config.modules[module]!,
      gone: planBefore.graph.nodes.filter(({ urn, custom }) => custom && !left.has(urn)),
      keyDeletionDays,
      secretRecoveryDays,
    });
    return remains.map(({ what, becomes }) => [ref.stack, what, becomes]);
  });
  return {
    title: "What becomes of what it kept",
    columns: [{ heading: "environment" }, { heading: "what" }, { heading: "what becomes of it" }],
    rows,
    note: "All its other resources go with the next update. docs/adr/0004-what-outlives-its-entry.md says why.",
  };
}
