import { goodCertificate, makeCertificate } from "../qdrant/certificate";
import type { CertificateRequest } from "./input";
import type { Parts } from "./parts";

/** Keeps the certificate that the secret holds while it is good, and answers with what clients check it by. */
export async function certify(
  { secretArn, names, addresses }: CertificateRequest,
  { secrets, now }: Parts,
): Promise<{ readonly authority: string }> {
  const held = goodCertificate(await secrets.read(secretArn), names, addresses, now());
  if (held !== undefined) return { authority: held.authority };
  const made = await makeCertificate(names, addresses, now());
  await secrets.write(secretArn, JSON.stringify(made));
  return { authority: made.authority };
}
