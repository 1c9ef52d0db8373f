import type { Schemas } from "@qdrant/js-client-rest";

type StrictMode = Schemas["StrictModeConfig"];

/**
 * What one module may ask of a node that all modules share: searches by fields with an index only, and nothing
 * of unlimited size (https://qdrant.tech/documentation/guides/administration/#strict-mode).
 */
const limits = {
  enabled: true,
  max_query_limit: 1000,
  max_timeout: 60,
  unindexed_filtering_retrieve: false,
  unindexed_filtering_update: false,
  search_max_hnsw_ef: 512,
  search_allow_exact: false,
  search_max_oversampling: 10,
  search_max_batchsize: 100,
  upsert_max_batchsize: 1000,
  filter_max_conditions: 100,
  condition_max_size: 1000,
} satisfies StrictMode;

export function strictMode(strict: boolean): StrictMode {
  return strict ? limits : { enabled: false };
}
