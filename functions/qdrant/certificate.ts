import { createPrivateKey, X509Certificate } from "node:crypto";
import "./reflect";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** What the secret of the servers' certificate holds, all in PEM. */
export interface Certificate {
  /** The servers' certificate. */
  readonly certificate: string;
  /** Its private key. */
  readonly key: string;
  /** Certificate that clients check it by; its private key is thrown away. */
  readonly authority: string;
}

const years = { valid: 10, left: 1 };
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** An authority and one certificate of it, for all these DNS names and IP addresses, good for ten years. */
export async function makeCertificate(
  names: readonly string[],
  addresses: readonly string[],
  now: Date,
): Promise<Certificate> {
  const authorityKeys = await keyPair();
  const serverKeys = await keyPair();
  // Clocks differ.
  const validity = { notBefore: new Date(now.getTime() - 3_600_000), notAfter: inYears(now, years.valid) };
  const authorityName = "CN=Authority of Qdrant";

  const authority = await X509CertificateGenerator.createSelfSigned(
    {
      ...validity,
      name: authorityName,
      keys: authorityKeys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
        await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  const certificate = await X509CertificateGenerator.create(
    {
      ...validity,
      subject: "CN=Qdrant",
      issuer: authorityName,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        // A node is also the client of its peers.
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension([
          ...names.map((value) => ({ type: "dns" as const, value })),
          ...addresses.map((value) => ({ type: "ip" as const, value })),
        ]),
        await SubjectKeyIdentifierExtension.create(serverKeys.publicKey, false, crypto),
        await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  const key = await crypto.subtle.exportKey("pkcs8", serverKeys.privateKey);
  return {
    certificate: pem(certificate.toString("pem")),
    key: pem(PemConverter.encode(key, "PRIVATE KEY")),
    authority: pem(authority.toString("pem")),
  };
}

/**
 * The certificate that a secret's text holds, unless it ends within a year or lacks a name; undefined for a
 * text that is no certificate, such as `pending`.
 */
export function goodCertificate(
  text: string,
  names: readonly string[],
  addresses: readonly string[],
  now: Date,
): Certificate | undefined {
  try {
    const found = JSON.parse(text) as Certificate;
    const certificate = new X509Certificate(found.certificate);
    const good =
      certificate.verify(new X509Certificate(found.authority).publicKey) &&
      certificate.checkPrivateKey(createPrivateKey(found.key)) &&
      new Date(certificate.validTo) > inYears(now, years.left) &&
      names.every((name) => certificate.checkHost(name) !== undefined) &&
      addresses.every((address) => certificate.checkIP(address) !== undefined);
    return good ? found : undefined;
  } catch {
    return undefined;
  }
}

function keyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function inYears(date: Date, count: number): Date {
  const then = new Date(date);
  then.setUTCFullYear(then.getUTCFullYear() + count);
  return then;
}

/** With the line's end that a file of PEM has. */
function pem(text: string): string {
  return `${text.trim()}\n`;
}
