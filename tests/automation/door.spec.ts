import { expect } from "chai";
import { doorOf } from "../../automation/plan/door";
import { doorSections } from "../../automation/plan/doorSections";
import { markdownOf } from "../../automation/render/markdown";
import { textOf } from "../../automation/render/text";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { configOf, modulesOf } from "../support/harness";

const plain = {
  bold: (text: string) => text,
  dim: (text: string) => text,
  red: (text: string) => `<${text}>`,
};
const shown = (config: EnvironmentConfig) => textOf(doorSections(doorOf(config)), plain).split("\n");

/** The front end, a path that is open on purpose, and a module with limits and a timeout of its own. */
const changed = configOf("prod", (given) => {
  const modules = modulesOf(given);
  modules.planning!.routes = ["/v1/planning", { path: "/v1/hooks", public: true }];
  modules.planning!.throttle = { requestsPerSecond: 5, burst: 7 };
  modules.planning!.longestResponseSeconds = 20;
  modules.shop = { owner: "shop@example.com", kind: "web", routes: ["/"] };
  given["ai-platform:edge"] = {
    domain: { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" },
    authentication: { issuer: "https://id.example.com", audience: ["api"] },
    clients: { partner: { kind: "machine", requestsPerSecond: 1, burst: 2, requestsPerDay: 3 } },
  };
});

describe("the plan on the edge", () => {
  it("shows for each module of dev its public path, who may call it, its limits and its timeouts", () => {
    expect(shown(configOf("dev"))).to.deep.equal([
      "Edge",
      "  module         URL path             who may call                                            requests/s  burst",
      "  manufacturing  /live/manufacturing  token with ai-platform/manufacturing.invoke, and a key          50    100",
      "  planning       /live/planning       token with ai-platform/planning.invoke, and a key               50    100",
      "  support        /live/support        token with ai-platform/support.invoke, and a key                50    100",
      "  Below the address that AWS gives the API (output `url`); tokens of the environment's user pool.",
      "  Limits of each method of a path. An address is blocked above 2000 requests in five minutes; AWS's rules count.",
      "",
      "Clients",
      "  client       kind     scopes                                                        requests/s  burst  a day",
      "  back-office  machine  ai-platform/planning.invoke ai-platform/manufacturing.invoke           5     10   5000",
      "  help-desk    browser  ai-platform/support.invoke                                             5     10   5000",
      "",
      "Timeouts in seconds, from the client to the task",
      "  module         heartbeat  API  API idle  ALB idle  keep-alive   SC  SC idle  drain  stop",
      "  manufacturing         15  300       300       910         920  300      300    300   120",
      "  planning              15  300       300       910         920  300      300    300   120",
      "  support               15  300       300       910         920  300      300    300   120",
      "  A module sends something every heartbeat while it answers; SC is Service Connect; docs/edge.md tells each hop.",
    ]);
  });

  it("shows what is public in red, limits of a module's own, and what an issuer decides", () => {
    const lines = shown(changed);
    const cells = (line: string) => line.trim().split(/ {2,}/);
    expect(lines.slice(2, 7).map(cells)).to.deep.equal([
      ["manufacturing", "/manufacturing", "token with manufacturing.invoke, and a key", "500", "1000"],
      ["planning", "/v1/planning", "token with planning.invoke, and a key", "5", "7"],
      ["planning", "/v1/hooks", "<PUBLIC: everybody, without a token>", "5", "7"],
      ["shop", "/", "<PUBLIC: everybody, without a token>", "500", "1000"],
      ["support", "/support", "token with support.invoke, and a key", "500", "1000"],
    ]);
    expect(lines[7]).to.equal("  Below https://api.example.com; tokens of https://id.example.com.");
    expect(cells(lines[12]!)).to.deep.equal(["partner", "machine", "as its issuer says", "1", "2", "3"]);
    expect(
      lines
        .find((line) => /planning .*920/.test(line))!
        .trim()
        .split(/ +/),
    ).to.deep.equal(["planning", "15", "20", "300", "910", "920", "20", "300", "20", "30"]);
  });

  it("lines columns up whatever is red", () => {
    const [, heading, ...rows] = shown(changed);
    const at = heading!.indexOf("requests/s") + "requests/s".length;
    for (const row of rows.slice(0, 5)) expect(row.replace(/[<>]/g, "").slice(0, at)).to.match(/\d$/);
  });

  it("says public in bold in Markdown, which has no colours", () => {
    expect(markdownOf("t", doorSections(doorOf(changed)))).to.contain(
      "| shop | / | **PUBLIC: everybody, without a token** | 500 | 1000 |",
    );
  });

  it("has no section for clients where there are none, and asks for no key", () => {
    const config = configOf("dev", (given) => {
      given["ai-platform:edge"] = {};
    });
    expect(shown(config)).not.to.include("Clients");
    expect(doorOf(config).routes.map(({ key }) => key)).to.deep.equal([false, false, false]);
  });
});
