import type { HookEvent } from "../../../../functions/smoke-test/smokeTest";

export const details = {
  url: "https://internal-lb.example.com:8443/planning/health",
  headers: { "X-Edge-Module": "planning" },
  status: 200,
  timeoutSeconds: 5,
  attempts: 5,
  intervalSeconds: 3,
};

const service = "my-cluster/planning";

/** What ECS sends at this stage: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html. */
export function eventWith(hookDetails: unknown): HookEvent {
  const arn = "arn:aws:ecs:ap-northeast-2:123456789012";
  const event = {
    executionId: "3a0345ba-b029-404b-890d-7da2a4b266aa",
    lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
    resourceArn: `${arn}:service-deployment/${service}/EZe5RNVLH6PPzHXINuP28`,
    executionDetails: {
      serviceArn: `${arn}:service/${service}`,
      targetServiceRevisionArn: `${arn}:service-revision/${service}/9313423515462893900`,
      testTrafficWeights: {},
      productionTrafficWeights: {},
    },
    hookDetails,
  };
  return event;
}
