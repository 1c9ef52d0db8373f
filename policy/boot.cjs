// Pulumi's runner of policy packs starts with `main` of this folder's package.json and compiles TypeScript
// with type checks of its own, whatever PulumiPolicy.yaml says. tsx takes over before it sees a .ts file.
require("tsx/cjs");
require("./index.ts");
