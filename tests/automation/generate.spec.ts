import Ajv from "ajv/dist/2020";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { generatedFiles } from "../../automation/generate";
import { stackFileSchema } from "../../automation/generate/jsonSchema";
import { fieldExamples, moduleFields } from "../../automation/generate/modules/page";
import { unitOf } from "../../automation/generate/modules/units";
import { parseStackFile } from "../../infra/config/stackFile";
import { faultText } from "../../infra/faults";
import { root, stackText, stacks } from "../support/harness";

/** One set for each of its keys. */
const entriesOf = (value: object) =>
  Object.entries(value).map(([key, inner]) => ({ [key]: inner as unknown }));

describe("what is generated", function () {
  // Each example of a module's field is planned.
  this.timeout(180_000);

  it("is up to date: run `npm run generate` and commit", async () => {
    for (const [path, text] of Object.entries(await generatedFiles(root)))
      expect(readFileSync(join(root, path), "utf8"), path).to.equal(text);
  });

  describe("the JSON Schema", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(stackFileSchema());
    const accepts = (text: string) => validate(parse(text));

    for (const stack of stacks)
      it(`accepts Pulumi.${stack}.yaml, which refers to it`, () => {
        expect(accepts(stackText(stack)), JSON.stringify(validate.errors)).to.equal(true);
        expect(stackText(stack).split("\n")[0]).to.equal(
          "# yaml-language-server: $schema=./schema/stack.json",
        );
      });

    const damages: readonly [what: string, from: string, to: string][] = [
      ["an unknown key", "routes:", "rutes:"],
      ["a wrong type", "availabilityZones: 2", "availabilityZones: {}"],
      ["an unknown profile", "profile: dev", "profile: test"],
      ["a missing owner", "owner: planning-team@example.com", "description: x"],
      ["a missing region", "aws:region: ap-northeast-2", "pulumi:x: y"],
      ["a number out of range", "vectorSize: 1024", "vectorSize: 0"],
    ];
    for (const [what, from, to] of damages)
      it(`refuses ${what}`, () => {
        const text = stackText("dev");
        expect(text).to.contain(from);
        expect(accepts(text.replace(/ +description: Demand.*\n/, "").replace(from, to))).to.equal(false);
      });

    it("asks for nothing that every profile gives", () => {
      const { config } = stackFileSchema().properties!;
      expect(config!.required).to.deep.equal(["aws:region", "ai-platform:profile", "ai-platform:modules"]);
    });

    it("describes every field", () => {
      const undescribed: string[] = [];
      const walk = (node: Record<string, unknown>, path: string) => {
        for (const [key, child] of Object.entries(
          (node.properties ?? {}) as Record<string, Record<string, unknown>>,
        )) {
          if (child.description === undefined) undescribed.push(`${path}.${key}`);
          walk(child, `${path}.${key}`);
        }
        if (typeof node.additionalProperties === "object")
          walk(node.additionalProperties as Record<string, unknown>, `${path}.*`);
        for (const inner of (node.anyOf ?? []) as Record<string, unknown>[]) walk(inner, path);
      };
      walk(stackFileSchema().properties!.config!, "config");
      expect(undescribed).to.deep.equal([]);
    });
  });

  describe("the page of a module's fields", () => {
    const paths = moduleFields().map(({ path }) => path.join("."));

    it("has an example of each field and of nothing else", () => {
      expect(Object.keys(fieldExamples).sort()).to.deep.equal([...paths].sort());
    });

    it("has examples that contain their field", () => {
      const has = (value: unknown, [key, ...rest]: readonly string[]): boolean => {
        if (key === undefined) return value !== undefined;
        if (typeof value !== "object" || value === null) return false;
        const inner = value as Record<string, unknown>;
        return key === "*" ? Object.values(inner).some((one) => has(one, rest)) : has(inner[key], rest);
      };
      const without = paths.filter((path) => !has(fieldExamples[path]!.module, path.split(".")));
      expect(without).to.deep.equal([]);
    });

    it("shows them as a stack file can have them", () => {
      const page = readFileSync(join(root, "docs/modules.md"), "utf8");
      const wrong = paths.flatMap((path) => {
        const name = `\`${path.replaceAll("*", "<name>")}\``;
        const row = page.split("\n").find((line) => line.startsWith(`| ${name} `))!;
        const cell = row.replaceAll("\\|", "\u0000").split("|").at(-2)!.replaceAll("\u0000", "|");
        const shown = [...cell.matchAll(/`([^`]*)`/g)].map(([, text]) =>
          parseStackFile(`config: { ${text} }`),
        );
        const { module, beside = {}, data, aiGateway } = fieldExamples[path]!;
        const around = { ...(data && { data }), ...(aiGateway && { aiGateway }) };
        const said = [module, beside, around].flatMap(entriesOf);
        const faults = shown.flatMap((file) => file.faults).map(faultText);
        const entries = shown.map(({ config }) => config);
        return faults.length === 0 && isDeepStrictEqual(entries, said)
          ? []
          : [`${path}: ${cell.trim()} ${faults.join(" ")}`];
      });
      expect(wrong).to.deep.equal([]);
    });

    it("says what every number counts", () => {
      const counts = (node: { type?: unknown; anyOf?: readonly { type?: unknown }[] }) =>
        [node, ...(node.anyOf ?? [])].some(({ type }) => type === "integer" || type === "number");
      const numbers = moduleFields().filter(({ node }) => counts(node));
      const unnamed = numbers.map(({ path }) => path.join(".")).filter((path) => unitOf(path) === undefined);
      // These are numbers by name, and count nothing.
      expect(unnamed).to.deep.equal(["port", "loadBalancer", "listenerPriority"]);
    });
  });
});
