import { expect } from "chai";
import fc from "fast-check";
import { policyFor } from "../../../functions/authorizer/policy";
import { readSettings, type Route } from "../../../functions/authorizer/settings";
import { decisionOn, environment, stage } from "./support/api";

/** Few words, so that routes, and what is asked for, meet often. */
const word = fc.constantFrom("a", "ab", "plan", "planning", "GET", "x.y", "~");
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `/${words.join("/")}`);
const scope = fc.constantFrom("s1", "s2", "s3", "s1/a");
const scopes = fc.uniqueArray(scope, { maxLength: 3 });

const covers = (route: string, other: string) => other === route || other.startsWith(`${route}/`);
const routes: fc.Arbitrary<Route[]> = fc.uniqueArray(fc.record({ path, scopes }), {
  minLength: 1,
  maxLength: 6,
  comparator: (one, other) => covers(one.path, other.path) || covers(other.path, one.path),
});
/** What a client asks for: mostly near the routes, with anything behind. */
const rest = fc.oneof(
  word,
  fc.constantFrom("", "*", "?", "..", "%2f", "plan/../a"),
  fc.string({ maxLength: 6 }),
);
const verb = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
const asked = fc.record({ verb, head: path, tail: fc.array(rest, { maxLength: 3 }) });

const opens = (route: Route, granted: readonly string[]) =>
  route.scopes.length === 0 || route.scopes.some((one) => granted.includes(one));

/** IAM's own rule of wildcards: an asterisk is any text, slashes too, and a question mark any character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^]*")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`).test(text);
}

function allowed(policy: ReturnType<typeof policyFor>, arn: string): boolean {
  const [statement] = policy.Statement as unknown as { Effect: string; Resource: string[] }[];
  return statement!.Effect === "Allow" && statement!.Resource.some((pattern) => matches(pattern, arn));
}

describe("the authorizer's policy, whatever the routes and scopes", () => {
  it("allows a request exactly when the route that it belongs to is open", () => {
    fc.assert(
      fc.property(routes, scopes, asked, (known, granted, { verb: method, head, tail }) => {
        const request = [head, ...tail].join("/");
        const route = known.find((one) => covers(one.path, request));
        const policy = policyFor(`${stage}/${method}${request}`, known, granted);
        expect(allowed(policy, `${stage}/${method}${request}`)).to.equal(
          route !== undefined && opens(route, granted),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("is read by a full model of IAM as by the matcher of this test", async () => {
    const plain = fc.record({ verb, head: path, tail: fc.array(word, { maxLength: 2 }) });
    await fc.assert(
      fc.asyncProperty(routes, scopes, plain, async (known, granted, { verb: method, head, tail }) => {
        const request = `${method}${[head, ...tail].join("/")}`;
        const policy = policyFor(`${stage}/${request}`, known, granted);
        const decision = await decisionOn(policy, request);
        expect(decision === "Allowed").to.equal(allowed(policy, `${stage}/${request}`));
      }),
      { numRuns: 100 },
    );
  });

  it("never grows by fewer scopes", () => {
    fc.assert(
      fc.property(routes, scopes, scope, (known, granted, dropped) => {
        const fewer = policyFor(
          `${stage}/GET/a`,
          known,
          granted.filter((one) => one !== dropped),
        );
        const all = policyFor(`${stage}/GET/a`, known, granted);
        for (const route of known)
          if (allowed(fewer, `${stage}/GET${route.path}`))
            expect(allowed(all, `${stage}/GET${route.path}`)).to.equal(true);
      }),
    );
  });

  it("takes all that the settings let through", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ path: fc.oneof(path, fc.string()), scopes })), (list) => {
        const env = { ...environment, ROUTES: JSON.stringify(list) };
        let known: readonly Route[];
        try {
          known = readSettings(env).routes;
        } catch {
          return;
        }
        const [statement] = policyFor(`${stage}/GET/a`, known, ["s1", "s2", "s3", "s1/a"]).Statement;
        expect(JSON.stringify(statement)).to.not.match(/\?|\*(?!")|[^/]\*/);
      }),
    );
  });
});
