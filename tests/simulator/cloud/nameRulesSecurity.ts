import type { NameTest } from "./nameRules";

/** Of the guards of an account. */
export const securityNames: readonly NameTest[] = [
  {
    type: "aws:accessanalyzer/analyzer:Analyzer",
    ...{ property: "analyzerName", max: 255, good: ["a.B-c_9"], bad: ["", "9a", "a b", "a/b"] },
    taken: "ConflictException",
  },
  {
    type: "aws:cfg/deliveryChannel:DeliveryChannel",
    ...{ max: 256, good: ["a b/c", "통로"], bad: [""] },
  },
  {
    type: "aws:cfg/recorder:Recorder",
    ...{ max: 256, good: ["a b/c", "기록"], bad: [""] },
  },
];
