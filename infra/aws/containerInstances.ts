import { reservedMemoryMiB, unseenShare } from "./instances";

export type Architecture = "arm64" | "x86_64";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html */
const images = "/aws/service/ecs/optimized-ami/amazon-linux-2023";

/** SSM parameter of AWS's image for container instances. With GPU drivers there is one for x86_64 only. */
export function imageParameter(architecture: Architecture, gpus: boolean): string {
  const variant = gpus ? "gpu/" : architecture === "arm64" ? "arm64/" : "";
  return `${images}/${variant}recommended/image_id`;
}

/**
 * AWS resolves it at each launch, so a new image changes nothing here and every new instance has it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
 */
export function resolvedAtLaunch(parameter: string): string {
  return `resolve:ssm:${parameter}`;
}

/** Only for a token, and no container on a bridge comes as far: it would have the role of its instance. */
export const metadataOptions = {
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
  httpEndpoint: "enabled",
};

export function rootDisk(sizeGiB: number) {
  return {
    deviceName: "/dev/xvda",
    ebs: { volumeType: "gp3", volumeSize: sizeGiB, encrypted: "true", deleteOnTermination: "true" },
  };
}

/**
 * MiB that an instance must have for one task of that size, what ECS never sees and what its agent keeps included.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
export function instanceMemoryFor(taskMemoryMiB: number): number {
  return Math.ceil((taskMemoryMiB + reservedMemoryMiB) / (1 - unseenShare));
}
