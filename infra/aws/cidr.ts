/** An IPv4 range: first address as a number and prefix length. */
export interface Cidr {
  readonly base: number;
  readonly prefix: number;
}

/** Parses `10.20.0.0/16`; undefined when it is no IPv4 range or has bits set behind the prefix. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  const base = ((a * 256 + b) * 256 + c) * 256 + d;
  return base % 2 ** (32 - prefix) === 0 ? { base, prefix } : undefined;
}

/** `10.20.0.0/16` again. */
export function cidrText({ base, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefix}`;
}

export function addressCount({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.base < b.base + addressCount(b) && b.base < a.base + addressCount(a);
}

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((text) => parseCidr(text)!);

/** True within RFC 1918. */
export function isPrivate(cidr: Cidr): boolean {
  return privateRanges.some((range) => range.prefix <= cidr.prefix && overlaps(range, cidr));
}
