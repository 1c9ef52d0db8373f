/** An IPv4 range; `base` is its first address as an unsigned number. */
export interface Block {
  readonly base: number;
  readonly mask: number;
}

export function blockAround(address: number, mask: number): Block {
  if (mask > 32) throw new Error(`Invalid mask for ip4: ${mask}`);
  return { base: (address & (0xffffffff << (32 - mask))) >>> 0, mask };
}

/** Only "a.b.c.d/1" to "a.b.c.d/32": the shorter and octal forms of the real parser are of no use. */
export function parseBlock(text: string, input: string): Block {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)?.slice(1) ?? [];
  const octets = parts.slice(0, 4).map(Number);
  const mask = Number(parts[4]);
  const wellFormed =
    parts.every((part) => part === String(Number(part))) &&
    octets.every((octet) => octet <= 255) &&
    mask >= 1 &&
    mask <= 32;
  if (!wellFormed)
    throw new Error(`awsx:ec2:Vpc input ${input}: "${text}" is not an IPv4 range such as 10.0.0.0/16`);
  return blockAround(
    octets.reduce((address, octet) => address * 256 + octet, 0),
    mask,
  );
}

export function formatBlock({ base, mask }: Block): string {
  return `${[24, 16, 8, 0].map((shift) => (base >>> shift) & 0xff).join(".")}/${mask}`;
}

export function sizeOf(mask: number): number {
  return 2 ** (32 - mask);
}

/** The range of the same size right after; after the last address comes 0.0.0.0, as in the real one. */
export function following({ base, mask }: Block): Block {
  return blockAround((base + sizeOf(mask)) >>> 0, mask);
}

/**
 * The first range of another size after this one. It starts from the last *host* address, as the real one
 * does: a /32 after anything larger than a /31 therefore lands on the broadcast address, an overlap.
 */
export function followingOfMask(previous: Block, mask: number): Block {
  const last = previous.base + sizeOf(previous.mask) - (previous.mask <= 30 ? 2 : 1);
  return following(blockAround(last >>> 0, mask));
}

export function overlap(a: Block, b: Block): boolean {
  const wider = Math.min(a.mask, b.mask);
  return blockAround(a.base, wider).base === blockAround(b.base, wider).base;
}
