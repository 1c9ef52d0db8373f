/** Something to change in the stack file, and what it is worth. */
export interface Advice {
  readonly kind: "idle" | "savings plan" | "schedule" | "size";
  /** Absent for what concerns the whole account. */
  readonly module?: string;
  /** What was seen. */
  readonly why: string;
  /** Key of the stack file to change. */
  readonly key: string;
  /** What to write there, line by line; empty where the key itself goes. */
  readonly yaml: readonly string[];
  /** USD a month less by list prices and the assumptions under `costs`; more where it is negative. */
  readonly savesUsd: number;
}

/** Days that are looked at: a fortnight has every weekday twice. */
export const lookedDays = 14;
