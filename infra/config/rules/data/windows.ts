const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

/** Some time of every day, or of one day of the week, in minutes. */
export interface Window {
  /** After midnight; one without a day of the week starts on Monday. */
  readonly start: number;
  readonly minutes: number;
}

/** `18:00-19:00`, or `sun:19:30-sun:20:30`. */
export function windowOf(text: string): Window {
  const [from = 0, to = 0] = text.split(/-/).map((end) => {
    const [minute, hour, day] = end.split(":").reverse();
    return Math.max(0, days.indexOf(day ?? "")) * minutesOfDay + Number(hour) * 60 + Number(minute);
  });
  const cycle = /[a-z]/.test(text) ? minutesOfWeek : minutesOfDay;
  return { start: from, minutes: (to - from + cycle) % cycle };
}

/** The same with more time before it. */
export function earlier({ start, minutes }: Window, by: number): Window {
  return { start: (start - by + minutesOfWeek) % minutesOfWeek, minutes: minutes + by };
}

/** The same with more time after it. */
export function longer({ start, minutes }: Window, by: number): Window {
  return { start, minutes: minutes + by };
}

/** Whether the two meet on some day: the daily one is there on every day of the weekly one. */
export function windowsOverlap(daily: Window, other: Window): boolean {
  const distance = (from: number, to: number) => (((to - from) % minutesOfDay) + minutesOfDay) % minutesOfDay;
  return (
    distance(daily.start, other.start) < daily.minutes || distance(other.start, daily.start) < other.minutes
  );
}
