import { expect } from "chai";
import { DomainCertificate } from "../../../components/certificate/DomainCertificate";
import { build, list, valueOf } from "../../support/fixtures";
import { only } from "../../support/harness";

const domain = { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
const made = () => build(() => new DomainCertificate("certificate", domain));

const types = {
  certificate: "aws:acm/certificate:Certificate",
  record: "aws:route53/record:Record",
  validation: "aws:acm/certificateValidation:CertificateValidation",
};

describe("DomainCertificate", () => {
  it("makes a certificate, its proof, and a wait for it", async () => {
    const { children, component } = await made();
    expect(component.type).to.equal("ai-platform:certificate:DomainCertificate");
    expect(children).to.deep.equal(
      list({
        [types.certificate]: "certificate",
        [types.record]: "certificate-proof",
        [types.validation]: "certificate",
      }),
    );
  });

  it("proves the domain by a record in its own zone, where an earlier proof may stand", async () => {
    const { graph } = await made();
    const certificate = only(graph, types.certificate);
    expect(certificate.inputs).to.deep.equal({
      domainName: "api.example.com",
      validationMethod: "DNS",
    });
    const [option] = certificate.outputs.domainValidationOptions as Record<string, string>[];
    const proof = only(graph, types.record);
    expect(proof.inputs).to.deep.equal({
      zoneId: domain.hostedZoneId,
      name: option!.resourceRecordName,
      type: option!.resourceRecordType,
      records: [option!.resourceRecordValue],
      ttl: 300,
      allowOverwrite: true,
    });
    expect(only(graph, types.validation).inputs).to.deep.equal({
      certificateArn: certificate.outputs.arn,
      validationRecordFqdns: [proof.outputs.fqdn],
    });
  });

  it("tells its domain and zone, and its ARN when AWS has seen the proof", async () => {
    const { graph, made: component } = await made();
    const { domain: name, hostedZoneId, arn } = component as DomainCertificate;
    expect([name, hostedZoneId]).to.deep.equal([domain.name, domain.hostedZoneId]);
    expect(await valueOf(arn)).to.equal(only(graph, types.certificate).outputs.arn);
    const sources = await (
      arn as unknown as { allResources(): Promise<Set<{ __pulumiType: string }>> }
    ).allResources();
    expect([...sources].map(({ __pulumiType }) => __pulumiType)).to.include(types.validation);
  });
});
