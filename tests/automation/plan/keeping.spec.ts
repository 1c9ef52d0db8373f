import { expect } from "chai";
import { keepingOf } from "../../../automation/plan/keeping";
import { keepingSections } from "../../../automation/plan/keepingSections";
import { loadConfig } from "../../../infra/config/load";
import { parseStackFile } from "../../../infra/config/stackFile";
import { project } from "../../../infra/naming";
import { profiles } from "../../../stacks/profiles";
import { soundFiles } from "../../support/damage";
import { configOf, modulesOf } from "../../support/harness";

const keeping = (file: string) =>
  keepingOf(
    loadConfig(parseStackFile(soundFiles.get(file)!).config, { stack: "staging", project, profiles }),
  );

describe("what the environment keeps", () => {
  it("is told of a stack file that has all of it", () => {
    expect(keeping("full")).to.deep.equal({
      deletion: "protected",
      stores: [
        {
          store: "MariaDB 11.8",
          runs: "db.t4g.medium, one zone, proxy",
          copies: "any second of 7 days",
        },
        {
          store: "Qdrant 1.19.0",
          runs: "3 x r7g.large, 2 copies of a vector",
          copies: "snapshots of 7 days",
        },
        { store: "Valkey 9", runs: "2 x cache.t4g.small", copies: "none: it is a cache" },
        {
          store: "buckets of 2 module(s)",
          runs: "calls are recorded",
          copies: "old versions for 30 days",
        },
        { store: "passwords and tokens", runs: "change every 30 days", copies: "7 days after their end" },
        {
          store: "AWS Backup",
          runs: "daily at 21:00 UTC, a restore is tried every month",
          copies: "daily for 35 days, monthly for 365 days",
        },
      ],
      connections: {
        used: 40,
        limit: 276,
        modules: [{ module: "planning", connections: 40, tasks: 8, poolSize: 5, metadata: "write" }],
      },
    });
  });

  it("is told of a serverless cache by its limits", () => {
    expect(keeping("modules").stores.map(({ store, runs }) => `${store}: ${runs}`)).to.include(
      "Valkey 8: serverless, at most 10 GiB and 5000 ECPU/s",
    );
  });

  it("leaves out what is not there", () => {
    const config = configOf("dev", (given) => {
      given["ai-platform:data"] = { mariadb: false, qdrant: false };
      for (const module of Object.values(modulesOf(given))) module.data = {};
    });
    const { stores, connections } = keepingOf(config);
    expect(stores.map(({ store }) => store)).to.deep.equal(["passwords and tokens"]);
    expect(connections).to.equal(undefined);
    expect(keepingSections(keepingOf(config)).map(({ title }) => title)).to.deep.equal(["Data"]);
  });

  it("has a line for each module that takes connections", () => {
    const [, connections] = keepingSections(keepingOf(configOf("dev")));
    expect(connections!.rows).to.deep.equal([
      ["manufacturing", "10", "4", "2", "-"],
      ["planning", "10", "4", "2", "-"],
      ["support", "10", "4", "2", "-"],
    ]);
    expect(connections!.note).to.match(/^30 of 68 are given away\./);
  });

  it("says who writes the common schema and who reads it", () => {
    const config = configOf("dev", (given) => {
      given["ai-platform:data"] = { mariadb: { metadataOwner: "support" } };
    });
    const [, connections] = keepingSections(keepingOf(config));
    expect(
      connections!.rows.map(([module, , , , metadata]) => `${module as string} ${metadata as string}`),
    ).to.deep.equal(["manufacturing reads", "planning reads", "support writes"]);
  });

  it("says what becomes of what leaves the file", () => {
    const note = (stack: "dev" | "prod") => keepingSections(keepingOf(configOf(stack)))[0]!.note;
    expect(note("dev")).to.contain("deleted with its content");
    expect(note("prod")).to.contain("stays in AWS");
  });
});
