import { expect } from "chai";
import type { OpType } from "@pulumi/pulumi/automation";
import { life } from "../../../automation/rehearse/life";
import { parseStackFile } from "../../../infra/config/stackFile";
import type { Outcome } from "../../../automation/engine/operation";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { configOf, faultsOf, type StackName, stacks, stackText } from "../../support/harness";
import { outcome, step } from "../deploy/given";
import { disposable, episode, given, guarded, ownIssuer } from "./given";

type Steps = Outcome["steps"];

const steps = (op: OpType, ...resources: readonly string[]): Steps =>
  resources.map((resource) => step(op, ...(resource.split(" ") as [string, string])));

const deployment = "aws:apigateway/deployment:Deployment edge";
const servedAnew: Steps = [
  ...steps("update", "aws:apigateway/restApi:RestApi edge", "aws:apigateway/stage:Stage edge"),
  ...(["create-replacement", "replace", "delete-replaced"] as const).flatMap((op) => steps(op, deployment)),
];
const rule = "aws:lb/listenerRule:ListenerRule rehearsal-newcomer";
const authorizer = "aws:lambda/function:Function edge-authorizer";
const userPool = "aws:cognito/userPool:UserPool edge";

function faultOf(title: string, was: Partial<Outcome>, config: EnvironmentConfig): string | undefined {
  return episode(title, config).fault(outcome(was), given().rehearsal);
}

/** The stack file as the episodes up to this one leave it. */
function textAfter(title: string, stack: StackName): string {
  const { seen, rehearsal } = given();
  seen.text = stackText(stack);
  for (const { title: each, before } of life(configOf(stack))) {
    before?.(rehearsal);
    if (each === title) return seen.text;
  }
  throw new Error(`no ${title} in the life of ${stack}`);
}

const routes = (text: string): unknown =>
  (parseStackFile(text).config as Record<string, Record<string, { readonly routes: unknown }>>)[
    "ai-platform:modules"
  ]!["rehearsal-newcomer"]!.routes;

describe("the edge in the life of an environment", () => {
  it("lets a module that joins change what serves it, and nothing else that is there", () => {
    const scopes = "aws:cognito/resourceServer:ResourceServer edge";
    for (const [config, changed, others] of [
      [disposable, scopes, authorizer],
      [ownIssuer, authorizer, scopes],
    ] as const) {
      const told = (more: Steps) => faultOf("up goes on", { steps: [...servedAnew, ...more] }, config);
      expect(told(steps("update", changed))).to.be.undefined;
      expect(told(steps("update", others))).to.equal(`update ${others}`);
    }
  });

  for (const title of ["a route is added", "the route is removed"])
    it(`wants the API to be served anew when ${title}, and all of that`, () => {
      const wanted = [...servedAnew, ...steps("update", rule)];
      expect(faultOf(title, { steps: wanted }, disposable)).to.be.undefined;
      expect(faultOf(title, { steps: servedAnew }, disposable)).to.equal(`update ${rule}`);
      expect(faultOf(title, { steps: wanted }, ownIssuer)).to.equal(`update ${authorizer}`);
      const told = [...wanted, ...steps("update", authorizer)];
      expect(faultOf(title, { steps: told }, ownIssuer)).to.be.undefined;
      expect(faultOf(title, { steps: [...wanted, ...steps("replace", userPool)] }, disposable)).to.equal(
        `replace ${userPool}`,
      );
    });

  it("gives the newcomer a second route, and takes it away", () => {
    const first = "/rehearsal-newcomer";
    expect(routes(textAfter("a module joins, and AWS fails", "dev"))).to.deep.equal([first]);
    expect(routes(textAfter("a route is added", "dev"))).to.deep.equal([first, `${first}-again`]);
    expect(routes(textAfter("the route is removed", "dev"))).to.deep.equal([first]);
  });

  it("knows every step from Cognito to another issuer, and back", () => {
    const [there, back] = ["another issuer checks the tokens", "and Cognito again"] as const;
    const wrong = faultOf(there, { steps: servedAnew }, disposable)!.split("; ");
    expect(wrong).to.include.members([
      `create ${authorizer}`,
      "update aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList network-dns-allowed",
      `delete ${userPool}`,
      ...Object.keys(disposable.edge.clients).map(
        (name) => `delete aws:cognito/userPoolClient:UserPoolClient edge-${name}`,
      ),
    ]);
    const wanted = wrong.flatMap((text) => {
      const [op, ...resource] = text.split(" ");
      return steps(op as OpType, resource.join(" "));
    });
    expect(faultOf(there, { steps: [...servedAnew, ...wanted] }, disposable)).to.be.undefined;
    const opposites: Partial<Record<OpType, OpType>> = { create: "delete", delete: "create" };
    const opposite = wanted.map((each): Steps[number] => ({ ...each, op: opposites[each.op] ?? each.op }));
    expect(faultOf(back, { steps: [...servedAnew, ...opposite] }, disposable)).to.be.undefined;
  });

  it("wants another issuer refused where data is protected, for the sake of people's accounts", () => {
    const title = "another issuer is refused";
    const told = (errors: readonly string[]) => faultOf(title, { ending: "failed", errors }, guarded);
    expect(told([`${userPool}: it is protected`])).to.be.undefined;
    const fault = "the user pool was not refused to go";
    expect(told(["aws:rds/instance:Instance data-mariadb: it is protected"])).to.equal(fault);
    expect(faultOf(title, {}, guarded)).to.equal(fault);
    expect(faultOf("and Cognito again", {}, guarded)).to.be.undefined;
    expect(faultOf("and Cognito again", { steps: servedAnew }, guarded)).to.match(/RestApi edge/);
  });

  for (const stack of stacks)
    it(`writes only what the stack file of ${stack} may say, and puts back what was there`, () => {
      const [there] = life(configOf(stack)).filter(({ title }) => title.startsWith("another issuer"));
      const text = textAfter(there!.title, stack);
      expect(faultsOf(text, stack)).to.deep.equal([]);
      expect(text).to.match(/issuer:/);
      expect(textAfter("and Cognito again", stack)).to.equal(textAfter("the route is removed", stack));
    });
});
