import path from "node:path";
import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

const root = import.meta.dirname;

/** Each folder and what it may import besides itself. Whatever is not listed here imports no folder. */
const mayImport = {
  infra: [],
  components: ["infra"],
  stacks: ["infra", "components"],
  simulator: ["infra"],
  policy: ["infra"],
  // What AWS Lambda runs: bundled alone, it knows the platform only by its environment.
  functions: [],
  // What module teams begin with: on their laptops there is nothing else of this project.
  samples: [],
  automation: ["infra", "components", "stacks", "simulator", "policy"],
  bench: ["infra", "components", "stacks", "simulator", "automation"],
  tests: ["infra", "components", "stacks", "simulator", "policy", "automation", "functions", "bench"],
};

/**
 * The program's entry is the one place where the foundation meets the whole that is built on it. The policy
 * pack's entry reads the same settings, and so the same profiles.
 */
const exceptions = { "infra/index.ts": ["stacks"], "policy/index.ts": ["stacks"] };

/** no-restricted-imports sees only the text of a path, which means different files at different depths. */
const direction = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      layer: "{{ from }} must not import {{ to }}: dependencies run infra <- components <- stacks",
      sibling: "components/{{ from }} may import only components/{{ to }}/refs (types), not its classes",
    },
  },
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep);
    const [from, fromComponent] = file;
    const allowed = [...(mayImport[from] ?? []), ...(exceptions[file.join("/")] ?? [])];

    const check = (source) => {
      if (typeof source?.value !== "string" || !source.value.startsWith(".")) return;
      const target = path.relative(root, path.resolve(path.dirname(context.filename), source.value));
      const [to, toComponent, ...rest] = target.split(path.sep);
      if (to === from) {
        const foreign = from === "components" && rest.length > 0 && toComponent !== fromComponent;
        if (foreign && !/^refs(\.ts)?$/.test(rest.join("/")))
          context.report({
            node: source,
            messageId: "sibling",
            data: { from: fromComponent, to: toComponent },
          });
      } else if (to in mayImport && !allowed.includes(to))
        context.report({ node: source, messageId: "layer", data: { from, to } });
    };

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node.expression),
      "CallExpression[callee.name='require']": (node) => check(node.arguments[0]),
    };
  },
};

/** These two load every service of AWS, which takes seconds. */
const wholePackages = ["@pulumi/aws", "@pulumi/awsx"].map((name) => ({
  name,
  allowTypeImports: true,
  message: `Import one service, such as "${name}/ec2": the whole package takes seconds to load.`,
}));

const readsSettings = "Only infra/config reads settings; pass the loaded configuration on.";
const settings = [
  { selector: "NewExpression[callee.property.name='Config']", message: readsSettings },
  { selector: "NewExpression[callee.name='Config']", message: readsSettings },
  {
    selector: "ImportSpecifier[imported.name='Config'][parent.source.value=/^@pulumi/]",
    message: readsSettings,
  },
  { selector: "MemberExpression[property.name='allConfig']", message: readsSettings },
  { selector: "ImportSpecifier[imported.name='allConfig']", message: readsSettings },
];

const lines = { skipBlankLines: true, skipComments: true };

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "schema/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    rules: {
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "anywhere" }],
      "max-lines": ["error", { max: 250, ...lines }],
      "max-lines-per-function": ["error", { max: 60, ...lines }],
      eqeqeq: ["error", "always"],
      "no-console": "error",
      // Text from a stack file is cleansed of control characters, which takes a pattern that names them.
      "no-control-regex": "off",
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: { pulumi, project: { rules: { direction } } },
    rules: {
      "project/direction": "error",
      "pulumi/no-output-in-template-literal": "error",
      "pulumi/no-output-instance-in-template-literal": "error",
      "@typescript-eslint/no-restricted-imports": ["error", { paths: wholePackages }],
      "no-restricted-syntax": ["error", ...settings],
      // An index that was just checked is still "possibly undefined" to the compiler; "!" says that it is not.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An empty string is no value where a default is meant, so `||` is as wrong for text as for numbers.
      "@typescript-eslint/prefer-nullish-coalescing": "error",
      // Types and interfaces as they read best; a recursive type cannot be a Record.
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // Taking one key out of an object names what is left out.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      // JSON.stringify gives undefined for some values, which its type does not say.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // Numbers in text read well as they are.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  { files: ["infra/config/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 300, ...lines }],
      // describe() holds a whole file.
      "max-lines-per-function": "off",
      // Chai's assertions are properties: expect(x).to.be.true.
      "@typescript-eslint/no-unused-expressions": "off",
      // What a test puts into a message is never shown when all is well.
      "@typescript-eslint/restrict-template-expressions": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-meaningless-void-operator": "off",
      // A skipped test prints its reason.
      "no-console": "off",
    },
  },
  { files: ["bench/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { globals: { require: "readonly", module: "writable", __dirname: "readonly" } },
  },
);
