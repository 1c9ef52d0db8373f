import type { Service, ServiceDeploymentBrief, Task } from "@aws-sdk/client-ecs";
import { plain } from "../../infra/faults";
import { alarm, type Section } from "../render/section";
import { lastPart } from "./services";
import { minuteText, type Shown } from "./show";

export interface OperateEvent {
  /** ISO time. */
  readonly time: string;
  readonly module: string;
  readonly kind: "deployment" | "event" | "stopped task";
  readonly what: string;
  /** Something did not go as it was meant. */
  readonly bad: boolean;
}

export interface ServiceHistory {
  readonly module: string;
  readonly service: Pick<Service, "events">;
  readonly deployments: readonly ServiceDeploymentBrief[];
  readonly stopped: readonly Task[];
}

/** What `--json` prints. */
export interface EventsReport {
  readonly version: 1;
  readonly stack: string;
  /** Newest first. */
  readonly events: readonly OperateEvent[];
}

/** Newest first, from a time on; what has no time is left out. */
export function eventsOf(histories: readonly ServiceHistory[], since: Date): readonly OperateEvent[] {
  return histories
    .flatMap(({ module, service, deployments, stopped }) => [
      ...(service.events ?? []).map(({ createdAt, message = "" }) =>
        timed(module, "event", createdAt, withoutName(message, module), failedWords.test(message)),
      ),
      ...deployments.flatMap((deployment) => deploymentEvents(module, deployment)),
      ...stopped.map((task) => stoppedEvent(module, task)),
    ])
    .flatMap((event) => (event === undefined || event.time < since.toISOString() ? [] : [event]))
    .sort((a, b) => (a.time === b.time ? (a.module < b.module ? -1 : 1) : a.time > b.time ? -1 : 1));
}

/** As ECS says it of a service. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
const failedWords = /unable to|failed|is unhealthy|unhealthy in|was unable|rolling back|threshold/i;

function timed(
  module: string,
  kind: OperateEvent["kind"],
  time: Date | undefined,
  what: string,
  bad: boolean,
): OperateEvent | undefined {
  return time === undefined ? undefined : { time: time.toISOString(), module, kind, what: plain(what), bad };
}

/** Every message begins with the name of the service. */
function withoutName(message: string, module: string): string {
  const start = `(service ${module}) `;
  return message.startsWith(start) ? message.slice(start.length) : message;
}

const wentWrong: readonly string[] = [
  "ROLLBACK_FAILED",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_SUCCESSFUL",
  "STOPPED",
];

/** Its beginning, and its end where it has one. */
function deploymentEvents(module: string, deployment: ServiceDeploymentBrief): (OperateEvent | undefined)[] {
  const { serviceDeploymentArn = "", createdAt, finishedAt, status = "PENDING", statusReason } = deployment;
  const id = lastPart(serviceDeploymentArn);
  const reason = statusReason === undefined ? "" : `: ${statusReason}`;
  const ended = `deployment ${id} is ${status}${reason}`;
  const bad = wentWrong.includes(status);
  return [
    timed(module, "deployment", createdAt, `deployment ${id} begins`, false),
    timed(module, "deployment", finishedAt ?? (bad ? createdAt : undefined), ended, bad),
  ];
}

function stoppedEvent(module: string, task: Task): OperateEvent | undefined {
  const { taskArn = "", stoppedAt, stoppingAt, stoppedReason = "ECS gives no reason", stopCode } = task;
  const failed = (task.containers ?? []).filter(
    ({ exitCode, reason }) => (exitCode ?? 0) !== 0 || reason !== undefined,
  );
  const containers = failed.map(({ name = "", exitCode, reason }) =>
    [name, exitCode === undefined ? "" : `exit code ${exitCode}`, reason ?? ""]
      .filter((word) => word !== "")
      .join(" "),
  );
  const what = [`task ${lastPart(taskArn).slice(0, 8)}: ${stoppedReason}`, ...containers].join("; ");
  // Whoever scales or deploys stops tasks in good order, which then end by a signal.
  const meant = stopCode === "ServiceSchedulerInitiated" || stopCode === "UserInitiated";
  return timed(module, "stopped task", stoppedAt ?? stoppingAt, what, !meant && failed.length > 0);
}

export function eventsShown({ stack, events }: EventsReport, since: Date): Shown {
  const bad = events.filter((event) => event.bad).length;
  const table: Section = {
    title: "Events",
    columns: [{ heading: "time" }, { heading: "module" }, { heading: "kind" }, { heading: "what" }],
    rows: events.map(({ time, module, kind, what, bad: red }) => [
      minuteText(new Date(time)),
      module,
      kind,
      red ? alarm(what) : what,
    ]),
    note: "ECS keeps the last 100 events of a service, deployments for 90 days, and stopped tasks for about an hour.",
  };
  return {
    headline: `${stack}: ${events.length} event(s) since ${minuteText(since)}, ${bad} of them bad`,
    sections: events.length === 0 ? [] : [table],
  };
}
