import { unpriced, type Finding } from "./estimator";
import { numberOf } from "./read";

/** One or more EBS volumes of the same shape. */
export interface Disk {
  readonly item: string;
  readonly count: number;
  /** EBS volume type; only gp3 is in the price book. */
  readonly type: unknown;
  readonly sizeGiB: unknown;
  readonly iops: unknown;
  /** MiB a second. */
  readonly throughput: unknown;
  readonly field: string;
}

/** What every gp3 volume has without extra pay (AWS's EBS documentation). */
const gp3Iops = 3000;
const gp3Throughput = 125;

export function diskFindings(disk: Disk): readonly Finding[] {
  const size = numberOf(disk.sizeGiB);
  if (disk.type !== "gp3") return [unpriced(`no price for the ${disk.item}: the volume type is not gp3`)];
  if (size === undefined) return [unpriced(`no price for the ${disk.item}: the size is not given`)];
  const faster =
    (numberOf(disk.iops) ?? 0) > gp3Iops || (numberOf(disk.throughput) ?? 0) > gp3Throughput
      ? [unpriced(`no price for the speed of the ${disk.item} above 3000 IOPS and 125 MiB/s`)]
      : [];
  return [
    { item: disk.item, quantity: disk.count * size, price: "ebs.gp3", field: disk.field },
    ...(disk.count > 0 ? faster : []),
  ];
}
