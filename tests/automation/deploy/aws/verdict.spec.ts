import type { Deployment, Service } from "@aws-sdk/client-ecs";
import { expect } from "chai";
import { distinct } from "../../../../automation/deploy/aws/stoppedTasks";
import { judge, type Verdict } from "../../../../automation/deploy/aws/verdict";

const wanted = "arn:aws:ecs:eu-west-1:111122223333:task-definition/planning:7";
const old = "arn:aws:ecs:eu-west-1:111122223333:task-definition/planning:6";

const deployment = (
  status: string,
  taskDefinition: string,
  rolloutState?: Deployment["rolloutState"],
  rolloutStateReason?: string,
): Deployment => ({ status, taskDefinition, rolloutState, rolloutStateReason });

const active = (...deployments: Deployment[]): Service => ({ status: "ACTIVE", deployments });

const tripped = "ECS deployment circuit breaker: tasks failed to start.";
const goingBack = "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.";

describe("the verdict on a service", () => {
  const cases: readonly (readonly [string, Service | undefined, Verdict])[] = [
    ["done", active(deployment("PRIMARY", wanted, "COMPLETED", "done")), { state: "good" }],
    [
      "done, while the old tasks drain",
      active(deployment("PRIMARY", wanted, "COMPLETED"), deployment("ACTIVE", old, "COMPLETED")),
      { state: "good" },
    ],
    [
      "in progress, beside the old deployment that is complete",
      active(
        deployment("ACTIVE", old, "COMPLETED"),
        deployment("PRIMARY", wanted, "IN_PROGRESS", "going on"),
      ),
      { state: "waiting", reason: "going on" },
    ],
    ["without a rollout state", active(deployment("PRIMARY", wanted)), { state: "waiting", reason: "" }],
    ["without a deployment", active(), { state: "waiting", reason: "ECS has begun no deployment" }],
    [
      "failed with nothing to go back to",
      active(deployment("PRIMARY", wanted, "FAILED", tripped)),
      { state: "failed", reason: tripped },
    ],
    [
      "going back, the failed deployment still listed",
      active(
        deployment("PRIMARY", old, "IN_PROGRESS", goingBack),
        deployment("ACTIVE", wanted, "FAILED", tripped),
      ),
      { state: "rolledBack", running: old, reason: tripped },
    ],
    [
      "going back, the failed deployment no longer listed",
      active(deployment("PRIMARY", old, "IN_PROGRESS", goingBack)),
      { state: "rolledBack", running: old, reason: goingBack },
    ],
    [
      "gone back",
      active(deployment("PRIMARY", old, "COMPLETED", "ECS deployment ecs-svc/2 completed.")),
      { state: "rolledBack", running: old, reason: "" },
    ],
    [
      "gone back, the failed deployment draining",
      active(
        deployment("PRIMARY", old, "COMPLETED", "done"),
        deployment("DRAINING", wanted, "FAILED", tripped),
      ),
      { state: "rolledBack", running: old, reason: tripped },
    ],
    [
      "of a later revision, which only begins the same",
      active(deployment("PRIMARY", `${wanted}0`, "IN_PROGRESS"), deployment("ACTIVE", wanted, "IN_PROGRESS")),
      { state: "overtaken", by: `${wanted}0` },
    ],
    ["not there", undefined, { state: "missing", reason: "ECS has no service of this name in the cluster" }],
    [
      "deleted",
      { ...active(deployment("PRIMARY", wanted, "COMPLETED")), status: "INACTIVE" },
      { state: "missing", reason: "ECS says that the service is INACTIVE" },
    ],
  ];
  for (const [name, service, verdict] of cases)
    it(`is ${verdict.state} when it is ${name}`, () => {
      expect(judge(wanted, service)).to.deep.equal(verdict);
    });
});

describe("why tasks stopped", () => {
  it("is told once for each way, with the containers that failed", () => {
    const exited = "Essential container in task exited";
    expect(
      distinct([
        {
          stoppedReason: exited,
          containers: [
            { name: "app", exitCode: 1 },
            { name: "prepare", exitCode: 0 },
          ],
        },
        { stoppedReason: exited, containers: [{ name: "app", exitCode: 137, reason: "OutOfMemoryError" }] },
        { stoppedReason: exited, containers: [{ name: "app", exitCode: 1 }] },
        { stoppedReason: "Task failed ELB health checks", containers: [{ name: "app" }] },
        {},
      ]),
    ).to.deep.equal([
      { stoppedReason: exited, container: "app", exitCode: 1, count: 2 },
      { stoppedReason: exited, container: "app", exitCode: 137, reason: "OutOfMemoryError", count: 1 },
      { stoppedReason: "Task failed ELB health checks", count: 1 },
      { stoppedReason: "ECS gives no reason", count: 1 },
    ]);
  });
});
