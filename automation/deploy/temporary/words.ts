import type { Section } from "../../render/section";
import { duration } from "../../terminal/progress";
import type { ReapReport } from "./reap";

/** One line that says it all. */
export function reapHeadline({ environments }: ReapReport): string {
  const count = (standing: string) => environments.filter((one) => one.standing === standing).length;
  const parts = ["is gone", "is due", "is still there", "ends", "is unreadable"]
    .map((standing) => [count(standing), standing] as const)
    .filter(([many]) => many > 0)
    .map(([many, standing]) => `${many} ${plural[standing]!}`);
  return `reap: ${parts.length === 0 ? "no environment has an end" : parts.join(", ")}`;
}

const plural: Readonly<Record<string, string>> = {
  "is gone": "gone",
  "is due": "due",
  "is still there": "still there",
  ends: "not due yet",
  "is unreadable": "unreadable",
};

export function reapSection({ environments }: ReapReport, now: number): Section {
  return {
    title: "Environments",
    columns: ["stack", "from", "until", ""].map((heading) => ({ heading })),
    rows: environments.map(({ stack, from = "?", until = "?", standing }) => [
      stack,
      from,
      until,
      standing === "ends" ? `ends in ${duration(Date.parse(until) - now)}` : standing,
    ]),
  };
}
