import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** DER, as far as a certificate needs it: a tag, a length of one to three bytes, and what is in it. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content);
const bytes = (hex: string) => Buffer.from(hex, "hex");

const oid = {
  ecdsaWithSha256: bytes("06082a8648ce3d040302"),
  commonName: bytes("0603550403"),
  subjectAltName: bytes("0603551d11"),
  basicConstraints: bytes("0603551d13"),
};
const yes = bytes("0101ff");
/** UTCTime; the years are those of the test's own clock. */
const time = (year: number) => der(0x17, Buffer.from(`${String(year % 100).padStart(2, "0")}0101000000Z`));

/**
 * A certificate for 127.0.0.1, or for the names instead, that vouches for itself, so that a program under
 * test can be given it by NODE_EXTRA_CA_CERTS and checks the whole chain as always. Node has no call for it.
 */
export function selfSigned(...names: readonly string[]): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { key: pem(privateKey), cert: certificate(privateKey, publicKey, names) };
}

function certificate(privateKey: KeyObject, publicKey: KeyObject, names: readonly string[]): string {
  const year = new Date().getUTCFullYear();
  const algorithm = sequence(oid.ecdsaWithSha256);
  const name = sequence(der(0x31, sequence(oid.commonName, der(0x0c, Buffer.from("a test")))));
  const address = der(0x87, Buffer.from([127, 0, 0, 1]));
  const subjects = names.length === 0 ? [address] : names.map((subject) => der(0x82, Buffer.from(subject)));
  const extensions = sequence(
    sequence(oid.basicConstraints, yes, der(0x04, sequence(yes))),
    sequence(oid.subjectAltName, der(0x04, sequence(...subjects))),
  );
  const toSign = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(year - 1), time(year + 2)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = sign("sha256", toSign, privateKey);
  const whole = sequence(toSign, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g)!;
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function pem(privateKey: KeyObject): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}
