export interface Settings {
  /** Values of the tags, and parts of the names, by which the environment's own is found. */
  readonly project: string;
  readonly environment: string;
  /** Where reports are kept. */
  readonly bucket: string;
  /** Who is told of a report. */
  readonly topicArn: string;
  /** Says what to do with it. */
  readonly runbook: string;
}

/** @throws Error when a variable is missing. */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`${name} must be set`);
    return value;
  };
  return {
    project: given("PROJECT"),
    environment: given("ENVIRONMENT"),
    bucket: given("BUCKET"),
    topicArn: given("TOPIC_ARN"),
    runbook: given("RUNBOOK"),
  };
}
