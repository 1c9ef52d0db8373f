import type { Step } from "../engine/steps";

/** What others than this program change on purpose, by type and property, and who they are. */
export const ownedElsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:autoscaling/group:Group": { desiredCapacity: "EC2 Auto Scaling" },
  "aws:ecs/service:Service": { desiredCount: "Application Auto Scaling", taskDefinition: "a release" },
  "aws:secretsmanager/secretVersion:SecretVersion": { versionStages: "rotation" },
};

/** The steps of a refresh that somebody should look at, without what has another owner. */
export function driftIn(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => {
    if (step.op !== "update") return [step];
    const owners = ownedElsewhere[step.type] ?? {};
    const changed = step.changed.filter((property) => !(property in owners));
    return changed.length === 0 ? [] : [{ ...step, changed }];
  });
}
