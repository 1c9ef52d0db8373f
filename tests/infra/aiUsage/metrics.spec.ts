import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { expect } from "chai";
import { providersOf } from "../../../infra/aiProviders";
import { aiMessage, aiMetricNames, aiMetrics, aiDimensions, aiPattern } from "../../../infra/aiUsage/metrics";
import { moduleSchema } from "../../../infra/config/schema/module";
import { root } from "../../support/harness";

const schema = JSON.parse(readFileSync(join(root, "schema/ai-usage.json"), "utf8")) as SchemaNode;
const fits = new Ajv2020({ strict: true }).compile(schema);

interface SchemaNode {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

const line = {
  time: "2026-11-22T01:02:03.456Z",
  level: "info",
  message: aiMessage,
  module: "planning",
  gen_ai: {
    operation: { name: "chat" },
    provider: { name: "openai" },
    request: { model: "gpt-5-mini" },
    usage: { input_tokens: 1200, output_tokens: 340 },
  },
  cost_usd: 0.0042,
  duration_ms: 1830,
  status: "ok",
};

/** What a selector of a filter reads. */
const at = (selector: string): SchemaNode | undefined =>
  selector
    .slice(2)
    .split(".")
    .reduce<SchemaNode | undefined>((node, key) => node?.properties?.[key], schema);

describe("the line about a call to an AI service", () => {
  it("is what the schema says", () => {
    expect(fits(line)).to.equal(true);
    expect(fits({ ...line, status: "error", error: { type: "429" } })).to.equal(true);
  });

  const wrong: [what: string, line: object][] = [
    ["a prompt beside the rest", { ...line, prompt: "When will Mrs Kim's order come?" }],
    ["a prompt among what the conventions name", { ...line, gen_ai: { ...line.gen_ai, prompt: "a" } }],
    [
      "a sentence for a model",
      { ...line, gen_ai: { ...line.gen_ai, request: { model: "When will it come?" } } },
    ],
    ["a sentence for a failure", { ...line, error: { type: "no answer to Mrs Kim" } }],
    ["a sentence for a time", { ...line, time: "when Mrs Kim asks" }],
    [
      "tokens in words",
      { ...line, gen_ai: { ...line.gen_ai, usage: { input_tokens: "many", output_tokens: 1 } } },
    ],
    ["nothing of tokens", { ...line, gen_ai: { ...line.gen_ai, usage: {} } }],
  ];
  for (const [what, bad] of wrong)
    it(`cannot be ${what}`, () => {
      expect(fits(bad)).to.equal(false);
    });

  it("has no field with room for a prompt", () => {
    const roomy = (node: SchemaNode, path: string): string[] => {
      if (node.const !== undefined || node.enum) return [];
      if (node.type === "object")
        return [
          ...(node.additionalProperties === false ? [] : [path]),
          ...Object.entries(node.properties!).flatMap(([key, child]) => roomy(child, `${path}.${key}`)),
        ];
      const bounded =
        node.type === "string"
          ? node.maxLength! <= 140 && node.pattern!.endsWith("$") && !new RegExp(node.pattern!).test("a b")
          : node.maximum !== undefined;
      return bounded ? [] : [path];
    };
    expect(roomy(schema, "$")).to.deep.equal([]);
  });
});

describe("metrics of AI calls", () => {
  it("are read from numbers of the line, by what is a text of it", () => {
    for (const { value } of Object.values(aiMetrics))
      if (value.startsWith("$")) expect(at(value)?.type, value).to.be.oneOf(["integer", "number"]);
      else expect(value).to.equal("1");
    for (const selector of Object.values(aiDimensions))
      expect(at(selector)?.type, selector).to.equal("string");
    expect(at("$.message")?.const).to.equal(aiMessage);
    expect(at("$.status")?.enum).to.include("error");
  });

  it("count lines of the module itself and of providers that it names", () => {
    const two = providersOf({ aiProviders: ["openai", "bedrock"] });
    expect(aiPattern("planning", two, "InputTokens")).to.equal(
      '{ $.message = "AI call" && $.module = "planning" && ' +
        '($.gen_ai.provider.name = "openai" || $.gen_ai.provider.name = "aws.bedrock") && ' +
        "$.gen_ai.usage.input_tokens >= 0 }",
    );
    expect(aiPattern("planning", two.slice(0, 1), "Failures")).to.equal(
      '{ $.message = "AI call" && $.module = "planning" && $.gen_ai.provider.name = "openai" && $.status = "error" }',
    );
  });

  it("have patterns that CloudWatch takes, whatever a module names", () => {
    const api = (index: number) => ({
      api: { name: `a${"b".repeat(17)}${index}`.padEnd(20, "c"), domain: "a.example.com", secret: false },
    });
    const most = Array.from({ length: 10 }, (_, index) => api(index));
    expect(moduleSchema.shape.aiProviders.safeParse(most).success).to.equal(true);
    expect(moduleSchema.shape.aiProviders.safeParse([...most, api(10)]).success).to.equal(false);
    for (const metric of aiMetricNames)
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
      expect(aiPattern("m".repeat(24), providersOf({ aiProviders: most }), metric).length).to.be.below(1025);
  });
});
