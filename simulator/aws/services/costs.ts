import { physicalName, uuid } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

/** Budgets and Cost Explorer, which belong to no region. */
export const costsTypes: ResourceTypes = {
  "aws:budgets/budget:Budget": {
    outputs: (resource, { account }) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: `${account}:${name}`, arn: `arn:aws:budgets::${account}:budget/${name}`, name };
    },
    replacedBy: ["accountId", "name", "namePrefix"],
    name: nameRule(100, /^(?!.*\/action\/)[^:\\]+$/, "DuplicateRecordException"),
  },
  "aws:budgets/budgetAction:BudgetAction": {
    outputs: ({ urn, inputs }, { account }) => {
      const actionId = uuid(urn);
      const budget = String(inputs.budgetName);
      return {
        id: `${account}:${actionId}:${budget}`,
        actionId,
        arn: `arn:aws:budgets::${account}:budget/${budget}/action/${actionId}`,
        status: "STANDBY",
      };
    },
    replacedBy: ["accountId", "actionType", "budgetName"],
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    outputs: (resource, { account }) => {
      const arn = `arn:aws:ce::${account}:anomalymonitor/${uuid(resource.urn)}`;
      return { id: arn, arn, name: physicalName(resource, resource.inputs.name) };
    },
    replacedBy: ["monitorDimension", "monitorSpecification", "monitorType"],
    name: nameRule(1024, /^[^]+$/),
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    outputs: (resource, { account }) => {
      const arn = `arn:aws:ce::${account}:anomalysubscription/${uuid(resource.urn)}`;
      return {
        id: arn,
        arn,
        accountId: account,
        name: physicalName(resource, resource.inputs.name),
      };
    },
    replacedBy: ["accountId", "name"],
    name: nameRule(1024, /^[^]+$/),
  },
  "aws:costexplorer/costAllocationTag:CostAllocationTag": {
    outputs: ({ inputs }) => ({ id: String(inputs.tagKey), type: "UserDefined" }),
    replacedBy: ["tagKey"],
  },
};
