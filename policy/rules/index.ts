import type { Rule } from "../rule";
import { bucketRules } from "./buckets";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import { encryptionRules } from "./encryption";
import { iamRules } from "./iam";
import { networkRules } from "./network";
import { secretRules } from "./secrets";
import { tagRules } from "./tags";

/** What must hold of every environment; docs/policy.md lists them. */
export const rules: readonly Rule[] = [
  ...secretRules,
  ...networkRules,
  ...edgeRules,
  ...iamRules,
  ...encryptionRules,
  ...bucketRules,
  ...dataRules,
  ...tagRules,
];
