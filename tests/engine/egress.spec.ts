import { expect } from "chai";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { lost, set, whileEdited } from "./edits/edit";
import { create, update } from "./edits/steps";
import { deadline, end, rehearse, succeed, told } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const types = "ai-platform:network:NetworkTier";
const within = "awsx:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet";
/** What awsx made when NAT gateways were its own, by where it stood. */
const former: readonly (readonly [parents: string, type: string, name: string])[] = [
  [within, "aws:ec2/eip:Eip", "network-1"],
  [within, "aws:ec2/natGateway:NatGateway", "network-1"],
  [`${within}$aws:ec2/routeTable:RouteTable`, "aws:ec2/route:Route", "network-private-1"],
  [`${within}$aws:ec2/routeTable:RouteTable`, "aws:ec2/route:Route", "network-private-2"],
];

describe("the way out of an environment that runs", function () {
  this.timeout(4 * deadline);
  let rehearsal: Rehearsal | undefined;

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
    await succeed(rehearsal, "up");
  });
  after(() => end(rehearsal));

  it("gets a firewall and loses it again without losing anything else", async () => {
    const strict = set("network.egress", { mode: "strict" });
    const there = await whileEdited(rehearsal!, [strict], async () => {
      const { steps } = await succeed(rehearsal!, "up");
      expect(told((await succeed(rehearsal!, "up")).steps)).to.deep.equal([]);
      return steps;
    });
    expect(lost(there)).to.deep.equal([]);
    const changed = told(there).filter((step) => !/ (network-firewall\S*)$/.test(step));
    expect(changed).to.deep.equal(
      update(
        "cloudwatch/metricAlarm:MetricAlarm network-dns",
        "ec2/route:Route network-private-1",
        "ec2/route:Route network-private-2",
        "route53/resolverFirewallRule:ResolverFirewallRule network-dns-others",
      ),
    );
    expect(told(there)).to.include.members(
      create("networkfirewall/firewall:Firewall network-firewall", "ec2/subnet:Subnet network-firewall-1"),
    );
    const back = (await succeed(rehearsal!, "up")).steps;
    expect(lost(back)).to.deep.equal([]);
    expect(told(back).filter((step) => step.startsWith("create"))).to.deep.equal([]);
  });

  it("shows a zone that comes as new, and the others as they are", async () => {
    const edits = [set("network.availabilityZones", 3), set("network.natGateways", "per-zone")];
    const { steps } = await whileEdited(rehearsal!, edits, () => succeed(rehearsal!, "preview"));
    const ours = told(steps).filter((step) => /(NatGateway|Eip|Route) network-/.test(step));
    expect(ours).to.deep.equal(
      [
        ...[2, 3].flatMap((zone) =>
          create(`ec2/eip:Eip network-${zone}`, `ec2/natGateway:NatGateway network-${zone}`),
        ),
        ...create("ec2/route:Route network-private-3", "ec2/route:Route network-public-3"),
        ...update("ec2/route:Route network-private-2"),
      ].sort(),
    );
  });

  it("stays as it is where awsx made it once", async () => {
    const { stack, cloud } = rehearsal!;
    const ids = () =>
      cloud
        .resources()
        .map(({ id }) => id)
        .sort();
    const before = ids();
    const state = await stack.exportStack();
    let text = JSON.stringify(state);
    for (const [parents, type, name] of former) {
      expect(text).to.include(`${types}$${type}::${name}`);
      text = text.replaceAll(`${types}$${type}::${name}"`, `${types}$${parents}$${type}::${name}"`);
    }
    await stack.importStack(JSON.parse(text) as typeof state);
    const { steps } = await succeed(rehearsal!, "up");
    expect(told(steps)).to.deep.equal([]);
    expect(ids()).to.deep.equal(before);
    expect(JSON.stringify(await stack.exportStack())).not.to.include(`${within}$aws:ec2/natGateway`);
  });
});
