import { expect } from "chai";
import { networkFirewallTypes } from "../../simulator/aws/services/networkFirewall";
import { route53ResolverTypes } from "../../simulator/aws/services/route53Resolver";
import type { Values } from "../../simulator/aws/types";
import { run } from "../support/harness";
import { egress } from "./egress";

const firewallType = "aws:networkfirewall/firewall:Firewall";
const of = (what: string) => route53ResolverTypes[`aws:route53/resolver${what}:Resolver${what}`]!;
const refusal = (what: string, values: Values) => of(what).fault!(values, [])?.detail;

describe("a simulated firewall", () => {
  it("has an endpoint in each of its subnets, and another where a subnet comes", async () => {
    const { nodes } = await run(egress);
    const { inputs, outputs } = nodes.find(({ type }) => type === firewallType)!;
    const [{ subnetId }] = inputs.subnetMappings as [{ subnetId: string }];
    const { firewallStatuses, ...others } = outputs;
    const told = JSON.stringify(firewallStatuses);
    expect(told)
      .to.include(subnetId)
      .and.match(/"endpointId":"vpce-[0-9a-f]{17}"/);
    const news = { ...inputs, subnetMappings: [{ subnetId }, { subnetId: "subnet-2" }] };
    const recomputed = networkFirewallTypes[firewallType]!.recomputed!({ ...others, firewallStatuses }, news);
    const states = (recomputed.firewallStatuses as [{ syncStates: readonly unknown[] }])[0].syncStates;
    expect(states).to.have.length(2);
    expect(recomputed.arn).to.equal(outputs.arn);
    const [before] = JSON.parse(told) as [{ syncStates: readonly unknown[] }];
    expect(JSON.stringify(states[0])).to.equal(JSON.stringify(before.syncStates[0]));
  });

  it("has priorities in strict order, and in no other", () => {
    const { fault } = networkFirewallTypes["aws:networkfirewall/firewallPolicy:FirewallPolicy"]!;
    const policy = (ruleOrder: string, priority?: number) => ({
      firewallPolicy: {
        statefulEngineOptions: { ruleOrder },
        statefulRuleGroupReferences: [priority === undefined ? {} : { priority }],
      },
    });
    const says = "STRICT_ORDER, and nothing else, has priorities";
    expect(fault!(policy("STRICT_ORDER", 1), [])).to.equal(undefined);
    expect(fault!(policy("DEFAULT_ACTION_ORDER"), [])).to.equal(undefined);
    expect(fault!(policy("STRICT_ORDER"), [])?.detail).to.equal(says);
    expect(fault!(policy("DEFAULT_ACTION_ORDER", 1), [])?.detail).to.equal(says);
  });
});

describe("a simulated DNS Firewall", () => {
  it("takes a pattern only before the first dot", () => {
    for (const domain of ["*", "example.com", "*.example.com", "a-1.example.com"])
      expect(refusal("FirewallDomainList", { domains: [domain] }), domain).to.equal(undefined);
    for (const domain of [
      "a.*.example.com",
      "ecs-a-*.example.com",
      "exa_mple.com",
      "https://example.com",
      "",
    ])
      expect(refusal("FirewallDomainList", { domains: ["example.com", domain] }), domain).to.be.a("string");
  });

  it("wants to know how to block, and nothing of the kind otherwise", () => {
    expect(refusal("FirewallRule", { action: "BLOCK", blockResponse: "NXDOMAIN" })).to.equal(undefined);
    expect(refusal("FirewallRule", { action: "ALLOW" })).to.equal(undefined);
    expect(refusal("FirewallRule", { action: "BLOCK" })).to.be.a("string");
    expect(refusal("FirewallRule", { action: "ALERT", blockResponse: "NODATA" })).to.be.a("string");
  });

  it("keeps the first and the last priorities for itself", () => {
    const says = (priority: number) => refusal("FirewallRuleGroupAssociation", { priority });
    expect([101, 9899].map(says)).to.deep.equal([undefined, undefined]);
    for (const priority of [100, 9900]) expect(says(priority)).to.be.a("string");
  });
});
