import { environmentTags } from "../../infra/tags";
import { isText, jsonOf, notKnownYet, objectOf } from "../resource";
import type { ResourceRule } from "../rule";

const wanted = Object.keys(environmentTags("", {}));

export const tagRules: readonly ResourceRule[] = [
  {
    kind: "resource",
    name: "default-tags",
    demand: "The AWS provider tags all that it makes with project, environment and maker.",
    relaxable: false,
    types: ["pulumi:providers:aws"],
    check: ({ properties: { defaultTags } }) => {
      if (defaultTags === notKnownYet) return [];
      // A provider gets its settings as JSON.
      const { tags } = objectOf(jsonOf(defaultTags) ?? defaultTags);
      const missing = wanted.filter((tag) => !isText(objectOf(tags)[tag]));
      return missing.length === 0
        ? []
        : [
            {
              message: `What the provider makes lacks these tags: ${missing.join(", ")}.`,
              fix: "Take the provider of stacks/account.ts, which sets environmentTags.",
            },
          ];
    },
  },
];
