import fc from "fast-check";

/**
 * The same samples in every run, so that a commit is green or red by itself and not by luck. To look further:
 * `PROPERTY_SEED=$RANDOM PROPERTY_RUNS=2000 npm test`.
 */
fc.configureGlobal({
  seed: Number(process.env.PROPERTY_SEED ?? 20261121),
  numRuns: Number(process.env.PROPERTY_RUNS ?? 100),
});
