import { expect } from "chai";
import { textsOf, type Changes } from "./given";
import { ruleTable, type RuleCase } from "./ruleTable";

const owner = "team@example.com";
/** Beside planning, manufacturing and support, which answer at paths. */
const inner = { owner, routes: [] };
const worker = { owner, kind: "worker" };
const job = {
  owner,
  kind: "job",
  jobs: { nightly: { schedule: "rate(1 day)", timezone: "UTC", command: ["true"] } },
};
const tcp = { owner, protocol: "tcp", port: 7000 };
const own = { kind: "external", spotPercent: 0, onDemandBase: 0 };
const at = "modules.planning.";

const calls = (...callees: string[]): Changes => ({ "modules.planning.calls": callees });
const third =
  "Each module starts after those that it calls. Remove one of these calls, or let both sides call a third module.";

ruleTable("whom a module may call", [
  {
    says: `${at}calls[0] must not be the module itself; got "planning". Remove it.`,
    wrong: calls("planning"),
    right: calls("support"),
  },
  {
    says: `${at}calls[0] must be a module of this file; got "suport". Did you mean support?`,
    wrong: calls("suport"),
    right: calls("support"),
  },
  {
    says: `${at}calls[0] must be a module of this file; got "warehouse-keeping". Use one of: manufacturing, support.`,
    wrong: calls("warehouse-keeping"),
    right: calls("manufacturing"),
  },
  {
    says: `${at}calls[1] must not be named twice; got "support". Remove one.`,
    wrong: calls("support", "support"),
    right: calls("support", "manufacturing"),
  },
  {
    says: `${at}calls[0] must be a module that answers in the VPC, or a worker; got "nightly". A job answers nobody; remove it.`,
    wrong: { "modules.nightly": job, ...calls("nightly") },
    right: { "modules.nightly": worker, ...calls("nightly") },
  },
  {
    says: `${at}calls[0] must be a module that answers in the VPC, or a worker; got "plant". Nothing in AWS knows a way to the company's own servers by name; write its address into outbound.`,
    wrong: {
      "modules.plant": { ...inner, capacity: own },
      "platform.externalInstances": { registrations: 1, activation: 1 },
      ...calls("plant"),
    },
    right: { "modules.plant": inner, ...calls("plant") },
  },
  {
    trap: "the tasks of a job resolve no name of Service Connect",
    says: `modules.nightly.calls[0] must be a worker where a job calls; got "support". The tasks of a job know no names of Service Connect. Call a worker, or a module of protocol: tcp by its load balancer, with an entry in outbound.`,
    wrong: { "modules.nightly": { ...job, calls: ["support"] } },
    right: { "modules.mill": worker, "modules.nightly": { ...job, calls: ["mill"] } },
  },
  {
    says: `modules.manufacturing.calls must not lead back to manufacturing; got "manufacturing -> planning -> support -> manufacturing". ${third}`,
    wrong: {
      ...calls("support"),
      "modules.support.calls": ["manufacturing"],
      "modules.manufacturing.calls": ["planning"],
    },
    right: { ...calls("support"), "modules.support.calls": ["manufacturing"] },
  },
  {
    says: `${at}environment.ORDERS_URL is what the call of orders sets; got "x". Remove it.`,
    wrong: {
      "modules.orders": inner,
      ...calls("orders"),
      "modules.planning.environment": { ORDERS_URL: "x" },
    },
    right: { "modules.orders": inner, ...calls("orders"), "modules.planning.environment": { ORDERS: "x" } },
  },
  {
    says: `${at}calls[1] must not set MILL_QUEUE_URL, which the call of mill sets; got "mill-queue". Give one of the two modules another name.`,
    wrong: { "modules.mill": worker, "modules.mill-queue": inner, ...calls("mill", "mill-queue") },
    right: { "modules.mill": worker, "modules.mill-row": inner, ...calls("mill", "mill-row") },
  },
]);

const kinds: RuleCase[] = [
  {
    says: "modules.front.routes must have a path in a front end; got []. Write routes: [/].",
    wrong: { "modules.front": { owner, kind: "web" } },
    right: { "modules.front": { owner, kind: "web", routes: ["/"] } },
  },
  {
    says: "modules.orders.routes must have a path where no module calls this one; got []. Nobody could reach it: give it a path, or name it in the calls of another module.",
    wrong: { "modules.orders": inner },
    right: { "modules.orders": inner, ...calls("orders") },
  },
  {
    says: 'modules.mill.routes must be empty in a worker; got ["/mill"]. It answers nobody; remove the key, or use kind: service.',
    wrong: { "modules.mill": { ...worker, routes: ["/mill"] } },
    right: { "modules.mill": worker },
  },
  {
    says: "modules.nightly.jobs must have a job; got {}. Nothing would ever run; write one.",
    wrong: { "modules.nightly": { owner, kind: "job" } },
    right: { "modules.nightly": job },
  },
  {
    says: 'modules.ledger.protocol must be http in a front end, a worker, a job or a module with routes; got "tcp". Paths are HTTP; take the routes to another module, or remove the key.',
    wrong: { "modules.ledger": { ...tcp, routes: ["/ledger"], allowedCidrs: ["10.0.0.0/8"] } },
    right: { "modules.ledger": { ...tcp, allowedCidrs: ["10.0.0.0/8"] } },
  },
  {
    says: "modules.ledger.allowedCidrs must have a range where no module calls this one; got []. Nobody could reach it: allow a range, or name it in the calls of another module.",
    wrong: { "modules.ledger": tcp },
    right: { "modules.ledger": tcp, ...calls("ledger") },
  },
  {
    says: 'modules.planning.allowedCidrs must be empty without protocol: tcp; got ["10.0.0.0/8"]. HTTP comes through the API; remove the key.',
    wrong: { "modules.planning.allowedCidrs": ["10.0.0.0/8"] },
    right: { "modules.planning.allowedCidrs": [] },
  },
  {
    trap: "AWS refuses load balancers whose name begins with internal-",
    says: 'modules.internal-ledger.protocol must be http in a module whose name begins with internal-; got "tcp". AWS takes no load balancer of such a name; choose another name for the module.',
    wrong: { "modules.internal-ledger": { ...tcp, allowedCidrs: ["10.0.0.0/8"] } },
    right: { "modules.ledger-internal": { ...tcp, allowedCidrs: ["10.0.0.0/8"] } },
  },
  {
    says: "modules.planning.port must not be 8443 with platform.serviceTls; got 8443. There the proxy of Service Connect takes TLS; choose another.",
    wrong: { "modules.planning.port": 8443, "platform.serviceTls": { authority: "own" } },
    right: { "modules.planning.port": 8443 },
  },
];
ruleTable("kinds of modules", kinds);

const ledger = (...allowedCidrs: string[]): Changes => ({ "modules.ledger": { ...tcp, allowedCidrs } });
const outbound = (...entries: [string, number][]): Changes => ({
  "modules.planning.outbound": entries.map(([cidr, port]) => ({ cidr, port, description: "SAP" })),
});

ruleTable("address ranges of a module", [
  {
    says: 'modules.ledger.allowedCidrs[1] must be private (RFC 1918); got "52.0.0.0/8". Only private networks reach an internal load balancer; whoever comes from the Internet calls the API.',
    wrong: ledger("10.0.0.0/8", "52.0.0.0/8"),
    right: ledger("10.0.0.0/8", "192.168.0.0/16"),
  },
  {
    says: 'modules.ledger.allowedCidrs[0] must be an IPv4 range without bits behind the prefix; got "10.1.2.3/16". Use a range whose address ends where the prefix does, for example 10.20.0.0/16.',
    wrong: ledger("10.1.2.3/16"),
    right: ledger("10.1.0.0/16"),
  },
  {
    says: 'modules.ledger.allowedCidrs[1] must not be named twice; got "10.0.0.0/8". Remove one.',
    wrong: ledger("10.0.0.0/8", "10.0.0.0/8"),
    right: ledger("10.0.0.0/9", "10.0.0.0/8"),
  },
  {
    says: `${at}outbound[0].cidr must be an IPv4 range without bits behind the prefix; got "10.9.0.1/24". Use a range whose address ends where the prefix does, for example 10.20.0.0/16.`,
    wrong: outbound(["10.9.0.1/24", 3200]),
    right: outbound(["10.9.0.1/32", 3200]),
  },
  {
    says: `${at}outbound[0].port must not be 443; got 443. HTTPS is open to everywhere; remove the entry.`,
    wrong: outbound(["10.9.0.0/24", 443]),
    right: outbound(["10.9.0.0/24", 8443]),
  },
  {
    says: `${at}outbound[2] must not open the same port of the same range twice; got "10.9.0.0/24 3200". Remove one.`,
    wrong: outbound(["10.9.0.0/24", 3200], ["10.9.0.0/24", 3300], ["10.9.0.0/24", 3200]),
    right: outbound(["10.9.0.0/24", 3200], ["10.9.0.0/24", 3300], ["10.9.1.0/24", 3200]),
  },
]);

describe("address ranges", () => {
  it("never mean everybody", () => {
    expect(textsOf(ledger("0.0.0.0/0")).join()).to.contain(
      "modules.ledger.allowedCidrs[0] must be an IPv4 range",
    );
    expect(textsOf(outbound(["0.0.0.0/0", 25])).join()).to.contain("outbound[0].cidr must be an IPv4 range");
  });
});

describe("the rules of a callee's security group", () => {
  const callers = (count: number): Changes =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `modules.caller-${index}`,
        { owner, routes: [], kind: "worker", scaling: { max: 1 }, calls: ["support"] },
      ]),
    );

  it("are not more than AWS allows", () => {
    const wide = { "network.cidr": "10.20.0.0/16" };
    expect(textsOf({ ...wide, ...callers(59) })).to.deep.equal([]);
    expect(textsOf({ ...wide, ...callers(60) })).to.deep.equal([
      "modules.<name>.calls must stay within 60: rules of the security group of support, for its callers and its load balancer; got 61. Let some of them call it through the queue of a worker.",
    ]);
  });
});
