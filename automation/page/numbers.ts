/** `1,234,567.25`, the same wherever it runs. */
export function grouped(number: number): string {
  return String(number).replace(/(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g, ",");
}
