import type { Rule } from "../rule";
import { aiRules } from "./ai";
import { bucketRules } from "./buckets";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import { encryptionRules } from "./encryption";
import { endpointRules } from "./endpoints";
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
  ...endpointRules,
  ...aiRules,
  ...encryptionRules,
  ...bucketRules,
  ...dataRules,
  ...tagRules,
];
