import type { DeliveryConfig, DeliveryModuleConfig } from "../config/schema/delivery";
import type { Job } from "./pipeline";

/** Where a build runs. */
export interface Machine {
  readonly type: string;
  readonly image: string;
  readonly computeType: string;
  readonly privilegedMode: boolean;
}

/**
 * Unit tests run on the Node.js and the Python of the image: 24 and 3.14.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html
 */
const images: Readonly<Record<DeliveryModuleConfig["architecture"], Pick<Machine, "image" | "type">>> = {
  arm64: { type: "ARM_CONTAINER", image: "aws/codebuild/amazonlinux-aarch64-standard:4.0" },
  x86_64: { type: "LINUX_CONTAINER", image: "aws/codebuild/amazonlinux-x86_64-standard:6.0" },
};

/** An image is built on its own processor, in a Docker daemon that needs the privilege; nothing else has one. */
export function machineOf(kind: Job["kind"], architecture: DeliveryModuleConfig["architecture"]): Machine {
  return {
    ...images[architecture],
    computeType: kind === "build" || kind === "check" ? "BUILD_GENERAL1_MEDIUM" : "BUILD_GENERAL1_SMALL",
    privilegedMode: kind === "build",
  };
}

/** There are machines of this processor in every region. */
export const driftMachine = machineOf("release", "x86_64");

/** In minutes; `deploy` gives up after 55 by itself, and says more than a build that is cut off. */
export const timeouts: Readonly<Record<Job["kind"] | "drift", number>> = {
  build: 60,
  check: 45,
  release: 75,
  smokeTest: 30,
  drift: 45,
};

/** Longer than a release takes to be missed, and long enough to compare it with the ones before. */
export const logRetentionDays = 90;

/**
 * For both processors, and with what they build upon, where AWS lets everybody through without a user.
 * https://github.com/heroku/cnb-builder-images
 */
export const builder = {
  image: "heroku/builder:24",
  runImage: "heroku/heroku:24",
  upstream: "ecr-public",
} as const;

/** The bucket is taken to be where its key is: nothing else tells its region. */
export function backendUrl({ bucket, key }: NonNullable<DeliveryConfig["state"]>): string {
  return `s3://${bucket}?region=${key.split(":")[3]!}`;
}
