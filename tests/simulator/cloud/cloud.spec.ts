import { expect } from "chai";
import type { Cloud } from "../../../simulator/cloud/cloud";
import { simulatedAccount } from "../../../simulator/aws/identity";
import { region } from "../../support/harness";
import { handleOf, logGroup, make, newFiles, openCloud, taskDefinition, urnOf } from "./given";

const service = "aws:ecs/service:Service";
const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const secret = "aws:secretsmanager/secret:Secret";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
const listener = "aws:lb/listener:Listener";

describe("cloud", () => {
  const newFile = newFiles();
  let path: string;
  let cloud: Cloud;
  beforeEach(() => {
    path = newFile();
    cloud = openCloud(path);
  });

  it("is empty at first, in nobody's account", () => {
    expect(cloud.resources()).to.deep.equal([]);
    expect(cloud.account).to.equal(simulatedAccount);
    expect(cloud.region).to.equal(region);
  });

  it("remembers what was made, with all that AWS computes", () => {
    const made = make(cloud, logGroup, "one", { name: "/one", retentionInDays: 30 });
    expect(made).to.deep.equal({
      ...{ urn: urnOf(logGroup, "one"), type: logGroup, name: "one", id: "/one" },
      inputs: { name: "/one", retentionInDays: 30 },
      computed: { name: "/one", arn: `arn:aws:logs:${region}:${simulatedAccount}:log-group:/one` },
    });
    expect(cloud.read(handleOf(made), logGroup)).to.deep.equal(made);
    expect(openCloud(path).resources()).to.deep.equal([made]);
  });

  it("does not make what it does not know", () => {
    expect(() => make(cloud, "aws:kinesis/stream:Stream", "one")).to.throw("does not know the resource type");
    expect(cloud.resources()).to.deep.equal([]);
  });

  it("changes inputs alone", () => {
    const made = make(cloud, logGroup, "one", { name: "/one", retentionInDays: 30 });
    const changed = cloud.update(handleOf(made), logGroup, { name: "/one", retentionInDays: 90 });
    expect(changed).to.deep.equal({ ...made, inputs: { name: "/one", retentionInDays: 90 } });
    expect(openCloud(path).resources()).to.deep.equal([changed]);
  });

  it("counts the changes of a launch template", () => {
    const type = "aws:ec2/launchTemplate:LaunchTemplate";
    const made = make(cloud, type, "one", { instanceType: "t4g.small" });
    expect(made.computed).to.deep.include({ latestVersion: 1, defaultVersion: 1 });
    cloud.update(handleOf(made), type, { instanceType: "t4g.medium" });
    const { computed } = cloud.update(handleOf(made), type, { instanceType: "t4g.large" });
    expect(computed).to.deep.equal({ ...made.computed, latestVersion: 3, defaultVersion: 3 });
  });

  it("tells what the inputs now say, and what follows from them", () => {
    const type = "aws:apigateway/restApi:RestApi";
    const made = make(cloud, type, "one");
    const renamed = cloud.update(handleOf(made), type, { name: "renamed" });
    expect(renamed.computed).to.deep.equal({ ...made.computed, name: "renamed" });
    expect(cloud.update(handleOf(made), type, {}).computed.name).to.equal("renamed");

    const server = "aws:cognito/resourceServer:ResourceServer";
    const scopes = (...names: string[]) => ({
      ...{ userPoolId: "pool", identifier: "api" },
      scopes: names.map((scopeName) => ({ scopeName })),
    });
    const { id, urn } = make(cloud, server, "one", scopes("read"));
    const { computed } = cloud.update({ id, urn }, server, scopes("read", "write"));
    expect(computed.scopeIdentifiers).to.deep.equal(["api/read", "api/write"]);
  });

  it("gives a replaced deployment another id, so that the stage can move before the old one goes", () => {
    const [deployment, stage] = ["aws:apigateway/deployment:Deployment", "aws:apigateway/stage:Stage"];
    const inputs = { restApi: "api", stageName: "v1" };
    const [one, two] = [1, 2].map((body) => make(cloud, deployment, "api", { triggers: { body } }));
    expect(one!.id).not.to.equal(two!.id);
    const running = make(cloud, stage, "api", { ...inputs, deployment: one!.id });
    expect(() => cloud.delete(handleOf(one!), deployment)).to.throw("Active stages pointing to this");
    cloud.update(handleOf(running), stage, { ...inputs, deployment: two!.id });
    expect(() => cloud.delete(handleOf(one!), deployment)).not.to.throw();
  });

  it("may give a resource the name and the place that it has", () => {
    const inputs = { loadBalancerArn: "arn:loadbalancer/one", port: 443 };
    const made = make(cloud, listener, "one", inputs);
    expect(() => cloud.update(handleOf(made), listener, { ...inputs, protocol: "HTTPS" })).not.to.throw();
    expect(() => make(cloud, listener, "two", inputs)).to.throw("has the same loadBalancerArn and port");
    const two = make(cloud, listener, "two", { ...inputs, port: 80 });
    expect(() => cloud.update(handleOf(two), listener, inputs)).to.throw("Conflict");
    expect(cloud.read(handleOf(two), listener)).to.deep.equal(two);
  });

  it("checks the name that it has computed", () => {
    expect(() => make(cloud, "aws:iam/role:Role", "r".repeat(57))).to.throw("ValidationError: name");
    expect(() => make(cloud, "aws:iam/role:Role", "r".repeat(56))).not.to.throw();
  });

  it("forgets what was deleted, but can still say what it was", () => {
    const made = make(cloud, logGroup, "one", { name: "/one" });
    cloud.delete(handleOf(made), logGroup);
    for (const reader of [cloud, openCloud(path)]) {
      expect(reader.resources()).to.deep.equal([]);
      expect(reader.read(handleOf(made), logGroup)).to.equal(undefined);
      expect(reader.known(handleOf(made))).to.deep.equal(made);
    }
    expect(cloud.known({ urn: made.urn, id: "other" })).to.equal(undefined);
  });

  it("knows what is there by what is there, not by what was", () => {
    const made = make(cloud, logGroup, "one", { name: "/one", retentionInDays: 30 });
    cloud.delete(handleOf(made), logGroup);
    make(cloud, logGroup, "one", { name: "/one", retentionInDays: 90 });
    expect(cloud.known(handleOf(made))!.inputs.retentionInDays).to.equal(90);
  });

  it("cannot change what is not there, and takes no offence at deleting it", () => {
    const made = make(cloud, logGroup, "one", { name: "/one" });
    cloud.delete(handleOf(made), logGroup);
    expect(() => cloud.update(handleOf(made), logGroup, {})).to.throw(
      "simulated AWS: NotFound: there is no /one",
    );
    expect(() => cloud.delete(handleOf(made), logGroup)).not.to.throw();
    expect(cloud.resources()).to.deep.equal([]);
  });

  it("gives every new resource of a URN another id, and keeps both while one replaces the other", () => {
    const inputs = { loadBalancerArn: "arn:loadbalancer/one" };
    const [one, two] = [80, 443].map((port) => make(cloud, listener, "one", { ...inputs, port }));
    expect(one!.id).not.to.equal(two!.id);
    cloud.delete(handleOf(one!), listener);
    expect(cloud.resources()).to.deep.equal([two]);
    const three = make(openCloud(path), listener, "one", { ...inputs, port: 80 });
    expect(new Set([one!.id, two!.id, three.id]).size).to.equal(3);
  });

  it("numbers the revisions of a task definition, which share their id", () => {
    const made = [1, 2, 3].map((cpu) => make(cloud, taskDefinition, "one", { family: "one", cpu }));
    expect(made.map(({ id, computed }) => `${id} ${computed.revision}`)).to.deep.equal([
      "one 1",
      "one 2",
      "one 3",
    ]);
    expect(made[2]!.computed.arn).to.match(/:task-definition\/one:3$/);
    expect(cloud.read(handleOf(made[1]!), taskDefinition)).to.deep.equal(made[1]);
    cloud.delete(handleOf(made[0]!), taskDefinition);
    expect(cloud.resources()).to.deep.equal(made.slice(1));
  });

  it("keeps what says so when its state goes", () => {
    const made = make(cloud, taskDefinition, "one", { family: "one", skipDestroy: true });
    cloud.delete(handleOf(made), taskDefinition);
    expect(cloud.resources()).to.deep.equal([made]);
  });

  for (const [type, property, inputs] of [
    [
      "aws:rds/instance:Instance",
      "deletionProtection",
      { identifier: "one", masterUserSecretKmsKeyId: "key" },
    ],
    ["aws:lb/loadBalancer:LoadBalancer", "enableDeletionProtection", { name: "one" }],
    ["aws:cognito/userPool:UserPool", "deletionProtection", { name: "one" }],
  ] as const)
    it(`deletes ${type} only after ${property} is off`, () => {
      const [on, off] = type === "aws:cognito/userPool:UserPool" ? ["ACTIVE", "INACTIVE"] : [true, false];
      const made = make(cloud, type, "one", { ...inputs, [property]: on });
      expect(() => cloud.delete(handleOf(made), type)).to.throw(
        `OperationNotPermitted: ${made.id} has deletion protection on`,
      );
      expect(cloud.resources()).to.deep.equal([made]);
      cloud.update(handleOf(made), type, { ...inputs, [property]: off });
      cloud.delete(handleOf(made), type);
      expect(cloud.resources()).to.deep.equal([]);
    });

  it("does not delete what is in use", () => {
    const [group] = [make(cloud, "aws:ec2/securityGroup:SecurityGroup", "one", { vpcId: "vpc-1" })];
    const endpoint = make(cloud, "aws:ec2/vpcEndpoint:VpcEndpoint", "two", { securityGroupIds: [group.id] });
    expect(() => cloud.delete(handleOf(group), group.type)).to.throw(`is in use by ${endpoint.urn}`);
    cloud.delete(handleOf(endpoint), endpoint.type);
    expect(() => cloud.delete(handleOf(group), group.type)).not.to.throw();
  });

  it("makes and changes nothing that names what is gone", () => {
    const key = make(cloud, "aws:kms/key:Key", "key");
    const group = make(cloud, logGroup, "kept", { name: "/kept" });
    cloud.delete(handleOf(key), key.type);
    const stale = { name: "/new", kmsKeyId: key.computed.arn };
    for (const each of [cloud, openCloud(path)]) {
      expect(() => make(each, logGroup, "new", stale)).to.throw("NotFound: there is no arn:aws:kms");
      expect(() => each.update(handleOf(group), logGroup, stale)).to.throw("NotFound");
      expect(() => make(each, logGroup, "new", { name: "/new", kmsKeyId: key.id })).to.throw("NotFound");
    }
    expect(cloud.resources()).to.deep.equal([group]);
  });

  it("makes again what is called as something that is gone, and lets others name it again", () => {
    const cluster = { cluster: "arn:cluster/one" };
    for (const [type, inputs] of [
      [logGroup, { name: "/one" }],
      ["aws:kms/alias:Alias", { name: "alias/one" }],
      [bucket, { bucket: "bucket-one" }],
      ["aws:rds/instance:Instance", { identifier: "one" }],
      [taskDefinition, { family: "one" }],
      [service, { ...cluster, name: "one" }],
    ] as const) {
      const made = make(cloud, type, "one", inputs);
      cloud.delete(handleOf(made), type);
      expect(() => make(cloud, versioning, "part", { bucket: made.computed.arn }), type).to.throw("NotFound");
      make(cloud, type, "one", inputs);
      if (type === taskDefinition) continue;
      const part = make(cloud, versioning, "part", { bucket: made.computed.arn });
      cloud.delete(handleOf(part), versioning);
    }
  });

  it("does not take a thing for gone because a part of it is, or one that is called like its tags", () => {
    const { id } = make(cloud, bucket, "one", { bucket: "bucket-one" });
    const part = make(cloud, versioning, "one", { bucket: id });
    cloud.delete(handleOf(part), versioning);
    expect(() => make(cloud, bucketPolicy, "one", { bucket: id })).not.to.throw();

    const secretId = make(cloud, secret, "one", { name: "one" }).computed.arn;
    const version = make(cloud, secretVersion, "one", { secretId });
    cloud.delete(handleOf(version), secretVersion);
    expect(() => make(cloud, secretVersion, "one", { secretId })).not.to.throw();

    const group = make(cloud, logGroup, "one", { name: "planning" });
    cloud.delete(handleOf(group), logGroup);
    expect(() => make(cloud, bucket, "two", { tags: { module: "planning" } })).not.to.throw();
  });
});
