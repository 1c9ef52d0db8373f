import { expect } from "chai";
import { failedDeployments, restartedTasks } from "../../../components/container/alarmEvents";
import { matches } from "../../support/eventPattern";

const cluster = "arn:aws:ecs:ap-northeast-2:111122223333:cluster/ai-platform-test";
const service = "arn:aws:ecs:ap-northeast-2:111122223333:service/ai-platform-test/planning";

/** As https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html shows it. */
const task = (detail: object) => ({
  "detail-type": "ECS Task State Change",
  source: "aws.ecs",
  resources: ["arn:aws:ecs:ap-northeast-2:111122223333:task/ai-platform-test/1"],
  detail: { clusterArn: cluster, group: "service:planning", lastStatus: "STOPPED", ...detail },
});

describe("tasks that ended by themselves", () => {
  const cases: readonly (readonly [string, object, boolean])[] = [
    ["a container that exited", { stopCode: "EssentialContainerExited" }, true],
    ["an image that is not there", { stopCode: "TaskFailedToStart" }, true],
    [
      "a health check that fails",
      { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Task failed ELB health checks in (one)" },
      true,
    ],
    [
      "a deployment",
      { stopCode: "ServiceSchedulerInitiated", stoppedReason: "Scaling activity initiated by (1)" },
      false,
    ],
    ["somebody who stops it", { stopCode: "UserInitiated", stoppedReason: "Task stopped by user" }, false],
    ["the end of Spot", { stopCode: "SpotInterruption" }, false],
    ["a task that stops still", { stopCode: "EssentialContainerExited", lastStatus: "STOPPING" }, false],
    ["another service", { stopCode: "EssentialContainerExited", group: "service:planning-v2" }, false],
    ["a job", { stopCode: "EssentialContainerExited", group: "family:planning" }, false],
  ];
  for (const [title, detail, expected] of cases)
    it(`${expected ? "are" : "are not"} those of ${title}`, () => {
      expect(matches(restartedTasks(cluster, "planning"), task(detail))).to.equal(expected);
    });
});

describe("deployments that failed", () => {
  const event = (detailType: string, eventName: string, resource = service) => ({
    "detail-type": detailType,
    source: "aws.ecs",
    resources: [resource],
    detail: { eventType: "ERROR", eventName, deploymentId: "ecs-svc/123" },
  });
  const failed = (...given: Parameters<typeof event>) => matches(failedDeployments(service), event(...given));

  it("are told in either way that ECS has", () => {
    expect(failed("ECS Deployment State Change", "SERVICE_DEPLOYMENT_FAILED")).to.equal(true);
    expect(failed("ECS Service Action", "SERVICE_DEPLOYMENT_FAILED")).to.equal(true);
  });

  it("are no other events, and no other service's", () => {
    expect(failed("ECS Deployment State Change", "SERVICE_DEPLOYMENT_COMPLETED")).to.equal(false);
    expect(failed("ECS Deployment State Change", "SERVICE_DEPLOYMENT_FAILED", `${service}-v2`)).to.equal(
      false,
    );
  });
});
