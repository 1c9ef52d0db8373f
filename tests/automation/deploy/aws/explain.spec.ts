import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { explainAws, explained } from "../../../../automation/deploy/aws/explain";
import { OperatorError } from "../../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig } from "../../../simulator/api/memoryWorld";

describe("an error of AWS", () => {
  after(closeRigs);

  const overHttp: readonly (readonly [string, string, RegExp])[] = [
    [
      "AccessDeniedException",
      "User: u is not authorized to perform: ssm:GetParameter",
      /aws sts get-caller-identity/,
    ],
    ["ExpiredTokenException", "The security token included in the request is expired", /aws sso login/],
    [
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
      /Check the access key/,
    ],
    ["InvalidSignatureException", "Signature not yet current", /the clock of this machine/],
  ];
  for (const [type, message, does] of overHttp)
    it(`says what to do about ${type}, and what AWS said`, async () => {
      const { ssm, calls } = await rig(new MemoryWorld(), { refuse: { GetParameter: { type, message } } });
      const error = await failure(explained(ssm.send(new GetParameterCommand({ Name: "/a" }))));
      expect(error).to.be.instanceOf(OperatorError);
      expect(error.message).to.match(does).and.to.contain(`(${type}: ${message})`);
      expect(calls).to.have.length(1);
    });

  const named = (name: string, code?: string) => Object.assign(new Error("said"), { name, code });

  for (const [error, does] of [
    [named("ThrottlingException"), "takes no more requests for now"],
    [named("TimeoutError"), "cannot be reached"],
    [named("Error", "ENOTFOUND"), "cannot be reached"],
    [named("AggregateError", "ECONNREFUSED"), "cannot be reached"],
    [named("TokenProviderError"), "have expired"],
    [named("RequestTimeTooSkewed"), "clock"],
  ] as const)
    it(`says what to do about ${error.code ?? error.name}`, () => {
      const explanation = explainAws(error);
      expect(explanation).to.be.instanceOf(OperatorError);
      expect(explanation.message).to.contain(does);
      expect(explanation.cause).to.equal(error);
    });

  it("stays what it is when the operator cannot mend it", () => {
    for (const error of [
      named("AbortError"),
      named("ValidationException"),
      new OperatorError("told already"),
    ])
      expect(explainAws(error)).to.equal(error);
    expect(explainAws("text")).to.be.instanceOf(Error).and.to.include({ message: "text" });
  });
});
