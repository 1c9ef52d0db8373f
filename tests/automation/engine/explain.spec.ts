import { expect } from "chai";
import { faultIn } from "../../../automation/engine/explain";

describe("what the engine's output says is wrong", () => {
  const cases: readonly (readonly [what: string, output: string, told: string])[] = [
    ["is each error once", "Updating\nerror: no\nerror: no\nerror: never\n", "error: no\nerror: never"],
    [
      "has what is indented below it",
      "error: locked\n  by a@b\n  by c@d\n\n  Duration: 1s",
      "error: locked\n  by a@b\n  by c@d",
    ],
    [
      "is found in what the Automation API makes of it",
      "code: 255\n stderr: error: no\n err?: Error: no",
      "error: no",
    ],
    ["is all of it when nothing says error", "out of memory", "out of memory"],
    [
      "comes with what to do about it",
      "error: PULUMI_ACCESS_TOKEN must be set for login",
      "error: PULUMI_ACCESS_TOKEN must be set for login\nNo backend is configured: set PULUMI_BACKEND_URL, or run npx pulumi login (docs/deploy.md).",
    ],
    [
      "tells who must give the API its role for logs",
      "error: CloudWatch Logs role ARN must be set in account settings to enable logging",
      "error: CloudWatch Logs role ARN must be set in account settings to enable logging\n" +
        "The account has no role for the logs of its APIs: write account.apiGatewayLogs: true in the stack file of one of its environments.",
    ],
  ];
  for (const [what, output, told] of cases)
    it(what, () => {
      expect(faultIn(output).message).to.equal(told);
    });
});
