import { expect } from "chai";
import { policyFor } from "../../../functions/authorizer/policy";
import { decisionOn, stage } from "./support/api";

const routes = [
  { path: "/plan", scopes: ["plan/invoke"] },
  { path: "/planning", scopes: ["planning/invoke", "admin"] },
  { path: "/help/desk", scopes: [] },
];
const arn = `${stage}/GET/plan`;
const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

describe("the authorizer's policy", () => {
  it("opens a path and all below it, by every method, and not its neighbours", async () => {
    const policy = policyFor(arn, routes, ["plan/invoke"]);
    for (const verb of verbs)
      for (const path of ["plan", "plan/", "plan/a", "plan/a/b", "help/desk", "help/desk/1"])
        expect(await decisionOn(policy, `${verb}/${path}`), `${verb} ${path}`).to.equal("Allowed");
    for (const path of [
      "planning",
      "planning/a",
      "pla",
      "PLAN",
      "help",
      "help/deskx",
      "a/plan",
      "planning/plan",
      "x",
    ])
      expect(await decisionOn(policy, `GET/${path}`), path).to.equal("ImplicitlyDenied");
  });

  it("opens the longer of two names and not the shorter", async () => {
    const policy = policyFor(arn, routes, ["admin"]);
    expect(await decisionOn(policy, "GET/planning")).to.equal("Allowed");
    expect(await decisionOn(policy, "GET/plan")).to.equal("ImplicitlyDenied");
  });

  it("does not open a closed path that ends like an open one", async () => {
    const policy = policyFor(arn, routes, ["plan/invoke"]);
    for (const path of ["planning/plan", "planning/plan/a", "planning/GET/plan", "planning/x/../plan"])
      for (const verb of verbs)
        expect(await decisionOn(policy, `${verb}/${path}`), path).to.equal("ImplicitlyDenied");
  });

  it("is the same for every route that it is asked for, as API Gateway keeps it under the token", () => {
    const first = policyFor(arn, routes, ["admin"]);
    for (const asked of ["GET/planning/a", "POST/help/desk", "DELETE/plan/*"])
      expect(policyFor(`${stage}/${asked}`, routes, ["admin"])).to.deep.equal(first);
  });

  it("denies all when nothing is open, for a policy without a statement is none", async () => {
    const policy = policyFor(arn, routes.slice(0, 2), ["other"]);
    expect(policy.Statement).to.have.length(1);
    for (const path of ["GET/plan", "POST/planning/a", "GET/x"])
      expect(await decisionOn(policy, path)).to.equal("ExplicitlyDenied");
  });

  it("takes any one scope of a route, whole", () => {
    for (const scopes of [["plan"], ["plan/invoke2"], ["PLAN/INVOKE"], ["plan/invoke planning/invoke"], []])
      expect(policyFor(arn, routes.slice(0, 1), scopes).Statement[0]).to.include({ Effect: "Deny" });
    expect(policyFor(arn, routes.slice(1, 2), ["x", "admin"]).Statement[0]).to.include({ Effect: "Allow" });
  });

  for (const at of [
    "arn:aws-cn:execute-api:cn-north-1:123456789012:abc/prod",
    "arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:abc/v1_2",
    "arn:aws:execute-api:us-east-1:123456789012:abc/$default",
    "arn:aws:execute-api:us-east-1:123456789012:abc/%24default",
    "arn:aws:execute-api:us-east-1:123456789012:abc/test-invoke-stage",
  ])
    it(`stays within ${at}`, async () => {
      const policy = policyFor(`${at}/GET/plan`, routes, ["plan/invoke"]);
      expect(await decisionOn(policy, "GET/plan/a", at)).to.equal("Allowed");
      expect(await decisionOn(policy, "GET/plan/a")).to.equal("ImplicitlyDenied");
    });

  for (const bad of [
    "",
    "arn:aws:execute-api:us-east-1:123456789012:abc",
    "arn:aws:execute-api:us-east-1:123456789012:*/prod/GET/plan",
    "arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/plan",
    "arn:aws:execute-api:us-east-1:123456789012:abc/pr?d/GET/plan",
    "arn:aws:execute-api:us-east-1:123456789012:abc/${aws:userid}/GET/plan",
    "arn:aws:execute-api:*:123456789012:abc/prod/GET/plan",
    "arn:aws:s3:us-east-1:123456789012:abc/prod/GET/plan",
  ])
    it(`makes no policy for ${JSON.stringify(bad)}`, () => {
      expect(() => policyFor(bad, routes, ["plan/invoke"])).to.throw("form that this function does not know");
    });

  for (const path of ["/plan*", "/p?an", "/${*}", "/*", "/plan/"])
    it(`makes no pattern of the path ${path}`, () => {
      expect(() => policyFor(arn, [{ path, scopes: [] }], [])).to.throw("would be a pattern");
    });

  it("names 100 of the longest routes within what Lambda answers and API Gateway takes of an ARN", () => {
    const long = `${stage.slice(0, -4)}${"s".repeat(128)}`;
    const many = Array.from({ length: 100 }, (_, i) => ({
      path: `/${String(i).padStart(125, "a")}`,
      scopes: [],
    }));
    const policy = policyFor(`${long}/GET/x`, many, []);
    const arns = (policy.Statement[0] as { Resource: string[] }).Resource;
    expect(Math.max(...arns.map(({ length }) => length))).to.be.at.most(512);
    expect(JSON.stringify(policy).length).to.be.lessThan(1_000_000);
  });
});
