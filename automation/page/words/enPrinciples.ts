import { money } from "../../render/section";
import type { Principles } from "../principles";

/** How each principle of the design is met here, by its numbers. */
export const principles = {
  lead: "In this order when they conflict. The numbers are of this environment.",
  simple: {
    title: "Simple beats complex",
    text: ({ lines, resources, instances }: Principles["simple"]) =>
      `${lines} lines of YAML say all that ${resources} resources need. ${instances === 0 ? "There is no instance to look after" : `${instances} ${instances === 1 ? "instance is" : "instances are"} there to look after`}, and no cluster software.`,
  },
  developers: {
    title: "The developer's experience first",
    text: ({ modules, perModule, rollBack, released }: Principles["developers"]) =>
      `One entry for each of ${modules} modules; on the average it brings ${perModule} resources that its team never has to name. Releases of ${rollBack} of ${released} modules go back by themselves.`,
  },
  secure: {
    title: "Secure from the first design",
    text: ({ rules, mandatory, publicRoutes, keys, roles }: Principles["secure"]) =>
      `${mandatory === 0 ? `No finding of ${rules} rules stops a deployment` : `${mandatory} findings of ${rules} rules stop a deployment`}. ${publicRoutes === 0 ? "No path is open" : `${publicRoutes} ${publicRoutes === 1 ? "path is" : "paths are"} open`} without a token; ${keys} keys and ${roles} roles keep the parts apart.`,
  },
  scale: {
    title: "Scale when needed",
    text: ({ min, max, scaled, nearest }: Principles["scale"]) =>
      `${min} tasks when it is quiet, ${max} when it is not; ${scaled} modules scale by themselves.${nearest === undefined ? "" : ` Of the quota that is met first, ${Math.round((nearest.used / nearest.limit) * 100)}% is used: ${nearest.name}.`}`,
  },
  cost: {
    title: "Cost-effective",
    text: ({ monthlyUsd, budgetUsd, arm, spot, modules }: Principles["cost"]) =>
      `About ${money(monthlyUsd)} USD a month${budgetUsd === false ? ", without a budget" : `, ${Math.round((monthlyUsd / budgetUsd) * 100)}% of the budget`}. ${arm} of ${modules} modules run on ARM64, which is cheaper, and ${spot} on Spot.`,
  },
};
