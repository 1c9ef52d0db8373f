import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Eip, NatGateway } from "@pulumi/aws/ec2";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { Bucket, BucketLogging, BucketPolicy, BucketVersioning } from "@pulumi/aws/s3";
import { Secret, SecretVersion } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { OperatorError } from "../../../automation/operatorError";
import { terraformPlan } from "../../../automation/scan/terraformPlan";
import { terraformProperty } from "../../../automation/scan/terraformProperties";
import { terraformType, terraformTypes } from "../../../automation/scan/terraformTypes";
import { modelledTypes } from "../../../simulator/aws";
import { Graph } from "../../../simulator/graph";
import { configOf, run, runEnvironment } from "../../support/harness";

/** What Terraform would plan of each resource, by address. */
function valuesIn(graph: Graph): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const { resources } = terraformPlan(graph).plan.planned_values.root_module;
  return Object.fromEntries(resources.map(({ address, values }) => [address, values]));
}

const rendered = async (program: () => unknown) => valuesIn(await run(program));

describe("Terraform's names", () => {
  it("are known for every type that the program can make", () => {
    const types = modelledTypes.filter((type) => !type.startsWith("pulumi:"));
    expect(Object.keys(terraformTypes)).to.include.members(types);
    expect(Object.values(terraformTypes).filter((name) => !/^aws_[a-z0-9_]+$/.test(name))).to.be.empty;
    expect(new Set(Object.values(terraformTypes))).to.have.property(
      "size",
      Object.keys(terraformTypes).length,
    );
  });

  it("are asked for where a type has none", () =>
    expect(() => terraformType("aws:new/thing:Thing")).to.throw(
      OperatorError,
      "Add it to automation/scan/terraformTypes.ts",
    ));

  const table: readonly (readonly [type: string, name: string, value: unknown, out: string])[] = [
    ["aws_lb", "loadBalancerType", "application", "load_balancer_type"],
    ["aws_vpc_security_group_ingress_rule", "cidrIpv4", "10.0.0.0/8", "cidr_ipv4"],
    // Lists of texts keep their plural, and blocks lose it.
    ["aws_lb", "subnets", ["a"], "subnets"],
    ["aws_s3_bucket_lifecycle_configuration", "rules", [{}], "rule"],
    ["aws_api_gateway_usage_plan", "policies", [{}], "policy"],
    ["aws_lb", "accesses", [{}], "access"],
    ["aws_lb", "boxes", [{}], "box"],
    ["aws_lb", "access", [{}], "access"],
    // What goes by no rule.
    ["aws_ecs_service", "placementConstraints", [{}], "placement_constraints"],
    ["aws_cloudwatch_metric_alarm", "name", "high", "alarm_name"],
    ["aws_sns_topic", "name", "high", "name"],
    ["aws_api_gateway_stage", "restApi", "a1", "rest_api_id"],
    ["aws_api_gateway_base_path_mapping", "restApi", "a1", "api_id"],
  ];
  for (const [type, name, value, out] of table)
    it(`${type} has ${name} as ${out}`, () => expect(terraformProperty(type, name, value)).to.equal(out));
});

describe("a recorded run as a plan of Terraform", () => {
  it("refers to other resources, by id and by what else only AWS says of them", async () => {
    const values = await rendered(() => {
      const bucket = new Bucket("logs");
      const versions = { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } };
      const versioning = new BucketVersioning("logs", versions);
      // Its own id and that of what it waits for are the bucket's too.
      new BucketLogging(
        "logs",
        { bucket: bucket.id, targetBucket: "x", targetPrefix: "" },
        { dependsOn: versioning },
      );
      new BucketPolicy("logs", { bucket: bucket.id, policy: pulumi.jsonStringify({ Resource: bucket.arn }) });
      const address = new Eip("out");
      new NatGateway("out", { allocationId: address.id, subnetId: "subnet-1" });
    });
    expect(values["aws_s3_bucket_versioning.logs"]).to.deep.equal({
      bucket: "aws_s3_bucket.logs.id",
      versioning_configuration: [{ status: "Enabled" }],
    });
    expect(values["aws_s3_bucket_logging.logs"]!.bucket).to.equal("aws_s3_bucket.logs.id");
    // Checks read policies as they are.
    expect(values["aws_s3_bucket_policy.logs"]!.policy).to.match(/^\{"Resource":"arn:aws:s3:::logs-/);
    expect(values["aws_nat_gateway.out"]).to.include({
      allocation_id: "aws_eip.out.id",
      subnet_id: "subnet-1",
    });
  });

  it("refers to no resource from which a value did not come", async () => {
    const values = await rendered(() => {
      const group = new LogGroup("same", { name: "same" });
      new LogGroup("other", { name: "other", kmsKeyId: "same" }, { dependsOn: new Bucket("wait") });
      return group;
    });
    expect(values["aws_cloudwatch_log_group.other"]!.kms_key_id).to.equal("same");
  });

  it("keeps the keys of maps, and leaves out code and secrets", async () => {
    const values = await rendered(() => {
      new LambdaFunction("watch", {
        role: "arn:aws:iam::123456789012:role/watch",
        runtime: "nodejs24.x",
        code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("wordOfCode") }),
        environment: { variables: { someName: "a" } },
        tags: { costCentre: "1" },
      });
      const secret = new Secret("key");
      new SecretVersion("key", {
        secretId: secret.id,
        secretStringWo: pulumi.secret("hush"),
        secretStringWoVersion: 1,
      });
    });
    expect(values["aws_lambda_function.watch"]).to.deep.include({
      environment: [{ variables: { someName: "a" } }],
      tags: { costCentre: "1" },
    });
    expect(JSON.stringify(values)).to.not.match(/wordOfCode|hush/);
  });

  it("has an address for each resource, whatever it is called", () => {
    const node = (name: string, parent: string) => ({
      ...{ urn: `urn:${parent}:${name}`, type: "aws:s3/bucket:Bucket", name, custom: true, inputs: {} },
      ...{ outputs: {}, options: { dependencies: [] } },
    });
    const nodes = [node("a.b/c", "one"), node("a.b/c", "two"), node("a_b_c", "one")];
    const { nodes: addressed } = terraformPlan(new Graph(nodes as never));
    expect([...addressed.keys()]).to.deep.equal([
      "aws_s3_bucket.a_b_c",
      "aws_s3_bucket.a_b_c_2",
      "aws_s3_bucket.a_b_c_3",
    ]);
  });

  it("of prod has all that AWS is asked for", async () => {
    const graph = await runEnvironment(configOf("prod"));
    const made = graph.nodes.filter(({ custom, type }) => custom && type.startsWith("aws:"));
    expect(Object.keys(valuesIn(graph))).to.have.length(made.length);
  });
});
