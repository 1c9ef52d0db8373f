import { expect } from "chai";
import { copyOf } from "../../../../automation/deploy/temporary/copy";
import { checkCopy } from "../../../../automation/deploy/temporary/open";
import { ConfigFaults } from "../../../../infra/faults";
import { stacks, stackText } from "../../../support/harness";

describe("the copy of a stack file", () => {
  for (const stack of stacks)
    it(`is that of ${stack} line for line, but for what an account has once`, () => {
      const linesOf = (text: string) => text.replaceAll("[ ", "[").replaceAll(" ]", "]").split("\n");
      const lines = linesOf(stackText(stack));
      const copied = linesOf(copyOf(stackText(stack)));
      const changed = lines.filter((line) => !copied.includes(line)).map((line) => line.trim());
      const once = lines.filter((line) => /^ {4}(apiGatewayLogs: true|domain:)/.test(line));
      expect(changed).to.deep.equal(once.map((line) => line.trim()));
      const added = copied.filter((line) => !lines.includes(line)).map((line) => line.trim());
      expect(added).to.deep.equal(["apiGatewayLogs: false"]);
      expect(copied).to.have.length(lines.length - once.length + 1);
    });

  const table: readonly (readonly [what: string, text: string, copy: string])[] = [
    [
      "keeps comments, order, quotes and the key of the engine",
      '# first\nencryptionsalt: v1:abc\nconfig:\n  aws:region: "us-east-1" # here\n  # ours\n  ai-platform:profile: dev\n',
      '# first\nencryptionsalt: v1:abc\nconfig:\n  aws:region: "us-east-1" # here\n  # ours\n  ai-platform:profile: dev\n',
    ],
    [
      "turns off what the account has once, in whatever form it is written",
      "config:\n  ai-platform:account: { apiGatewayLogs: true } # once\n",
      "config:\n  ai-platform:account: { apiGatewayLogs: false } # once\n",
    ],
    [
      "turns off what is on with settings of its own",
      "config:\n  ai-platform:account:\n    bedrockLogs: { retentionDays: 30 }\n    apiGatewayLogs: false\n",
      "config:\n  ai-platform:account:\n    bedrockLogs: false\n    apiGatewayLogs: false\n",
    ],
    [
      "leaves what is off already",
      "config:\n  ai-platform:account:\n    apiGatewayLogs: false\n",
      "config:\n  ai-platform:account:\n    apiGatewayLogs: false\n",
    ],
    [
      "has no domain, and no certificates of clients, which need one",
      "config:\n  ai-platform:edge:\n    domain: { name: a.example.com, hostedZoneId: Z0123456 }\n    mutualTls:\n      truststoreUri: s3://abc/d\n      truststoreVersion: x\n    logRetentionDays: 7\n",
      "config:\n  ai-platform:edge:\n    logRetentionDays: 7\n",
    ],
  ];
  for (const [what, text, copy] of table)
    it(what, () => {
      expect(copyOf(text)).to.equal(copy);
      expect(copyOf(copy), "twice").to.equal(copy);
    });

  it("of dev is a sound environment under its own name", () => {
    const { name, account, network } = checkCopy("pr-123", copyOf(stackText("dev")));
    expect(name).to.equal("pr-123");
    expect(account.apiGatewayLogs).to.equal(false);
    expect(network.cidr).to.equal("10.20.0.0/16");
  });

  const refused: readonly (readonly [stack: string, text: string, why: RegExp])[] = [
    ["pr-123", stackText("staging"), /data\.deletion must be disposable .+; got "protected"/],
    ["pr-123", stackText("prod"), /data\.deletion must be disposable/],
    ["PR_123", stackText("dev"), /stack name must be 2 to 15 lower-case/],
    ["pr-123", copyOf("config: ["), /line 1/],
  ];
  for (const [stack, text, why] of refused)
    it(`is refused as ${stack} for ${String(why)}`, () => {
      expect(() => checkCopy(stack, text)).to.throw(ConfigFaults, why);
    });
});
