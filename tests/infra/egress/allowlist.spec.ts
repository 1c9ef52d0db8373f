import { expect } from "chai";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { allowlist } from "../../../infra/egress/allowlist";
import { strictRulesOf } from "../../../infra/egress/strictRules";
import { configOf, modulesOf, stacks } from "../../support/harness";

type Keys = Record<string, unknown>;
type Module = Record<string, unknown>;

const region = "ap-northeast-2";
const given = (edit: (keys: Keys) => void): EnvironmentConfig => configOf("dev", edit);
const inPart = (part: string, values: object) => (keys: Keys) => {
  keys[`ai-platform:${part}`] = { ...(keys[`ai-platform:${part}`] as object), ...values };
};
const withModule = (module: Module) => (keys: Keys) => {
  modulesOf(keys).other = { owner: "a@example.com", routes: ["/other"], ...module };
};
const domainsOf = (config: EnvironmentConfig) => allowlist(config).map(({ domain }) => domain);

/** What DNS Firewall finds of a name in a list. */
const finds = (domains: readonly string[], name: string) =>
  domains.some((domain) => (domain.startsWith("*.") ? name.endsWith(domain.slice(1)) : domain === name));

interface Case {
  readonly what: string;
  readonly edit: (keys: Keys) => void;
  readonly names: readonly string[];
}

const sidecar = (image: string) => withModule({ sidecars: { helper: { image, memoryMiB: 64 } } });

/** Names that come with a part of the stack file, and are not there without it. */
const cases: readonly Case[] = [
  {
    what: "a domain of the file",
    edit: inPart("network", { egress: { domains: ["partner.example.org", "*.partner.example.org"] } }),
    names: ["partner.example.org", "api.partner.example.org"],
  },
  {
    what: "an AI provider",
    edit: withModule({ aiProviders: ["mistral"] }),
    names: ["api.mistral.ai"],
  },
  {
    what: "a cache",
    edit: inPart("data", {
      cache: { version: "9", nodeType: "serverless", maxGiB: 1, maxEcpuPerSecond: 1000 },
    }),
    names: ["c-abc123.serverless.apn2.cache.amazonaws.com"],
  },
  {
    what: "an issuer",
    edit: inPart("edge", {
      authentication: {
        issuer: "https://id.example.org/a",
        audience: ["x"],
        jwksUri: "https://keys.example.net/k",
      },
      clients: {},
    }),
    names: ["id.example.org", "keys.example.net"],
  },
  {
    what: "an image of GitHub",
    edit: sidecar("ghcr.io/a/b:1"),
    names: ["ghcr.io", "pkg-containers.githubusercontent.com"],
  },
  {
    what: "an image of a registry that nobody knows",
    edit: sidecar("registry.example.org:5000/a/b:1"),
    names: ["registry.example.org"],
  },
];

describe("the allowlist", () => {
  for (const { what, edit, names } of cases)
    it(`grows by ${names.join(", ")} with ${what}`, () => {
      const [without, with_] = [domainsOf(given(() => undefined)), domainsOf(given(edit))];
      for (const name of names) {
        expect(finds(without, name), name).to.equal(false);
        expect(finds(with_, name), name).to.equal(true);
      }
    });

  for (const stack of stacks)
    it(`of ${stack} has each name once, in order, with somebody who needs it`, () => {
      const all = allowlist(configOf(stack));
      const domains = all.map(({ domain }) => domain);
      expect(domains).to.deep.equal([...new Set(domains)].sort());
      for (const { domain, why } of all) expect(why, domain).to.match(/\w/);
    });

  it("has what AWS answers by in the region, and what stands in the VPC", () => {
    const domains = domainsOf(given(() => undefined));
    for (const name of [
      `123456789012.dkr.ecr.${region}.amazonaws.com`,
      `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`,
      `secretsmanager.${region}.amazonaws.com`,
      `ecs-a-7.${region}.amazonaws.com`,
      `db.abc.${region}.rds.amazonaws.com`,
      `internal-alb-1.${region}.elb.amazonaws.com`,
      "planning.dev.ai-platform.internal",
      `ip-10-20-1-2.${region}.compute.internal`,
      "7.1.20.10.in-addr.arpa",
      "public.ecr.aws",
    ])
      expect(finds(domains, name), name).to.equal(true);
  });

  for (const name of [
    `abc.execute-api.${region}.amazonaws.com`,
    "loot.s3.us-east-1.amazonaws.com",
    "abc.lambda-url.ap-northeast-2.on.aws",
    `secretsmanager.us-east-1.amazonaws.com`,
    "anything.cloudfront.net",
    "8.8.8.8.in-addr.arpa",
    "dns.google",
  ])
    it(`has no way to ${name}`, () => {
      for (const stack of stacks) expect(finds(domainsOf(configOf(stack)), name)).to.equal(false);
    });

  it("has hosts of agents only where there are instances of our own", () => {
    const config = given((keys) => {
      inPart("data", { qdrant: false })(keys);
      for (const module of Object.values(modulesOf(keys)) as Module[])
        module.data = { ...(module.data as object), collections: false };
    });
    expect(finds(domainsOf(config), `ecs-a-7.${region}.amazonaws.com`)).to.equal(false);
    expect(finds(domainsOf(config), "registry-1.docker.io")).to.equal(false);
  });
});

describe("what the strict firewall lets out", () => {
  it("is the allowlist without the names of the VPC, as Network Firewall writes them", () => {
    const config = given(inPart("network", { egress: { domains: ["*.example.org"] } }));
    const { domains } = strictRulesOf(config);
    expect(domains).to.include.members([".example.org", "api.openai.com", `.s3.${region}.amazonaws.com`]);
    expect(domains.filter((domain) => /elb|rds|internal|arpa|\*/.test(domain))).to.deep.equal([]);
  });

  it("has each system once, whoever names it", () => {
    const outbound = [{ cidr: "192.168.0.0/24", port: 1521, description: "DB" }];
    const config = given((keys) => {
      withModule({ outbound })(keys);
      modulesOf(keys).again = { owner: "a@example.com", routes: ["/again"], outbound };
    });
    expect(strictRulesOf(config).ranges).to.deep.equal([{ cidr: "192.168.0.0/24", port: 1521 }]);
  });
});
