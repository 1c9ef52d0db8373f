/** One way to write a field, as it stands in a stack file. */
export interface FieldExample {
  /** What the module says. */
  readonly module: Readonly<Record<string, unknown>>;
  /** What it says as well, so that the field has a meaning; the cost of the field is without it. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** What the environment says of its data, where the profile's would not do. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Its AI gateway, where the field means nothing without one. */
  readonly aiGateway?: Readonly<Record<string, unknown>>;
}

export type FieldExamples = Readonly<Record<string, FieldExample>>;

/** Modules that examples call, and instances that they run on. */
export const surroundings = {
  modules: {
    other: { owner: "other-team@example.com", routes: ["/other"] },
    conversion: { owner: "other-team@example.com", kind: "worker" },
  },
  platform: {
    containerInsights: "enabled",
    externalInstances: { registrations: 3, activation: 1 },
    pools: {
      general: { instanceTypes: ["m7g.large"], max: 4 },
      gpus: { instanceTypes: ["g5.xlarge"], max: 2 },
    },
  },
} as const;
