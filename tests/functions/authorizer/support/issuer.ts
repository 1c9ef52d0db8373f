import type { Fetcher } from "aws-jwt-verify/https";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from "jose";

export const issuerUrl = "https://id.example.com/realm";
export const audience = "https://api.example.com";

export type Claims = Record<string, unknown>;

/** What a good token says; `undefined` takes a claim out. */
export const claims = (change: Claims = {}): Claims =>
  Object.fromEntries(
    Object.entries({
      iss: issuerUrl,
      aud: audience,
      sub: "kim@example.com",
      exp: fromNow(3600),
      scope: "planning/invoke",
      ...change,
    }).filter(([, value]) => value !== undefined),
  );

export function fromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

export interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
}

/** A key pair as an identity provider makes it; `named` tells whether the public half says its algorithm. */
export async function makeKey(kid: string, alg = "RS256", named = true): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, use: "sig", ...(named && { alg }) };
  return { kid, alg, jwk, privateKey };
}

export async function sign(key: Key, payload: Claims, header: Claims = {}): Promise<string> {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: "JWT", ...header })
    .sign(key.privateKey, { crit: { "x-rule": false } });
}

export function unsigned(payload: Claims): string {
  return new UnsecuredJWT(payload).encode();
}

/** Puts another header or payload into a signed token, and leaves the signature as it was. */
export function altered(token: string, part: "header" | "payload", change: Claims): string {
  const parts = token.split(".");
  const index = part === "header" ? 0 : 1;
  const old = JSON.parse(Buffer.from(parts[index]!, "base64url").toString()) as Claims;
  parts[index] = Buffer.from(JSON.stringify({ ...old, ...change })).toString("base64url");
  return parts.join(".");
}

/** The issuer's page of public keys. */
export class KeyPage implements Fetcher {
  readonly fetched: string[] = [];
  down = false;
  text: string | undefined;
  keys: readonly Key[];

  constructor(...keys: readonly Key[]) {
    this.keys = keys;
  }

  fetch(uri: string): Promise<ArrayBuffer> {
    this.fetched.push(uri);
    if (this.down)
      return new Promise((_, reject) =>
        setImmediate(() => {
          reject(new Error("connect ECONNREFUSED"));
        }),
      );
    const text = this.text ?? JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) });
    return Promise.resolve(new Uint8Array(Buffer.from(text)).buffer);
  }
}
