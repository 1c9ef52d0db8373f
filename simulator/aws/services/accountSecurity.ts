import { arnOf, digits } from "../identity";
import { nameRule } from "../nameRule";
import type { Refusal, ResourceTypes, Values } from "../types";

/** Of these an account has one in a region. Another of the same name takes its place, and of another name none is taken. */
const oneOfAnyName =
  (code: string) =>
  (values: Values, other: Values): Refusal | undefined =>
    values.name === other.name ? undefined : { code, detail: `there is ${String(other.name)} already` };

export const accountSecurityTypes: ResourceTypes = {
  "aws:accessanalyzer/analyzer:Analyzer": {
    outputs: ({ inputs }, place) => {
      const name = String(inputs.analyzerName);
      return { id: name, arn: arnOf("access-analyzer", place, `analyzer/${name}`) };
    },
    replacedBy: ["analyzerName", "configuration", "type"],
    name: { ...nameRule(255, /^[A-Za-z][A-Za-z0-9_.-]*$/, "ConflictException"), property: "analyzerName" },
  },
  "aws:cfg/deliveryChannel:DeliveryChannel": {
    outputs: ({ inputs }) => ({ id: String(inputs.name) }),
    replacedBy: ["name"],
    name: nameRule(256, /^[^]+$/),
    clash: oneOfAnyName("MaxNumberOfDeliveryChannelsExceededException"),
    holds: ["aws:cfg/recorder:Recorder"],
  },
  "aws:cfg/recorder:Recorder": {
    outputs: ({ inputs }) => ({ id: String(inputs.name) }),
    replacedBy: ["name"],
    name: nameRule(256, /^[^]+$/),
    clash: oneOfAnyName("MaxNumberOfConfigurationRecordersExceededException"),
  },
  "aws:cfg/recorderStatus:RecorderStatus": {
    outputs: ({ inputs }) => ({ id: String(inputs.name) }),
    replacedBy: [],
  },
  "aws:guardduty/detector:Detector": {
    outputs: ({ urn }, place) => {
      const id = digits(urn, 32);
      return { id, accountId: place.account, arn: arnOf("guardduty", place, `detector/${id}`) };
    },
    replacedBy: [],
    onlyOne: [],
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    outputs: ({ inputs }) => ({ id: `${String(inputs.detectorId)}/${String(inputs.name)}` }),
    replacedBy: ["additionalConfigurations", "detectorId", "name"],
  },
  "aws:inspector2/enabler:Enabler": {
    outputs: ({ inputs }) => ({
      id: [inputs.accountIds, inputs.resourceTypes]
        .map((list) => String(list).replaceAll(",", ":"))
        .join("-"),
    }),
    replacedBy: [],
    seconds: 60,
  },
  "aws:securityhub/account:Account": {
    outputs: (_, place) => ({ id: place.account, arn: arnOf("securityhub", place, "hub/default") }),
    replacedBy: ["enableDefaultStandards"],
    onlyOne: [],
  },
  "aws:securityhub/standardsSubscription:StandardsSubscription": {
    outputs: ({ inputs }, place) => {
      const standard = String(inputs.standardsArn).split("::standards/").at(-1);
      return { id: arnOf("securityhub", place, `subscription/${standard}`) };
    },
    replacedBy: ["standardsArn"],
    seconds: 20,
  },
};
