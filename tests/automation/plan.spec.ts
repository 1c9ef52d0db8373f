import { expect } from "chai";
import { exitCodeOf } from "../../automation/plan/command";
import { compare } from "../../automation/plan/compare";
import { makePlan, type Plan } from "../../automation/plan/makePlan";
import { reportOf, type Report } from "../../automation/plan/report";
import { headline, overview, quotas, tree } from "../../automation/plan/sections";
import { findStack } from "../../automation/project";
import { markdownOf } from "../../automation/render/markdown";
import { cellText, money } from "../../automation/render/section";
import { textOf } from "../../automation/render/text";
import type { Finding } from "../../policy/rule";
import { root, type StackName, stacks } from "../support/harness";

const plain = { bold: (text: string) => text, dim: (text: string) => text, red: (text: string) => text };

describe("the plan", () => {
  const plans = {} as Record<StackName, Plan>;
  const reports = {} as Record<StackName, Report>;
  before(async () => {
    for (const stack of stacks) {
      plans[stack] = await makePlan(findStack(stack, root));
      reports[stack] = reportOf(plans[stack]);
    }
  });

  /** Backups after the first have what has changed, restore tests what there is then. */
  const nobodyKnows = "depend on how much";

  it("prices the whole of dev at 180 USD a month at most", () => {
    expect(reports.dev.cost.monthlyUsd).to.be.greaterThan(50).and.at.most(180);
    const { mariadb, qdrant } = plans.dev.config.data;
    expect(mariadb && qdrant && Object.keys(plans.dev.config.modules).length).to.equal(3);
  });

  for (const stack of stacks)
    describe(stack, () => {
      it("prices every billable resource", () => {
        const { notPriced } = reports[stack].cost;
        expect(notPriced.filter(({ reason }) => !reason.includes(nobodyKnows))).to.deep.equal([]);
      });

      it("counts each resource in exactly one tier", () => {
        const { total, tiers } = reports[stack].resources;
        expect(tiers.reduce((sum, tier) => sum + tier.resources, 0)).to.equal(total);
        expect(tiers.map(({ tier }) => tier)).to.deep.equal([
          "account",
          "account-security",
          "alarms",
          "audit",
          "budgets",
          ...(stack === "prod" ? ["certificate"] : []),
          "data",
          "edge",
          "keys",
          "modules",
          "network",
          "observability",
          "platform",
          "privacy",
          ...(stack === "prod" ? ["quiet-times"] : []),
        ]);
      });

      it("adds the tiers up to the whole", () => {
        const { tiers } = reports[stack].resources;
        const sum = tiers.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
        expect(Math.abs(sum - reports[stack].cost.monthlyUsd)).to.be.lessThan(0.05);
      });

      it("counts the VPC's own children", () => {
        const zones = stack === "prod" ? 3 : 2;
        expect(plans[stack].graph.ofType("aws:ec2/subnet:Subnet")).to.have.length(3 * zones);
        const text = textOf([tree(reports[stack])], plain);
        expect(text).to.match(/^ {4}network +awsx:ec2:Vpc +\d+$/m);
      });

      it("names a field of the stack file for each of the largest amounts that one can change", () => {
        const largest = [...reports[stack].cost.lines]
          .sort((a, b) => b.monthlyUsd - a.monthlyUsd)
          .slice(0, 12);
        const fixed = [
          "load balancer hours",
          "load balancer capacity units (assumed)",
          "KMS key",
          "web ACL",
          "web ACL rules",
        ];
        for (const { field, item } of largest)
          if (!fixed.includes(item)) expect(field, item).to.match(/^(network|platform|data|modules|costs)\./);
      });

      it("has lines of at most 120 characters in what it prints unasked", () => {
        for (const line of textOf(overview(reports[stack]), plain).split("\n"))
          expect(line.length, line).to.be.at.most(120);
      });
    });

  it("tells what people must do by hand: keys that an AI provider gives, and no passwords or tokens", () => {
    expect(reports.dev.handwork.map(({ module, variable }) => `${module} ${variable}`)).to.deep.equal([
      "planning OPENAI_API_KEY",
      "support ANTHROPIC_API_KEY",
    ]);
  });

  it("shows unasked the quotas that are more than half used, or else the nearest", () => {
    const quota = (name: string, used: number) => ({ name, used, limit: 100, path: "p" });
    const shown = (...uses: number[]) => {
      const report = { ...reports.dev, quotas: uses.map((used) => quota(`q${used}`, used)) };
      return overview(report)
        .find(({ title }) => title === "Nearest quota")
        ?.rows.map(([used]) => used);
    };
    expect(shown(10, 51, 50, 90)).to.deep.equal(["90", "51"]);
    expect(shown(10, 50, 3)).to.deep.equal(["50"]);
    expect(quotas(reports.dev).rows).to.have.length(reports.dev.quotas.length);
  });

  describe("on the rules of policy/", () => {
    const shown = (report: Report) => overview(report).find(({ title }) => title === "Policy")!;
    const finding = (change: Partial<Finding> = {}): Finding => ({
      rule: "default-tags",
      urn: "urn:pulumi:prod::ai-platform::pulumi:providers:aws::aws",
      level: "mandatory",
      message: "Wrong.",
      fix: "Mend it.",
      ...change,
    });

    it("has one line when all hold", () => {
      expect(reports.prod.policy.findings).to.deep.equal([]);
      expect(shown(reports.prod).rows).to.deep.equal([[`all ${reports.prod.policy.rules} rules hold`]]);
      expect(exitCodeOf(plans.prod)).to.equal(0);
    });

    it("tells what dev gives up on purpose, and plans it all the same", () => {
      expect(new Set(reports.dev.policy.findings.map(({ level }) => level))).to.deep.equal(
        new Set(["advisory"]),
      );
      expect(shown(reports.dev).note).to.contain("given up on purpose by data.deletion");
      expect(exitCodeOf(plans.dev)).to.equal(0);
    });

    it("fails for a mandatory one", () => {
      expect(exitCodeOf({ ...plans.prod, findings: [finding()] })).to.equal(2);
      expect(exitCodeOf({ ...plans.prod, findings: [finding({ level: "advisory" })] })).to.equal(0);
    });

    it("says once what is wrong with several, and what to do", () => {
      const findings = [
        finding(),
        finding({ urn: "urn:pulumi:prod::ai-platform::t::other" }),
        finding({ rule: "r" }),
      ];
      const { rows, note } = shown({ ...reports.prod, policy: { rules: 5, findings } });
      expect(rows).to.deep.equal([
        ["mandatory", "default-tags", "aws", "Wrong."],
        ["", "", "and 1 more", "Mend it."],
        ["mandatory", "r", "aws", "Wrong."],
        ["", "", "", "Mend it."],
      ]);
      expect(note).to.equal("3 of 5 rules hold. --json tells every resource.");
    });
  });

  it("says the same as text and as Markdown", () => {
    const sections = overview(reports.prod);
    const text = textOf(sections, plain);
    const markdown = markdownOf(headline(reports.prod), sections);
    for (const { title, rows } of sections) {
      expect(text).to.contain(title);
      expect(markdown).to.contain(`### ${title}`);
      for (const cell of rows.flat().map(cellText)) if (cell !== "") expect(text).to.contain(cell);
    }
    expect(markdown).to.contain("| resources | USD/month |").and.contain("| ---: | ---: |");
  });

  it("escapes what would break a Markdown table", () => {
    const text = markdownOf("t", [{ title: "s", columns: [{ heading: "h" }], rows: [["a|b <c>"]] }]);
    expect(text).to.contain("| a\\|b &lt;c> |");
  });

  it("writes money the same everywhere", () => {
    expect([0, 1234567.891, 12.3].map(money)).to.deep.equal(["0.00", "1,234,567.89", "12.30"]);
  });

  describe("against another environment", () => {
    it("finds no difference to itself", () => {
      const { only, missing, changed, monthlyUsd } = compare(plans.dev, plans.dev);
      expect({ only, missing, changed, monthlyUsd }).to.deep.equal({
        only: [],
        missing: [],
        changed: [],
        monthlyUsd: 0,
      });
    });

    it("tells what prod has, what it costs, and what is set otherwise", () => {
      const comparison = compare(plans.prod, plans.dev);
      expect(comparison.monthlyUsd).to.be.greaterThan(1000);
      expect(comparison.only.map(({ name }) => name)).to.include.members([
        "data-qdrant-2",
        "data-mariadb-monitoring",
      ]);
      const database = comparison.changed
        .filter(({ type }) => type === "aws:rds/instance:Instance")
        .map(({ property }) => property);
      expect(database).to.include.members(["multiAz", "instanceClass", "deletionProtection"]);
    });

    it("does not tell names that only repeat the environment's own", () => {
      const properties = compare(plans.staging, plans.dev).changed.map(
        ({ type, property }) => `${type} ${property}`,
      );
      expect(properties).to.not.include("aws:ecs/cluster:Cluster name");
      expect(properties).to.not.include("aws:kms/alias:Alias name");
    });
  });
});
