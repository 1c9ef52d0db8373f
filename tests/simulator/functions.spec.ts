import { EventSourceMapping, Invocation, Permission } from "@pulumi/aws/lambda";
import { SecretRotation } from "@pulumi/aws/secretsmanager";
import { expect } from "chai";
import { replacedBy } from "../../simulator/cloud/replacedBy";
import type { Graph } from "../../simulator/graph";
import { account } from "../support/fixtures";
import { only, region, run } from "../support/harness";
import { check, record } from "./cloud/given";

const invocation = "aws:lambda/invocation:Invocation";
const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;

describe("the functions of simulated AWS", () => {
  let graph: Graph;
  before(async () => {
    graph = await run(() => {
      const ask = (name: string, input: object) =>
        new Invocation(name, { functionName: "bootstrap", input: JSON.stringify(input) });
      ask("module", { module: "planning" });
      ask("certificate", { certificate: { secretArn: "arn" } });
      new Permission("call", {
        function: "bootstrap",
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
      });
      new EventSourceMapping("queue", { functionName: arn("lambda", "function:restart"), batchSize: 1 });
      new SecretRotation("user", { secretId: "arn-of-the-secret" });
    });
  });
  const outputsOf = (type: string, name?: string) => only(graph, type, name).outputs;

  it("answer with a certificate whoever asks for one, and with nothing whoever does not", () => {
    expect(outputsOf(invocation, "module").result).to.equal("{}");
    expect(JSON.parse(String(outputsOf(invocation, "certificate").result))).to.deep.equal({
      authority: "-----BEGIN CERTIFICATE-----\nsimulated\n-----END CERTIFICATE-----\n",
    });
    expect(outputsOf(invocation, "module").id).to.match(/^bootstrap_\$LATEST_[0-9a-f]{32}$/);
  });

  it("go by what AWS calls the leave to call them, and what brings them messages", () => {
    expect(outputsOf("aws:lambda/permission:Permission").id).to.match(/^terraform-[0-9a-f]{26}$/);
    const { id, ...mapping } = outputsOf("aws:lambda/eventSourceMapping:EventSourceMapping");
    expect(id).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(mapping).to.include({
      uuid: id,
      arn: arn("lambda", `event-source-mapping:${String(id)}`),
      functionArn: arn("lambda", "function:restart"),
    });
    expect(outputsOf("aws:secretsmanager/secretRotation:SecretRotation").id).to.equal("arn-of-the-secret");
  });

  const timeouts: [number | undefined, number | undefined, boolean][] = [
    [20, 120, true],
    [120, 120, true],
    [121, 120, false],
    [undefined, undefined, true],
    [31, undefined, false],
  ];
  for (const [timeout, visibilityTimeoutSeconds, taken] of timeouts)
    it(`take messages hidden for ${visibilityTimeoutSeconds ?? "30"} s in ${timeout ?? "3"} s: ${taken}`, () => {
      const others = [
        record("aws:sqs/queue:Queue", "queue", { visibilityTimeoutSeconds }, { arn: "arn:queue" }),
        record("aws:lambda/function:Function", "function", { timeout }, { arn: "arn:function" }),
      ];
      const values = { eventSourceArn: "arn:queue", functionName: "arn:function" };
      const ask = () => check("aws:lambda/eventSourceMapping:EventSourceMapping", values, ...others);
      if (taken) expect(ask).not.to.throw();
      else expect(ask).to.throw("InvalidParameterValueException");
    });

  const scopes: [string | undefined, string[]][] = [
    [undefined, ["input"]],
    ["CREATE_ONLY", ["input"]],
    ["CRUD", []],
  ];
  for (const [lifecycleScope, replaces] of scopes)
    it(`are called ${replaces.length > 0 ? "by a new resource" : "again"} for another input in the scope ${lifecycleScope}`, () => {
      expect(replacedBy(invocation, ["input"], {}, { lifecycleScope })).to.deep.equal(replaces);
      expect(replacedBy(invocation, ["functionName"], {}, { lifecycleScope })).to.deep.equal([
        "functionName",
      ]);
    });
});
