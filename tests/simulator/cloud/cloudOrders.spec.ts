import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Cloud } from "../../../simulator/cloud/cloud";
import { GaveUpWaiting } from "../../../simulator/cloud/errors";
import type { Fault } from "../../../simulator/cloud/orders";
import { region } from "../../support/harness";
import { handleOf, logGroup, make, newFiles, openCloud, urnOf } from "./given";

const service = "aws:ecs/service:Service";
const byPath = "aws:ssm/getParametersByPath:getParametersByPath";

describe("cloud under orders", () => {
  const newFile = newFiles();
  let path: string;
  let cloud: Cloud;
  beforeEach(() => {
    path = newFile();
    cloud = openCloud(path);
  });

  const fault = (change: Partial<Fault>): Fault => ({
    operation: "create",
    nth: 1,
    effect: "fail",
    ...change,
  });
  const refusals = () =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line.startsWith('{"refused"'))
      .map((line) => JSON.parse(line) as unknown);
  const urn = urnOf(logGroup, "one");
  const one = { name: "/one" };

  for (const [effect, code] of [
    ["fail", "InternalFailure: this %s fails by order"],
    ["throttle", "ThrottlingException: Rate exceeded"],
  ] as const)
    it(`does nothing that is to ${effect}, and writes it down`, () => {
      const kept = make(cloud, logGroup, "one", one);
      const handle = handleOf(kept);
      const calls = {
        create: () => make(cloud, logGroup, "one", { name: "/two" }),
        read: () => cloud.read(handle, logGroup),
        update: () => cloud.update(handle, logGroup, { ...one, retentionInDays: 1 }),
        delete: () => cloud.delete(handle, logGroup),
      };
      const operations = ["create", "read", "update", "delete"] as const;
      cloud.order({ faults: operations.map((operation) => fault({ operation, effect })) });
      const reasons = operations.map((operation) => `simulated AWS: ${code.replace("%s", operation)}`);
      for (const [index, operation] of operations.entries())
        expect(calls[operation], operation).to.throw(reasons[index]!);
      expect(cloud.resources()).to.deep.equal([kept]);
      expect(refusals()).to.deep.equal(
        operations.map((refused, index) => ({ refused, urn, reason: reasons[index] })),
      );
      for (const operation of operations) expect(calls[operation], operation).not.to.throw();
    });

  it("does what is to time out, and then gives up", () => {
    cloud.order({
      faults: (["create", "read", "update", "delete"] as const).map((operation) =>
        fault({ operation, effect: "timeout" }),
      ),
    });
    let record: GaveUpWaiting["record"] | undefined;
    try {
      make(cloud, logGroup, "one", one);
    } catch (error) {
      expect(error).to.be.instanceOf(GaveUpWaiting);
      expect((error as Error).message).to.equal("simulated AWS: timeout: gave up waiting for /one");
      record = (error as GaveUpWaiting).record;
    }
    expect(cloud.resources()).to.deep.equal([record]);
    const handle = handleOf(record!);
    expect(cloud.read(handle, logGroup)).to.deep.equal(record);
    expect(() => cloud.update(handle, logGroup, { ...one, retentionInDays: 1 })).to.throw(GaveUpWaiting);
    expect(cloud.resources()[0]!.inputs).to.deep.equal({ ...one, retentionInDays: 1 });
    expect(() => cloud.delete(handle, logGroup)).to.throw("timeout: gave up waiting for the end of /one");
    expect(cloud.resources()).to.deep.equal([]);
    expect(refusals()).to.deep.equal([]);
  });

  it("gives the next of a URN the ids that a failed one did not use", () => {
    cloud.order({ faults: [fault({})] });
    const listener = "aws:lb/listener:Listener";
    const inputs = { loadBalancerArn: "arn:loadbalancer/one", port: 80 };
    expect(() => make(cloud, listener, "one", inputs)).to.throw("InternalFailure");
    const { id } = make(cloud, listener, "one", inputs);
    expect(make(openCloud(newFile()), listener, "one", inputs).id).to.equal(id);
  });

  it("counts from the last order on, and takes orders from another process", () => {
    const other = openCloud(path);
    other.order({ faults: [fault({ nth: 2 })] });
    make(cloud, logGroup, "one", one);
    other.order({ faults: [fault({ nth: 2 })] });
    make(cloud, logGroup, "two", { name: "/two" });
    expect(() => make(cloud, logGroup, "three", { name: "/three" })).to.throw("InternalFailure");
    other.order({});
    for (const name of ["three", "four"]) make(cloud, logGroup, name, { name: `/${name}` });
    expect(other.resources()).to.have.length(4);
  });

  it("writes down what AWS itself refuses", () => {
    const made = make(cloud, logGroup, "one", one);
    const key = make(cloud, "aws:kms/key:Key", "key");
    cloud.delete(handleOf(key), key.type);
    const role = make(cloud, "aws:iam/role:Role", "role", { name: "role" });
    make(cloud, "aws:iam/rolePolicy:RolePolicy", "policy", { role: "role" });
    const before = cloud.resources();
    expect(() => make(cloud, logGroup, "two", one)).to.throw("is taken");
    expect(() => cloud.update(handleOf(made), logGroup, { kmsKeyId: key.id })).to.throw("NotFound");
    expect(() => cloud.delete(handleOf(role), role.type)).to.throw("DependencyViolation");
    expect(cloud.resources()).to.deep.equal(before);
    expect(refusals()).to.deep.equal([
      {
        refused: "create",
        urn: urnOf(logGroup, "two"),
        reason: 'simulated AWS: ResourceAlreadyExistsException: "/one" is taken',
      },
      { refused: "update", urn, reason: `simulated AWS: NotFound: there is no ${key.id} any more` },
      {
        refused: "delete",
        urn: role.urn,
        reason: `simulated AWS: DependencyViolation: role is in use by ${urnOf("aws:iam/rolePolicy:RolePolicy", "policy")}`,
      },
    ]);
  });

  it("can be changed behind Pulumi's back", () => {
    const made = make(cloud, logGroup, "one", { ...one, retentionInDays: 30 });
    openCloud(path).tamper(urn, { retentionInDays: 1, kmsKeyId: "key" });
    const inputs = { ...one, retentionInDays: 1, kmsKeyId: "key" };
    expect(cloud.read(handleOf(made), logGroup)).to.deep.equal({ ...made, inputs });
  });

  it("can lose something, and then others name it in vain", () => {
    const key = make(cloud, "aws:kms/key:Key", "key");
    openCloud(path).lose(key.urn);
    expect(cloud.read(handleOf(key), key.type)).to.equal(undefined);
    expect(() => make(cloud, logGroup, "one", { ...one, kmsKeyId: key.id })).to.throw("NotFound");
  });

  it("can lose or change only what is there, and there once", () => {
    expect(() => cloud.lose(urn)).to.throw(`0 resources with the URN ${urn}`);
    make(cloud, logGroup, "one", one);
    make(cloud, logGroup, "one", { name: "/two" });
    expect(() => cloud.tamper(urn, {})).to.throw(`2 resources with the URN ${urn}`);
    expect(cloud.resources()).to.have.length(2);
  });

  it("keeps every version of a parameter", () => {
    const before = Math.floor(Date.now() / 1000);
    cloud.parameters.put("/b", "1");
    openCloud(path).parameters.put("/a", "other");
    cloud.parameters.put("/b", "2");
    for (const { parameters } of [cloud, openCloud(path)]) {
      expect(parameters.names()).to.deep.equal(["/a", "/b"]);
      const history = parameters.history("/b");
      expect(history.map(({ version, value }) => `${version} ${value}`)).to.deep.equal(["1 1", "2 2"]);
      for (const { modified } of history)
        expect(modified)
          .to.be.at.least(before)
          .and.at.most(Math.floor(Date.now() / 1000));
      expect(parameters.history("/c")).to.deep.equal([]);
    }
  });

  it("answers functions, with the newest parameters of whoever put them", () => {
    cloud.parameters.put("/releases/a", "old");
    const other = openCloud(path);
    other.parameters.put("/releases/a", "new");
    other.parameters.put("/releasesOfOthers/a", "other");
    expect(cloud.invoke(byPath, { path: "/releases" })).to.deep.include({
      names: ["/releases/a"],
      values: ["new"],
      region,
    });
    expect(() => cloud.invoke("aws:sns/getTopic:getTopic", {})).to.throw("does not know the function");
  });

  it("shows its ECS services with their rollouts", () => {
    const inputs = { cluster: "arn:cluster/one", name: "planning", taskDefinition: "planning:1" };
    const { id } = make(cloud, service, "planning", { ...inputs, desiredCount: 2 });
    make(cloud, service, "support", { ...inputs, name: "support" });
    make(cloud, logGroup, "one", one);
    const rollout = { state: "inProgress", events: ["still starting"] } as const;
    openCloud(path).order({ rollouts: { planning: rollout } });
    const [planning, support] = cloud.services();
    expect(planning).to.deep.equal({
      ...{ clusterArn: "arn:cluster/one", arn: id, name: "planning", taskDefinition: "planning:1" },
      ...{ desiredCount: 2, rollout, hooks: [] },
    });
    expect(support).to.deep.include({ name: "support", desiredCount: 0, rollout: { state: "completed" } });
    expect(cloud.services()).to.have.length(2);
  });
});
