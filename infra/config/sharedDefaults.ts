import type { DeliveryConfig, DeliveryEnvironmentConfig, DeliveryModuleConfig } from "./schema/delivery";

type Given<T, Key extends keyof T> = Omit<T, Key>;

/** The plain data that the shared stack starts from. */
export const sharedDefaults = {
  tags: {},
  delivery: {
    pipelines: "codepipeline",
    platform: { branch: "main" },
    source: "github",
    registry: { scanning: "basic", keepReleases: 50, untaggedDays: 7, unreleasedDays: 90 },
    account: { registryScanning: false, githubProvider: false },
    // Nights and early mornings in Seoul.
    care: { rebuildCron: "0 18 ? * SUN *", driftCron: "0 21 * * ? *" },
    deletion: "protected",
    keyDeletionDays: 30,
  } satisfies Given<DeliveryConfig, "environments" | "modules" | "owner" | "platform"> & {
    readonly platform: Given<DeliveryConfig["platform"], "repository">;
  },
} as const;

/** Of every environment that releases go through. */
export const deliveryEnvironmentDefaults: DeliveryEnvironmentConfig = { approval: false };

/** Of every module that has a pipeline. */
export const deliveryModuleDefaults: Given<DeliveryModuleConfig, "owner" | "repository"> = {
  branch: "main",
  folder: ".",
  architecture: "arm64",
  gates: { severity: "high", maxImageMiB: 1500, allow: [] },
};
