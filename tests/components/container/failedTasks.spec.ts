import { expect } from "chai";
import { failedTasks } from "../../../components/container/failures";

const cluster = "arn:aws:ecs:ap-northeast-2:111122223333:cluster/ai-platform-test";
const family = "ai-platform-test_nightly";

type Json = Readonly<Record<string, unknown>>;

/** As EventBridge matches, as far as the pattern goes: of an array, one element has to match in all fields. */
function matches(pattern: Json, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((element) => matches(pattern, element));
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return (wanted as Json[]).some((one) => matches(one, event));
    const value = (event as Json)[key];
    return Array.isArray(wanted)
      ? wanted.some((one) => isOne(one, value))
      : matches(wanted as Json, value ?? {});
  });
}

function isOne(wanted: unknown, value: unknown): boolean {
  if (typeof wanted !== "object") return wanted === value;
  return value !== undefined && value !== (wanted as Json)["anything-but"];
}

/** As https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html shows it. */
const event = (detail: Json) => ({
  version: "0",
  "detail-type": "ECS Task State Change",
  source: "aws.ecs",
  detail: {
    clusterArn: cluster,
    containers: [{ name: "app", lastStatus: "STOPPED", exitCode: 0 }],
    desiredStatus: "STOPPED",
    group: `family:${family}`,
    lastStatus: "STOPPED",
    startedBy: "chronos-schedule/nightly--backup",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    ...detail,
  },
});
const app = (exitCode?: number) => ({
  name: "app",
  lastStatus: "STOPPED",
  ...(exitCode === undefined ? {} : { exitCode }),
});

describe("the pattern of failed tasks", () => {
  const failed = (detail: Json) => matches(failedTasks(cluster, family), event(detail));
  const sidecar = { name: "collector", lastStatus: "STOPPED", exitCode: 143 };

  const failures: Readonly<Record<string, Json>> = {
    "a job that failed": { containers: [app(1)] },
    "one that ran out of memory": { containers: [app(137)] },
    "one that failed beside a sidecar that did not": { containers: [{ ...sidecar, exitCode: 0 }, app(2)] },
    "an image that is not there": { stopCode: "TaskFailedToStart", containers: [app()] },
    "the end of a Spot instance": { stopCode: "SpotInterruption", containers: [app()] },
    "the end of an instance": { stopCode: "TerminationNotice", containers: [app()] },
    "somebody who stops it": { stopCode: "UserInitiated", containers: [app(0)] },
    "a task that run-task started": { startedBy: "ai-platform/run-task", containers: [app(1)] },
  };
  for (const [what, detail] of Object.entries(failures))
    it(`has ${what}`, () => expect(failed(detail)).to.equal(true));

  const others: Readonly<Record<string, Json>> = {
    "a job that went well": {},
    "one whose sidecar was told to end": { containers: [sidecar, app(0)] },
    "one that has not ended yet": { lastStatus: "DEPROVISIONING", containers: [app(1)] },
    "one that somebody begins to stop": { lastStatus: "RUNNING", stopCode: "UserInitiated" },
    "a task of the module's service": {
      group: "service:nightly",
      startedBy: "ecs-svc/1",
      containers: [app(1)],
    },
    "one of another module": { group: `family:${family}-2`, containers: [app(1)] },
    "one in another cluster": { clusterArn: `${cluster}-2`, containers: [app(1)] },
  };
  for (const [what, detail] of Object.entries(others))
    it(`has not ${what}`, () => expect(failed(detail)).to.equal(false));
});
