import { fargateCpuUnits, fargateMemoryMiB } from "../../../infra/aws/fargateSizes";

export interface TaskSize {
  readonly cpu: number;
  readonly memoryMiB: number;
}

/**
 * The smallest task of Fargate that has what is asked for; undefined where none has.
 * @param cpus vCPUs.
 */
export function taskSize(cpus: number, memoryMiB: number): TaskSize | undefined {
  const fitting = fargateCpuUnits
    .filter((cpu) => cpu >= cpus * 1024)
    .flatMap((cpu) => {
      const memory = fargateMemoryMiB(cpu).find((one) => one >= memoryMiB);
      return memory === undefined ? [] : [{ cpu, memoryMiB: memory }];
    });
  return fitting[0];
}

const units: Readonly<Record<string, number>> = { b: 1 / 1024 ** 2, k: 1 / 1024, m: 1, g: 1024 };

/** `512m`, `1.5gb` or bytes, in MiB; undefined for what is no size. */
export function mebibytes(text: unknown): number | undefined {
  const [, amount, unit = "b"] = /^(\d+(?:\.\d+)?)\s*([bkmg])?(?:i?b)?$/i.exec(String(text).trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) * units[unit.toLowerCase()]!;
}

const seconds: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** `1m30s` in whole seconds, rounded up; undefined for what is no duration. */
export function wholeSeconds(text: unknown): number | undefined {
  const whole = String(text).trim();
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(whole)) return undefined;
  const parts = [...whole.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)];
  return Math.ceil(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * seconds[unit!]!, 0));
}
