/** HMAC-SHA-256 with a key that nobody can read. */
export type Mac = (message: Uint8Array) => Promise<Uint8Array>;

/** 128 bits: enough to tell all users apart, and short enough for a line of a log. */
const bytesShown = 16;

/**
 * Whoever the token speaks of, as a pseudonym: the same for the same user at the same issuer, so that activity
 * can be followed, and not to be turned back into the user's name, nor made by trying all names, without the
 * key. KMS is asked once per user and instance; the one not seen for longest makes room.
 */
export function pseudonyms(mac: Mac, issuer: string, remembered = 1000): (sub: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (sub) => {
    const pseudonym = known.get(sub) ?? hex(await mac(Buffer.from(`${issuer}|${sub}`)));
    // A Map keeps the order of insertion, so that the first one is the oldest.
    known.delete(sub);
    known.set(sub, pseudonym);
    const [oldest] = known.keys();
    if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    return pseudonym;
  };
}

function hex(mac: Uint8Array): string {
  if (mac.length < bytesShown) throw new Error("KMS answered without a whole MAC");
  return Buffer.from(mac.subarray(0, bytesShown)).toString("hex");
}
