import { expect } from "chai";
import fc from "fast-check";
import { durable, kept } from "../../infra/durability";
import { listenerPriority } from "../../infra/listenerPriority";
import {
  collectionName,
  logGroupName,
  parameterPath,
  project,
  repositoryName,
  schemaName,
} from "../../infra/naming";
import { collectionMemoryMiB, qdrantMemoryMiB, replicationFactor } from "../../infra/qdrant";
import { environmentTags, moduleTags } from "../../infra/tags";
import { longestResponseLimitSeconds, timeoutChain } from "../../infra/timeouts";
import { moduleSchema } from "../../infra/config/schema/module";

const moduleName = fc.stringMatching(/^[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,10})?$/);

describe("the priority of a listener rule", () => {
  // A change of any of these would move rules of running modules.
  const golden = { planning: 40452, manufacturing: 48158, support: 14377 };

  for (const [name, priority] of Object.entries(golden))
    it(`of ${name} is ${priority} for ever`, () =>
      expect(listenerPriority(name, { routes: [] })).to.equal(priority));

  it("is the chosen one where there is one", () =>
    expect(listenerPriority("planning", { routes: [], listenerPriority: 7 })).to.equal(7));

  it("lies within what AWS allows", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const priority = listenerPriority(name, { routes: [] });
        expect(Number.isInteger(priority) && priority >= 1 && priority <= 50000).to.equal(true);
      }),
    );
  });
});

describe("names", () => {
  it("are made of the environment and the module", () => {
    expect(project).to.equal("ai-platform");
    expect(parameterPath("dev", "releases", "planning")).to.equal("/ai-platform/dev/releases/planning");
    expect(parameterPath("dev")).to.equal("/ai-platform/dev");
    expect(logGroupName("dev", "modules", "planning")).to.equal("/ai-platform/dev/modules/planning");
    expect(schemaName("a-b-c")).to.equal("a_b_c");
    expect(collectionName("a-b", "documents")).to.equal("a_b__documents");
    expect(repositoryName("planning")).to.equal("ai-platform/planning");
  });

  it("of schemas and collections are different for different modules", () => {
    const collection = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/);
    fc.assert(
      fc.property(moduleName, moduleName, collection, collection, (one, other, first, second) => {
        fc.pre(one !== other);
        expect(schemaName(one)).not.to.equal(schemaName(other));
        expect(collectionName(one, first)).not.to.equal(collectionName(other, second));
      }),
    );
  });
});

describe("the chain of timeouts", () => {
  const cases = [
    [1, 30],
    [30, 30],
    [31, 31],
    [120, 120],
    [121, 120],
    [900, 120],
  ] as const;
  for (const [longest, stop] of cases)
    it(`with answers of ${longest} s lets a task stop within ${stop} s`, () =>
      expect(timeoutChain(longest)).to.deep.equal({
        heartbeat: 15,
        api: longest,
        apiIdle: 300,
        loadBalancerIdle: 910,
        keepAlive: 920,
        request: longest,
        requestIdle: Math.max(300, longest),
        drain: longest,
        stop,
      }));

  it("T2: holds from hop to hop, whatever the longest answer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: longestResponseLimitSeconds }), (longest) => {
        const chain = timeoutChain(longest);
        for (const idle of [chain.apiIdle, chain.loadBalancerIdle, chain.requestIdle])
          expect(chain.heartbeat).to.be.lessThan(idle);
        for (const whole of [chain.api, chain.request, chain.drain]) expect(whole).to.be.at.least(longest);
        expect(chain.api).to.be.at.most(900);
        // An idle timer that is longer than the answer itself can never cut it off.
        expect(chain.loadBalancerIdle).to.be.greaterThan(chain.api);
        expect(chain.keepAlive).to.be.greaterThan(chain.loadBalancerIdle);
        expect(chain.stop).to.be.within(30, 120);
      }),
    );
  });

  it("go as far as the schema and the API edge do", () => {
    expect(longestResponseLimitSeconds).to.equal(900);
    const longest = moduleSchema.shape.longestResponseSeconds;
    expect(longest.safeParse(longestResponseLimitSeconds).success).to.equal(true);
    expect(longest.safeParse(longestResponseLimitSeconds + 1).success).to.equal(false);
  });
});

describe("sizes of Qdrant", () => {
  it("leave half a GiB of an instance to the system", () => {
    expect(qdrantMemoryMiB("t4g.small")).to.equal(1433);
    expect(qdrantMemoryMiB("r7g.2xlarge")).to.equal(61747);
    expect(qdrantMemoryMiB("unknown")).to.equal(-512);
  });

  it("take six bytes for each dimension of a vector", () => {
    expect(collectionMemoryMiB({ vectors: 2 ** 20, vectorSize: 1024 })).to.equal(6144);
    expect(collectionMemoryMiB({ vectors: 0, vectorSize: 1024 })).to.equal(0);
  });

  it("hold every shard twice from three nodes on", () => {
    expect([1, 2, 3, 4, 9].map(replicationFactor)).to.deep.equal([1, 1, 2, 2, 2]);
  });
});

describe("durability", () => {
  it("protects and keeps what the environment shares, and keeps what a module has", () => {
    expect(durable("protected")).to.deep.equal({ protect: true, retainOnDelete: true });
    expect(kept("protected")).to.deep.equal({ retainOnDelete: true });
  });

  it("lets go of all that is disposable", () => {
    expect(durable("disposable")).to.deep.equal({});
    expect(kept("disposable")).to.deep.equal({});
  });
});

describe("tags", () => {
  it("of an environment cannot be overwritten by a stack file", () => {
    expect(
      environmentTags("dev", { Project: "x", ManagedBy: "x", Environment: "x", Team: "a" }),
    ).to.deep.equal({
      Project: "ai-platform",
      Environment: "dev",
      ManagedBy: "pulumi",
      Team: "a",
    });
  });

  it("of a module name it and its owner", () => {
    expect(moduleTags("planning", "a@b.de")).to.deep.equal({ Module: "planning", Owner: "a@b.de" });
  });
});
