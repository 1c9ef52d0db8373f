import { plain } from "../../../infra/faults";
import type { ServiceResult } from "./services";
import type { StoppedTasks } from "./stoppedTasks";

/** What the operator needs to know of a service that is not as it should be, in lines; none if it is. */
export function describeFailure(result: ServiceResult): string[] {
  const { verdict, events, stoppedTasks, stoppedTasksUnread } = result;
  if (verdict.state === "good") return [];
  const reason =
    "reason" in verdict && verdict.state !== "paused" && verdict.reason !== ""
      ? [`  ECS says: ${verdict.reason}`]
      : [];
  const tasks = [
    ...stoppedTasks.map(told),
    ...(stoppedTasksUnread === undefined ? [] : [`could not be read: ${stoppedTasksUnread}`]),
  ];
  return [
    `${result.label}: ${headline(result)}`,
    ...(verdict.state === "missing"
      ? [`  ${verdict.reason}: ${result.service} in ${result.cluster}`]
      : reason),
    ...section("stopped tasks", tasks),
    ...section("newest events", events),
  ].map(plain);
}

function headline({ verdict, taskDefinition }: ServiceResult): string {
  const wanted = revisionOf(taskDefinition);
  switch (verdict.state) {
    case "good":
      return `runs ${wanted}`;
    case "missing":
      return "the service is not there";
    case "failed":
      return `${wanted} did not start, and there is no earlier one to go back to`;
    case "rolledBack":
      return `${wanted} did not start; ECS went back to ${revisionOf(verdict.running)}`;
    case "overtaken":
      return `${wanted} was replaced by ${revisionOf(verdict.by)} of a later update before ECS was done`;
    case "paused":
      return `${wanted} has no traffic yet, ${verdict.reason}`;
    case "waiting":
      return `${wanted} was not running everywhere yet`;
  }
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

function told({ stoppedReason, container, exitCode, reason, count }: StoppedTasks): string {
  const details = [
    ...(container === undefined ? [] : [`container ${container}`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(reason === undefined ? [] : [reason]),
  ];
  const times = count === 1 ? "" : `${count} times: `;
  return `${times}${stoppedReason}${details.length === 0 ? "" : ` (${details.join(", ")})`}`;
}

/** `planning:7`, as the console shows it. */
function revisionOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
