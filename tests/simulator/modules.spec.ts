import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { simulatedAws } from "../../simulator/aws";
import { record, type Recording } from "../../simulator/record";
import { account, valueOf } from "../support/fixtures";
import { region } from "../support/harness";
import { modules } from "./modules";

describe("the modules of simulated AWS", () => {
  let recorded: Recording<ReturnType<typeof modules>>;
  before(async () => {
    recorded = await record(simulatedAws({ region }), { project: "ai-platform", stack: "test" }, modules);
  });
  const ask = async <T>(what: (made: ReturnType<typeof modules>) => pulumi.Output<T>) =>
    valueOf(what(recorded.result));
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;

  it("have capacity providers that go by their ARN", async () => {
    for (const which of ["scaled", "managed"] as const) {
      const name = await ask((made) => made[which].name);
      expect(name).to.match(new RegExp(`^${which}-[0-9a-f]{7}$`));
      expect(await ask((made) => made[which].arn)).to.equal(arn("ecs", `capacity-provider/${name}`));
      expect(await ask((made) => made[which].id)).to.equal(arn("ecs", `capacity-provider/${name}`));
    }
  });

  it("scale by the clock under a name of their service's own", async () => {
    const [name, resource] = [
      await ask(({ night }) => night.name),
      await ask(({ night }) => night.resourceId),
    ];
    expect(await ask(({ night }) => night.id)).to.equal(`${name}-ecs-${resource}`);
    const [start, id, ...rest] = (await ask(({ night }) => night.arn)).split(
      /(?<=scheduledAction:)([0-9a-f]+)/,
    );
    expect(start).to.equal(arn("autoscaling", "scheduledAction:"));
    expect(id).to.match(/^[0-9a-f]{32}$/);
    expect(rest).to.deep.equal([`:resource/ecs/${resource}:scheduledActionName/${name}`]);
  });

  it("are started by schedules of their group", async () => {
    const name = await ask(({ job }) => job.name);
    expect(name).to.match(/^job-[0-9a-f]{7}$/);
    const group = await ask(({ job }) => job.groupName);
    expect(group).to.match(/^jobs-[0-9a-f]{7}$/);
    expect(await ask(({ job }) => job.id)).to.equal(`${group}/${name}`);
    expect(await ask(({ job }) => job.arn)).to.equal(arn("scheduler", `schedule/${group}/${name}`));
  });

  it("leave failures in a queue that is its URL", async () => {
    const name = await ask(({ failures }) => failures.name);
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    expect(name).to.match(/^failures-[0-9a-f]{7}$/);
    expect(await ask(({ failures }) => failures.id)).to.equal(url);
    expect(await ask(({ failures }) => failures.url)).to.equal(url);
    expect(await ask(({ failures }) => failures.arn)).to.equal(arn("sqs", name));
    expect(await ask(({ queuePolicy }) => queuePolicy.id)).to.equal(url);
    expect(await ask(({ fifo }) => fifo.name)).to.match(/^in-order-[0-9a-f]{7}\.fifo$/);
  });

  it("are watched by rules, targets and alarms that go by their names", async () => {
    const name = await ask(({ stopped }) => stopped.name);
    expect(await ask(({ stopped }) => stopped.id)).to.equal(name);
    expect(await ask(({ stopped }) => stopped.arn)).to.equal(arn("events", `rule/${name}`));
    const targetId = await ask(({ target }) => target.targetId);
    expect(targetId).to.match(/^terraform-[0-9a-f]{26}$/);
    expect(await ask(({ target }) => target.id)).to.equal(`${name}-${targetId}`);
    expect(await ask(({ target }) => target.arn)).to.equal(await ask(({ failures }) => failures.arn));
    const other = await ask(({ onOtherBus }) => onOtherBus.name);
    expect(await ask(({ onOtherBus }) => onOtherBus.id)).to.equal(`other/${other}`);
    expect(await ask(({ onOtherBus }) => onOtherBus.arn)).to.equal(arn("events", `rule/other/${other}`));
    const alarm = await ask((made) => made.alarm.name);
    expect(await ask((made) => made.alarm.id)).to.equal(alarm);
    expect(await ask((made) => made.alarm.arn)).to.equal(arn("cloudwatch", `alarm:${alarm}`));
  });

  it("register machines by a code that is never a real one", async () => {
    expect(await ask(({ activation }) => activation.id)).to.match(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    expect(await ask(({ activation }) => activation.activationCode)).to.match(/^simulated-activation-code-/);
    expect(await ask(({ activation }) => activation.registrationCount)).to.equal(0);
  });

  it("stand behind a network load balancer that is reached under its id", async () => {
    const [name, suffix] = [
      await ask(({ balancer }) => balancer.name),
      await ask(({ balancer }) => balancer.arnSuffix),
    ];
    const id = suffix.split("/").at(-1)!;
    expect(suffix).to.equal(`net/${name}/${id}`);
    const whole = arn("elasticloadbalancing", `loadbalancer/${suffix}`);
    expect(await ask(({ balancer }) => balancer.arn)).to.equal(whole);
    expect(await ask(({ balancer }) => balancer.dnsName)).to.equal(
      `${name}-${id}.elb.${region}.amazonaws.com`,
    );
    expect(await ask(({ listener }) => listener.arn)).to.match(
      new RegExp(`^${whole.replace(":loadbalancer/", ":listener/")}/[0-9a-f]{16}$`),
    );
  });

  it("trust an authority whose certificates hang below it", async () => {
    const authority = await ask((made) => made.authority.arn);
    expect(authority).to.match(/^arn:aws:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/);
    expect(await ask((made) => made.authority.certificateSigningRequest)).to.include("simulated-");
    expect(await ask(({ installed }) => installed.id)).to.equal(authority);
    for (const which of ["root", "leaf"] as const) {
      expect(await ask((made) => made[which].id)).to.equal(await ask((made) => made[which].arn));
      expect(await ask((made) => made[which].arn)).to.match(
        new RegExp(`^${authority}/certificate/[0-9a-f]{32}$`),
      );
      expect(await ask((made) => made[which].certificate)).to.include("simulated-");
    }
    expect(await ask(({ root }) => root.certificateChain)).to.equal("");
    expect(await ask(({ leaf }) => leaf.certificateChain)).to.include("simulated-");
  });
});
