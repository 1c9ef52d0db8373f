import { Analyzer } from "@pulumi/aws/accessanalyzer";
import type * as pulumi from "@pulumi/pulumi";
import type { AccessAnalyzerConfig } from "../../infra/config/schema/accountSecurity";
import { alarmName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";

/** Tells what is open to others outside of the account, and what nobody inside uses. */
export function createAccessAnalyzer(
  name: string,
  { environment }: Scope,
  { unusedAccessDays }: AccessAnalyzerConfig,
  parent: pulumi.Resource,
): void {
  new Analyzer(
    `${name}-external`,
    { analyzerName: alarmName(environment, "external-access"), type: "ACCOUNT" },
    { parent },
  );
  if (unusedAccessDays !== false)
    new Analyzer(
      `${name}-unused`,
      {
        analyzerName: alarmName(environment, "unused-access"),
        type: "ACCOUNT_UNUSED_ACCESS",
        configuration: { unusedAccess: { unusedAccessAge: unusedAccessDays } },
      },
      { parent },
    );
}
