import { expect } from "chai";
import { orEnded } from "../../../automation/deploy/session";
import { exitCodes, OperatorError } from "../../../automation/operatorError";
import { failure } from "../../simulator/api/memoryWorld";

describe("the opening of a session", () => {
  const killed = new Error("Command was killed with SIGTERM");
  const ended = AbortSignal.abort();
  const { signal } = new AbortController();

  it("is what it is, also for whoever is ended after it", async () => {
    expect(await orEnded(signal, Promise.resolve(1))).to.equal(1);
    expect(await orEnded(ended, Promise.resolve(1))).to.equal(1);
  });

  it("fails for what was wrong", async () => {
    expect(await failure(orEnded(signal, Promise.reject(killed)))).to.equal(killed);
  });

  it("fails as at the deadline, when the engine was ended with this process", async () => {
    const error = await failure(orEnded(ended, Promise.reject(killed)));
    expect(error).to.be.instanceOf(OperatorError);
    expect(error).to.include({ message: "Ended before the engine began.", exitCode: exitCodes.deadline });
  });
});
