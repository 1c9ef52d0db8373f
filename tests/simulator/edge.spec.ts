import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { simulatedAws } from "../../simulator/aws";
import { record, type Recording } from "../../simulator/record";
import { account, valueOf } from "../support/fixtures";
import { only, region } from "../support/harness";
import { edge } from "./edge";

const gateway = `arn:aws:apigateway:${region}::`;

describe("the edge of simulated AWS", () => {
  let recorded: Recording<ReturnType<typeof edge>>;
  before(async () => {
    recorded = await record(simulatedAws({ region }), { project: "ai-platform", stack: "test" }, edge);
  });
  const ask = async <T>(what: (made: ReturnType<typeof edge>) => pulumi.Output<T>) =>
    valueOf(what(recorded.result));

  it("names an API, its stage and where it answers by the API's id", async () => {
    const id = await ask(({ api }) => api.id);
    expect(id).to.match(/^[0-9a-z]{10}$/);
    expect(await ask(({ api }) => api.arn)).to.equal(`${gateway}/restapis/${id}`);
    expect(await ask(({ api }) => api.executionArn)).to.equal(
      `arn:aws:execute-api:${region}:${account}:${id}`,
    );
    expect(await ask(({ api }) => api.rootResourceId))
      .to.match(/^[0-9a-z]{10}$/)
      .and.not.equal(id);
    expect(await ask(({ api }) => api.name)).to.match(/^api-[0-9a-f]{7}$/);
    expect(await ask(({ stage }) => stage.id)).to.equal(`ags-${id}-v1`);
    expect(await ask(({ stage }) => stage.arn)).to.equal(`${gateway}/restapis/${id}/stages/v1`);
    expect(await ask(({ stage }) => stage.executionArn)).to.equal(
      `arn:aws:execute-api:${region}:${account}:${id}/v1`,
    );
    expect(await ask(({ stage }) => stage.invokeUrl)).to.equal(
      `https://${id}.execute-api.${region}.amazonaws.com/v1`,
    );
    expect(await ask(({ account: settings }) => settings.id)).to.equal(account);
    expect(only(recorded.graph, "aws:apigateway/methodSettings:MethodSettings").outputs.id).to.equal(
      `${id}-v1-*/*`,
    );
  });

  it("tells a key wherever it is asked for, and never a real one", async () => {
    const id = await ask(({ key }) => key.id);
    expect(await ask(({ key }) => key.value)).to.equal(`simulated-api-key-${id}`);
    expect(await ask(({ planKey }) => planKey.value)).to.equal(`simulated-api-key-${id}`);
    expect(await ask(({ key }) => key.arn)).to.equal(`${gateway}/apikeys/${id}`);
    expect(await ask(({ plan }) => plan.arn)).to.equal(
      `${gateway}/usageplans/${await ask(({ plan }) => plan.id)}`,
    );
    expect(await ask(({ planKey }) => planKey.id)).to.equal(id);
    expect(await ask(({ link }) => link.arn)).to.equal(
      `${gateway}/vpclinks/${await ask(({ link }) => link.id)}`,
    );
  });

  it("proves a domain by a record that the certificate asks for", async () => {
    const [option] = await ask(({ certificate }) => certificate.domainValidationOptions);
    expect(option!.domainName).to.equal("api.example.com");
    expect(option!.resourceRecordName).to.match(/^_[0-9a-f]{32}\.api\.example\.com\.$/);
    expect(option!.resourceRecordType).to.equal("CNAME");
    expect(option!.resourceRecordValue).to.match(/^_[0-9a-f]{32}\.acm-validations\.aws\.$/);
    const fqdn = option!.resourceRecordName.replace(/\.$/, "");
    expect(await ask(({ proof }) => proof.fqdn)).to.equal(fqdn);
    expect(await ask(({ proof }) => proof.id)).to.equal(`Z0123456789ABC_${fqdn}_CNAME`);
    expect(await ask(({ name }) => name.arn)).to.equal(`${gateway}/domainnames/api.example.com`);
    expect(await ask(({ name }) => name.regionalDomainName)).to.match(
      new RegExp(`^d-[0-9a-f]{10}\\.execute-api\\.${region}\\.amazonaws\\.com$`),
    );
    expect(await ask(({ name }) => name.regionalZoneId)).to.match(/^Z[0-9A-F]{13}$/);
    expect(await ask(({ mapping }) => mapping.id)).to.equal("api.example.com/");
  });

  it("puts a web ACL of the region before the stage", async () => {
    const arn = await ask(({ acl }) => acl.arn);
    const [name, id] = [await ask(({ acl }) => acl.name), await ask(({ acl }) => acl.id)];
    expect(arn).to.equal(`arn:aws:wafv2:${region}:${account}:regional/webacl/${name}/${id}`);
    expect(only(recorded.graph, "aws:wafv2/webAclAssociation:WebAclAssociation").outputs.id).to.equal(
      `${arn},${await ask(({ stage }) => stage.arn)}`,
    );
    expect(
      only(recorded.graph, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").outputs.id,
    ).to.equal(arn);
  });

  it("has a user pool whose machines alone have secrets", async () => {
    const id = await ask(({ pool }) => pool.id);
    expect(id).to.match(new RegExp(`^${region}_[0-9a-z]{9}$`));
    expect(await ask(({ pool }) => pool.arn)).to.equal(
      `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
    );
    expect(await ask(({ pool }) => pool.endpoint)).to.equal(`cognito-idp.${region}.amazonaws.com/${id}`);
    expect(await ask(({ server }) => server.id)).to.equal(`${id}|api`);
    expect(await ask(({ server }) => server.scopeIdentifiers)).to.deep.equal(["api/planning.invoke"]);
    expect(await ask(({ machine }) => machine.clientSecret)).to.match(/^simulated-client-secret-/);
    expect(await ask(({ browser }) => browser.clientSecret)).to.equal("");
  });

  it("calls a function by its ARN, whole or in a stream", async () => {
    const arn = await ask(({ authorizer }) => authorizer.arn);
    const name = await ask(({ authorizer }) => authorizer.name);
    const path = `arn:aws:apigateway:${region}:lambda:path`;
    expect(arn).to.equal(`arn:aws:lambda:${region}:${account}:function:${name}`);
    expect(await ask(({ authorizer }) => authorizer.id)).to.equal(name);
    expect(await ask(({ authorizer }) => authorizer.invokeArn)).to.equal(
      `${path}/2015-03-31/functions/${arn}/invocations`,
    );
    expect(await ask(({ authorizer }) => authorizer.responseStreamingInvokeArn)).to.equal(
      `${path}/2021-11-15/functions/${arn}/response-streaming-invocations`,
    );
  });
});
