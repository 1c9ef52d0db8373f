import { arnOf, digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";
import { ec2 } from "./ec2";

export const instancesTypes: ResourceTypes = {
  "aws:ec2/launchTemplate:LaunchTemplate": {
    outputs: ec2("lt", "launch-template", () => ({
      latestVersion: 1,
      defaultVersion: 1,
    })),
    recomputed: ({ latestVersion }) => {
      const version = Number(latestVersion) + 1;
      return { latestVersion: version, defaultVersion: version };
    },
    replacedBy: ["name", "namePrefix"],
    name: {
      ...nameRule(128, /^[A-Za-z0-9().\-/_]+$/, "InvalidLaunchTemplateName.AlreadyExistsException"),
      min: 3,
    },
    // It holds nothing by itself; it stands for the instances that were started from it.
    holds: ["aws:ec2/securityGroup:SecurityGroup"],
  },
  "aws:ebs/volume:Volume": {
    outputs: ec2("vol", "volume"),
    replacedBy: [
      "availabilityZone",
      "encrypted",
      "kmsKeyId",
      "multiAttachEnabled",
      "outpostArn",
      "snapshotId",
    ],
    seconds: 10,
  },
  "aws:autoscaling/group:Group": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const rest = `autoScalingGroup:${digits(resource.urn, 32)}:autoScalingGroupName/${name}`;
      return { id: name, name, arn: arnOf("autoscaling", place, rest) };
    },
    replacedBy: ["initialLifecycleHooks", "name", "namePrefix"],
    name: nameRule(255, /^[\x21-\x39\x3b-\x7e]+$/, "AlreadyExists"),
    holds: ["aws:ec2/subnet:Subnet"],
    seconds: 60,
  },
};
