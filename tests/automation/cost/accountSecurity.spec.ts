import { costs, node } from "./cases";

describe("cost of the guards of an account", () => {
  const analyzer = (configuration?: object) =>
    node("aws:accessanalyzer/analyzer:Analyzer", configuration === undefined ? {} : { configuration });
  const role = (name: string) => node("aws:iam/role:Role", {}, {}, name);
  const roles = "roles looked through for unused access (this stack's)";
  const changes = "changes recorded (assumed: one of each resource of this stack)";

  costs("what is open to others is looked for at no charge", [analyzer(), role("a")], {
    usd: {},
  });
  costs(
    "what nobody uses, by the roles",
    [analyzer({ unusedAccess: { unusedAccessAge: 90 } }), role("a"), role("b")],
    { usd: { [roles]: 2 * 0.2 }, unverified: [roles] },
  );
  costs("what AWS Config records, by the changes", [node("aws:cfg/recorder:Recorder"), role("a")], {
    usd: { [changes]: 2 * 0.003 },
    unverified: [changes],
  });
  for (const [type, reason] of [
    [
      "aws:guardduty/detector:Detector",
      "GuardDuty is billed by the events and GB of the whole account that it looks through",
    ],
    [
      "aws:inspector2/enabler:Enabler",
      "Inspector is billed by the images, servers and functions of the whole account",
    ],
    [
      "aws:securityhub/account:Account",
      "Security Hub is billed by the checks of the whole account's resources",
    ],
  ] as const)
    costs(`${type} says that nobody knows its price before`, [node(type)], { notPriced: [reason] });
});
