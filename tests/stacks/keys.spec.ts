import { expect } from "chai";
import type { Graph, GraphNode } from "../../simulator/graph";
import { account } from "../support/fixtures";
import { configOf, only, region, runEnvironment } from "../support/harness";
import { decide } from "../support/iam";
import { policiesOfRole } from "../support/resources";
import { doors } from "./doors";

const person = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const everything = {
  all: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
  }),
};

/** By key: the roles that may open what is under it, or make codes with it. */
const users: Readonly<Record<string, readonly string[]>> = {
  audit: ["audit-auditor"],
  "edge-subjects": ["audit-auditor", "edge-authorizer"],
  "keys-data": ["data-bootstrap", "data-qdrant-execution", "data-qdrant-tend", "data-rotate-secret"],
  // What AWS writes under it, AWS opens for whoever may read it. These two may open any secret of the environment.
  "keys-logs": ["data-bootstrap", "data-rotate-secret"],
  "manufacturing-data": [
    "data-bootstrap",
    "data-rotate-secret",
    "manufacturing-execution",
    "manufacturing-task",
  ],
  "planning-data": ["data-bootstrap", "data-rotate-secret", "planning-execution", "planning-task"],
  "support-data": ["data-bootstrap", "data-rotate-secret", "support-execution"],
};

describe("the keys of an environment, one for each class of its data", () => {
  let graph: Graph;
  before(async () => {
    graph = await runEnvironment(
      configOf("prod", (given) => {
        doors.issuer(given);
        given["ai-platform:audit"] = { auditors: [person("auditor")], breakGlass: [person("operator")] };
      }),
    );
  });

  const keys = () => graph.ofType("aws:kms/key:Key");
  const roles = () => graph.ofType("aws:iam/role:Role");

  async function opens(key: GraphNode, principal: string, identityPolicies: Record<string, string>) {
    const alias = only(graph, "aws:kms/alias:Alias", key.name).inputs.name;
    const ask = (context: Record<string, string>) =>
      decide({
        identityPolicies,
        resourcePolicy: String(key.inputs.policy),
        principal,
        action: key.inputs.keyUsage === "GENERATE_VERIFY_MAC" ? "kms:GenerateMac" : "kms:Decrypt",
        resource: String(key.outputs.arn),
        context: {
          "aws:PrincipalIsAWSService": "false",
          "kms:ResourceAliases": [String(alias)],
          ...context,
        },
      });
    const ways: Record<string, string>[] = [
      {},
      { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
    ];
    return (await Promise.all(ways.map(ask))).includes("Allowed");
  }

  it("are all known here", () => {
    expect(
      keys()
        .map(({ name }) => name)
        .sort(),
    ).to.deep.equal(Object.keys(users));
  });

  for (const [name, expected] of Object.entries(users))
    it(`${name} serves ${expected.join(", ")} alone`, async () => {
      const key = only(graph, "aws:kms/key:Key", name);
      const found: string[] = [];
      for (const role of roles())
        if (await opens(key, String(role.outputs.arn), policiesOfRole(graph, role.name)))
          found.push(role.name);
      expect(found.sort()).to.deep.equal(expected);
    });

  for (const [name, allowed] of [
    ["audit", ["audit-auditor"]],
    ["edge-subjects", ["audit-auditor", "edge-authorizer"]],
  ] as const)
    it(`${name} stays closed to all but ${allowed.join(" and ")}, whatever IAM gives them`, async () => {
      const key = only(graph, "aws:kms/key:Key", name);
      for (const role of roles()) {
        const open = await opens(key, String(role.outputs.arn), everything);
        expect(open, role.name).to.equal((allowed as readonly string[]).includes(role.name));
      }
      expect(await opens(key, person("operator"), everything)).to.equal(false);
    });

  it("rotate, but for the one whose codes would change", () => {
    const still = keys().filter(({ inputs }) => inputs.enableKeyRotation !== true);
    expect(still.map(({ name }) => name)).to.deep.equal(["edge-subjects"]);
  });
});
