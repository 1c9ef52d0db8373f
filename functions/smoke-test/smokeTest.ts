import { readSettings, type Settings } from "./settings";

/**
 * What ECS sends, as far as it is read here
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html).
 */
export interface HookEvent {
  readonly lifecycleStage?: unknown;
  readonly executionDetails?: { readonly serviceArn?: unknown };
  readonly hookDetails?: unknown;
}

/**
 * Never IN_PROGRESS: the tasks are healthy before the test traffic shifts to them, so that what fails for the
 * better part of a minute is not on its way to succeed.
 */
export interface HookAnswer {
  readonly hookStatus: "SUCCEEDED" | "FAILED";
}

export interface Parts {
  /** The status that the module answers; rejects when there is no answer. */
  readonly get: (settings: Settings) => Promise<number>;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}

/** Before it the test listener leads to the old revision, and after it the clients are on the new one. */
const stage = "POST_TEST_TRAFFIC_SHIFT";

/**
 * Whether the new revision answers at the test listener as its hook expects. It answers ECS whatever happens,
 * and with FAILED unless the expected status was seen.
 */
export function smokeTest({ get, sleep, log }: Parts) {
  return async (event: HookEvent): Promise<HookAnswer> => {
    const logged = (level: "INFO" | "WARN" | "ERROR", message: string, what: object) => {
      log(JSON.stringify({ level, message, service: serviceOf(event), ...what }));
    };
    try {
      if (event.lifecycleStage !== stage) throw new Error(`the hook must stand at ${stage}`);
      const settings = readSettings(event.hookDetails);
      const { url, status: expected, attempts, intervalSeconds } = settings;

      for (let attempt = 1; attempt <= attempts; attempt++) {
        if (attempt > 1) await sleep(intervalSeconds);
        const begun = performance.now();
        const outcome = await get(settings).then((status) => ({ status }), named);
        const milliseconds = Math.round(performance.now() - begun);
        const what = { path: url.pathname, expected, ...outcome, milliseconds, attempt };
        if ("status" in outcome && outcome.status === expected) {
          logged("INFO", "passed", what);
          return { hookStatus: "SUCCEEDED" };
        }
        logged(attempt < attempts ? "WARN" : "ERROR", "not passed", what);
      }
    } catch (error) {
      logged("ERROR", "refused", named(error));
    }
    return { hookStatus: "FAILED" };
  };
}

/** The last part of arn:aws:ecs:<region>:<account>:service/<cluster>/<service>. */
function serviceOf(event: HookEvent | null): string | undefined {
  const arn = event?.executionDetails?.serviceArn;
  return typeof arn === "string" ? arn.split("/").at(-1) : undefined;
}

function named(error: unknown): { readonly error: string; readonly detail?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  // Node's own faults have a code, such as ECONNREFUSED.
  const { code } = error as { code?: unknown };
  return { error: typeof code === "string" ? code : error.name, detail: error.message };
}
