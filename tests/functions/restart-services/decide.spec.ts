import { expect } from "chai";
import { decide, type Decision, type Seen } from "../../../functions/restart-services/decide";

const rotatedAt = new Date("2026-11-21T10:00:00Z");
const at = (seconds: number) => new Date(rotatedAt.getTime() + seconds * 1000);
const [before, after] = [at(-600), at(60)];

const seen = (change: Partial<Seen> = {}, ...deployments: [string, Date][]): Seen => ({
  running: 2,
  desired: 2,
  deployments: deployments.map(([status, createdAt]) => ({ status, createdAt })),
  ...change,
});

describe("what becomes of a service whose secret rotated", () => {
  const cases: [string, Seen | undefined, Decision][] = [
    ["one that is gone", undefined, "done"],
    ["one that is steady", seen({}, ["SUCCESSFUL", before]), "restart"],
    ["one that was never deployed as far as ECS remembers", seen(), "restart"],
    ["one without tasks, which has nothing to lose", seen({ running: 0, desired: 0 }), "restart"],
    ["one that lacks a task", seen({ running: 1 }, ["SUCCESSFUL", before]), "wait"],
    ["one that has a task too many, on its way in", seen({ running: 3 }, ["SUCCESSFUL", before]), "restart"],
    ["one with new tasks since", seen({}, ["SUCCESSFUL", after], ["SUCCESSFUL", before]), "done"],
    ["one with new tasks since, that lacks one now", seen({ running: 1 }, ["SUCCESSFUL", after]), "done"],
    [
      "one with new tasks since, in another deployment",
      seen({}, ["IN_PROGRESS", after], ["SUCCESSFUL", after]),
      "done",
    ],
    ["one that gets new tasks", seen({}, ["IN_PROGRESS", after], ["SUCCESSFUL", before]), "wait"],
    ["one in a deployment that began before", seen({}, ["IN_PROGRESS", before]), "wait"],
    ["one that will get new tasks", seen({}, ["PENDING", after]), "wait"],
    ["one that is being stopped", seen({}, ["STOP_REQUESTED", after]), "wait"],
    ["one that is told to go back", seen({}, ["ROLLBACK_REQUESTED", after]), "wait"],
    ["one that goes back", seen({}, ["ROLLBACK_IN_PROGRESS", after]), "wait"],
    ["one that went back", seen({}, ["ROLLBACK_SUCCESSFUL", after], ["SUCCESSFUL", before]), "failed"],
    ["one that could not even go back", seen({}, ["ROLLBACK_FAILED", after]), "failed"],
    ["one that somebody stopped", seen({}, ["STOPPED", after]), "failed"],
    ["one that went back before, and is steady", seen({}, ["ROLLBACK_SUCCESSFUL", before]), "restart"],
    [
      "one that failed since, and then got new tasks",
      seen({}, ["SUCCESSFUL", after], ["STOPPED", after]),
      "done",
    ],
    [
      "one that failed since, and is tried again",
      seen({}, ["IN_PROGRESS", after], ["STOPPED", after]),
      "wait",
    ],
    ["one with new tasks of the same second", seen({}, ["SUCCESSFUL", at(0.9)]), "restart"],
    ["one with new tasks of the next second", seen({}, ["SUCCESSFUL", at(1)]), "done"],
  ];
  for (const [title, state, expected] of cases)
    it(`${title}: ${expected}`, () => {
      expect(decide(state, rotatedAt)).to.equal(expected);
    });
});
