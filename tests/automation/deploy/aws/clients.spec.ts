import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { DescribeServicesCommand } from "@aws-sdk/client-ecs";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { awsClients } from "../../../../automation/deploy/aws/clients";
import { explained } from "../../../../automation/deploy/aws/explain";
import { OperatorError } from "../../../../automation/operatorError";
import {
  closeRigs,
  cluster,
  dummyCredentials,
  failure,
  MemoryWorld,
  region,
  rig,
  service,
  withEnvironment,
} from "../../../simulator/api/memoryWorld";

describe("the AWS clients", () => {
  after(closeRigs);

  const read = new GetParameterCommand({ Name: "/a" });
  const credentials = dummyCredentials;

  it("go where AWS_ENDPOINT_URL says", async () => {
    const world = new MemoryWorld();
    world.running = [service("planning", { state: "completed" })];
    world.parameters.put("/a", "1");
    const { api, calls } = await rig(world);
    const { ecs, ssm, close } = awsClients(region, { credentials });
    await withEnvironment({ AWS_ENDPOINT_URL: api.url }, async () => {
      await ssm.send(read);
      await ecs.send(new DescribeServicesCommand({ cluster, services: ["planning"] }));
    });
    close();
    expect(calls).to.deep.equal(["GetParameter", "DescribeServices"]);
  });

  it("try standard retries, whatever the environment says", async () => {
    const variables = { AWS_RETRY_MODE: "adaptive", AWS_MAX_ATTEMPTS: "9" };
    await withEnvironment(variables, async () => {
      const { ssm, close } = awsClients(region, { credentials });
      expect(await ssm.config.maxAttempts()).to.equal(4);
      expect(ssm.config.retryMode).to.equal("standard");
      close();
    });
  });

  it("bound the time of each attempt", async () => {
    const { api } = await rig(new MemoryWorld());
    const { ssm, close } = awsClients(region, { credentials, endpoint: api.url });
    // The handler makes up its configuration at the first request.
    await failure(ssm.send(read));
    const handler = ssm.config.requestHandler as unknown as { httpHandlerConfigs(): object };
    expect(handler.httpHandlerConfigs()).to.include({
      connectionTimeout: 3000,
      requestTimeout: 15_000,
      throwOnRequestTimeout: true,
    });
    close();
  });

  it("say what to do when nobody answers there", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { ssm, close } = awsClients(region, { credentials, endpoint: `http://127.0.0.1:${port}` });
    const error = await failure(explained(ssm.send(read)));
    close();
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message)
      .to.match(/^AWS cannot be reached\. Check the network.*AWS_ENDPOINT_URL/)
      .and.to.contain(`(ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:${port})`);
  });

  it("say what to do when there are no credentials", async () => {
    const nowhere = "/nonexistent/aws";
    const variables = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_PROFILE: undefined,
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
      AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
    };
    const { api, calls } = await rig(new MemoryWorld());
    const error = await withEnvironment(variables, async () => {
      const { ssm, close } = awsClients(region, { endpoint: api.url });
      try {
        return await failure(explained(ssm.send(read)));
      } finally {
        close();
      }
    });
    expect(error).to.be.instanceOf(OperatorError);
    expect(error.message).to.match(/^there are no usable AWS credentials\. Sign in.*AWS_PROFILE/);
    expect(calls).to.deep.equal([]);
  });
});
