import { arnOf, digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";
import { protectionFault } from "./logDataProtection";

const eventName = /^[.\-_A-Za-z0-9]+$/;

/** The parts that name a rule or a target; the default event bus goes without saying. */
const onBus = (bus: unknown, ...parts: readonly string[]) =>
  typeof bus !== "string" || bus === "default" ? parts : [bus, ...parts];

export const cloudwatchTypes: ResourceTypes = {
  "aws:cloudwatch/logGroup:LogGroup": {
    outputs: (resource, { region, account }) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: `arn:aws:logs:${region}:${account}:log-group:${name}` };
    },
    replacedBy: ["logGroupClass", "name", "namePrefix"],
    name: nameRule(512, /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/, "ResourceAlreadyExistsException"),
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    outputs: (resource) => {
      const name = physicalName(resource, resource.inputs.name);
      // The provider's own id is the name alone, which other groups may have as well; so it is imported.
      return { id: `${String(resource.inputs.logGroupName)}:${name}`, name };
    },
    replacedBy: ["logGroupName", "name"],
    // AWS overwrites one of the same name.
    name: { ...nameRule(512, /^[^:*]+$/), uniqueIn: ["logGroupName"] },
  },
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": {
    outputs: ({ inputs }) => ({ id: String(inputs.logGroupName) }),
    replacedBy: ["logGroupName"],
    fault: protectionFault,
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    outputs: ({ inputs }) => ({ id: String(inputs.resourceArn ?? inputs.policyName) }),
    replacedBy: ["policyName"],
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: arnOf("cloudwatch", place, `alarm-mute-rule:${name}`) };
    },
    replacedBy: ["name"],
    name: nameRule(255, /^\P{Cc}+$/u),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: arnOf("cloudwatch", place, `alarm:${name}`) };
    },
    replacedBy: ["name"],
    name: nameRule(255, /^\P{Cc}+$/u),
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    outputs: ({ inputs }, place) => {
      const name = String(inputs.alarmName);
      return { id: name, arn: arnOf("cloudwatch", place, `alarm:${name}`) };
    },
    replacedBy: ["alarmName"],
    name: { ...nameRule(255, /^\P{Cc}+$/u), property: "alarmName" },
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    outputs: ({ inputs }, place) => {
      const name = String(inputs.dashboardName);
      return { id: name, dashboardArn: arnOf("cloudwatch", { ...place, region: "" }, `dashboard/${name}`) };
    },
    replacedBy: ["dashboardName"],
    name: { ...nameRule(255, /^[A-Za-z0-9_-]+$/), property: "dashboardName" },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const id = onBus(resource.inputs.eventBusName, name).join("/");
      return { id, name, arn: arnOf("events", place, `rule/${id}`) };
    },
    replacedBy: ["eventBusName", "name", "namePrefix"],
    name: nameRule(64, eventName),
    refusal: "ValidationException",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    outputs: ({ urn, inputs }) => {
      const targetId = typeof inputs.targetId === "string" ? inputs.targetId : `terraform-${digits(urn, 26)}`;
      const id = onBus(inputs.eventBusName, String(inputs.rule), targetId).join("-");
      // Not its own: that of what the events go to.
      return { id, targetId, arn: String(inputs.arn) };
    },
    replacedBy: ["eventBusName", "rule", "targetId"],
    name: { ...nameRule(64, eventName), property: "targetId" },
    holds: ["aws:cloudwatch/eventRule:EventRule"],
  },
};
