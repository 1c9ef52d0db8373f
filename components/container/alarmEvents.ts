/**
 * Tasks of a service that ended although nobody wanted them to, as an event pattern. Whatever a deployment, scaling,
 * an operator or the end of Spot stops has another stop code; a task that fails its health checks is stopped by the
 * scheduler as well, and only the reason says why. This needs no Container Insights.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function restartedTasks(clusterArn: string, service: string) {
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
      clusterArn: [clusterArn],
      group: [`service:${service}`],
      lastStatus: ["STOPPED"],
      $or: [
        { stopCode: ["EssentialContainerExited", "TaskFailedToStart"] },
        { stoppedReason: [{ prefix: "Task failed" }] },
      ],
    },
  };
}

/**
 * Deployments that ECS has given up, as an event pattern: of a rolling update, and of any other.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
export function failedDeployments(serviceArn: string) {
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change", "ECS Service Action"],
    resources: [serviceArn],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  };
}
