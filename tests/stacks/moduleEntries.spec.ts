import { expect } from "chai";
import { runEnvironment } from "../support/harness";
import { configOf, type Entry, faultsOf } from "./moduleEntries";
import * as data from "./moduleEntriesData";
import * as places from "./moduleEntriesPlaces";
import * as running from "./moduleEntriesRunning";
import * as wrongPlaces from "./moduleEntriesWrongPlaces";
import * as wrongRunning from "./moduleEntriesWrongRunning";
import { type Facts, factsOf } from "./moduleFacts";

const { kinds, capacity } = places;
const { scaling, release, calls, jobs, containers, combinations } = running;
const rightEntries = {
  kinds,
  capacity,
  scaling,
  release,
  calls,
  jobs,
  containers,
  combinations,
  data: data.right,
};
const wrongEntries = { ...wrongPlaces, ...wrongRunning, data: data.wrong };

/** What every module is that says nothing of how it runs, in dev. */
const plainFacts: Facts = {
  kind: "service",
  runs: "fargate",
  tasks: "1-2",
  spot: "100%",
  scales: "CPU 60%; memory 75%",
  takesOver: "rolling",
  goesBack: "errors 25%; failed starts",
  place: "FARGATE_SPOT 100, rebalanced",
  task: "FARGATE awsvpc 512 1024 ARM64",
  containers: "app! <prepare:SUCCESS /cache, prepare /cache",
  release: "ROLLING breaker 1 alarms",
  targets: "one HTTP 8080",
  watched: "one-cpu; one-deployments; one-memory; one-restarts",
  alarms: "one-healthy; one-logs; one-release-errors; one-unhealthy",
  scaling: "one-cpu 60 60/300; one-memory 75 60/300",
  ways: "in one-service platform-alb 8080; out one-service 0.0.0.0/0 443",
};

async function factsOfEntry(entry: Entry): Promise<Facts> {
  const config = configOf(entry);
  return factsOf(config, await runEnvironment(config));
}

const present = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, text]) => text !== "-"));

describe("entries of modules that are right", function () {
  this.timeout(60_000);
  for (const [area, entries] of Object.entries(rightEntries))
    for (const [what, entry, is] of entries)
      it(`${area}: ${what}`, async () => {
        expect(await factsOfEntry(entry)).to.deep.equal(present({ ...plainFacts, ...is }));
      });
});

describe("entries of modules that are wrong", () => {
  for (const [area, entries] of Object.entries(wrongEntries))
    for (const [what, entry, ...says] of entries)
      it(`${area}: ${what}`, () => {
        expect(faultsOf(entry)).to.deep.equal(says);
      });
});

describe("the table of modules", () => {
  it("has 32 entries of either kind at least, each of its own", () => {
    for (const table of [rightEntries, wrongEntries]) {
      const entries = Object.values(table)
        .flat()
        .map(([, entry]) => JSON.stringify(entry));
      expect(new Set(entries).size).to.equal(entries.length).and.be.at.least(32);
    }
  });
});
