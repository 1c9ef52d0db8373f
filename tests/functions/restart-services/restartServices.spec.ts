import {
  DescribeServicesCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect } from "chai";
import { restartServices } from "../../../functions/restart-services/restartServices";
import { type Client, servicesOf } from "../../../functions/restart-services/services";

interface Service {
  status?: string;
  running: number;
  deployments: { status: string; createdAt: Date }[];
}

const time = "2026-11-21T10:00:00Z";
const rotatedAt = new Date(time);
const later = new Date(rotatedAt.getTime() + 60_000);

/** ECS as far as the function asks it; a restart becomes a deployment that is under way. */
class Ecs {
  readonly calls: string[] = [];

  constructor(private readonly services: Record<string, Service>) {}

  send(command: unknown): Promise<unknown> {
    return Promise.resolve(this.answer(command));
  }

  private answer(command: unknown): unknown {
    if (command instanceof DescribeServicesCommand) {
      const { cluster, services: [name = ""] = [] } = command.input;
      expect(cluster).to.equal("ai-platform-test");
      const service = this.services[name];
      if (!service) return { services: [], failures: [{ reason: "MISSING" }] };
      const { status = "ACTIVE", running: runningCount } = service;
      return { services: [{ status, runningCount, desiredCount: 2 }] };
    }
    if (command instanceof ListServiceDeploymentsCommand) {
      const { service = "", nextToken } = command.input;
      // One by one, as if they were many.
      const index = Number(nextToken ?? 0);
      const all = this.services[service]!.deployments;
      const more = index + 1 < all.length ? { nextToken: String(index + 1) } : {};
      return { serviceDeployments: all.slice(index, index + 1), ...more };
    }
    if (command instanceof UpdateServiceCommand) {
      const { cluster, service = "", ...rest } = command.input;
      expect([cluster, rest]).to.deep.equal(["ai-platform-test", { forceNewDeployment: true }]);
      this.calls.push(service);
      this.services[service]!.deployments.unshift({ status: "IN_PROGRESS", createdAt: later });
      return {};
    }
    throw new Error("another command");
  }
}

const well = (): Service => ({ running: 2, deployments: [{ status: "SUCCESSFUL", createdAt: new Date(0) }] });

const body = (services: readonly string[]) =>
  JSON.stringify({
    id: "1",
    time,
    source: "ai-platform",
    detail: { environment: "test", secretArn: "arn:secret", services },
  });

function given(services: Record<string, Service>) {
  const ecs = new Ecs(services);
  const lines: string[] = [];
  const handler = restartServices({
    ...servicesOf(ecs as unknown as Client, "ai-platform-test"),
    log: (line) => lines.push(line),
  });
  const receive = (...names: string[]) => handler({ Records: [{ messageId: "m", body: body(names) }] });
  return { ecs, lines, handler, receive };
}

const again = { batchItemFailures: [{ itemIdentifier: "m" }] };
const settled = { batchItemFailures: [] };

describe("restart-services", () => {
  it("restarts one service at a time, and is done when all have new tasks", async () => {
    const services = { one: well(), two: well() };
    const { ecs, receive } = given(services);
    expect(await receive("one", "two")).to.deep.equal(again);
    expect(await receive("one", "two")).to.deep.equal(again);
    expect(ecs.calls).to.deep.equal(["one"]);
    services.one.deployments[0]!.status = "SUCCESSFUL";
    expect(await receive("one", "two")).to.deep.equal(again);
    expect(ecs.calls).to.deep.equal(["one", "two"]);
    services.two.deployments[0]!.status = "SUCCESSFUL";
    expect(await receive("one", "two")).to.deep.equal(settled);
    expect(ecs.calls).to.deep.equal(["one", "two"]);
  });

  it("passes services by that are gone", async () => {
    const { ecs, receive } = given({ old: { ...well(), status: "INACTIVE" }, new: well() });
    expect(await receive("removed", "old")).to.deep.equal(settled);
    expect(await receive("removed", "old", "new")).to.deep.equal(again);
    expect(ecs.calls).to.deep.equal(["new"]);
  });

  it("leaves alone what is not well, and whoever comes after it", async () => {
    const { ecs, lines, receive } = given({ one: { ...well(), running: 1 }, two: well() });
    expect(await receive("one", "two")).to.deep.equal(again);
    expect(ecs.calls).to.deep.equal([]);
    expect(lines.map((line) => JSON.parse(line) as unknown)).to.deep.equal([
      {
        level: "INFO",
        message: "is not steady, and is left alone until it is",
        service: "one",
        secret: "arn:secret",
      },
    ]);
  });

  it("does not try again what failed, and says so", async () => {
    const failed = { running: 2, deployments: [{ status: "ROLLBACK_SUCCESSFUL", createdAt: later }] };
    const { ecs, lines, receive } = given({ one: failed });
    expect(await receive("one")).to.deep.equal(again);
    expect(ecs.calls).to.deep.equal([]);
    expect(lines[0]).to.contain('"level":"ERROR"');
  });

  it("finds a deployment on whichever page it stands", async () => {
    const deployments = [
      { status: "STOPPED", createdAt: later },
      { status: "SUCCESSFUL", createdAt: later },
    ];
    expect(await given({ one: { running: 2, deployments } }).receive("one")).to.deep.equal(settled);
  });

  const wrong: [string, string][] = [
    ["no JSON", "hello"],
    ["no event", "{}"],
    ["an event without a time", body([]).replace(time, "")],
    ["an event with no names", JSON.stringify({ time, detail: { secretArn: "a", services: [1] } })],
  ];
  for (const [title, text] of wrong)
    it(`refuses ${title}, so that the message ends among the dead letters`, async () => {
      const failure = await given({})
        .handler({ Records: [{ messageId: "m", body: text }] })
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(failure).to.be.an("error").with.property("message").that.contains("a message must be an event");
    });
});
