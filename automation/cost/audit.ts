import type { Estimator, EstimatorTable } from "./estimator";
import { recordsOf } from "./read";

/** Each byte that is written is looked through. The log groups of AWS's own services are counted like a module's. */
const dataProtectionPolicy: Estimator = (_, { assumptions }) => [
  {
    item: "log GB looked through for personal data (assumed)",
    quantity: assumptions.logGbPerModulePerMonth,
    price: "logs.masking",
    field: "costs.logGbPerModulePerMonth",
  },
];

/**
 * The first record of management events is free in an account; of calls to objects every one is billed. How many there
 * are is not known before, so each call of the API counts as one.
 */
const trail: Estimator = ({ inputs }, { assumptions }) => {
  const watches = recordsOf(inputs.advancedEventSelectors).some(({ fieldSelectors }) =>
    recordsOf(fieldSelectors).some(({ field }) => field === "resources.ARN"),
  );
  return [
    {
      item: "calls to objects, recorded (assumed)",
      quantity: watches ? assumptions.apiRequestsPerMonth / 1e6 : 0,
      price: "trail.dataEvents",
      field: "costs.apiRequestsPerMonth",
      unverified: true,
    },
  ];
};

export const auditEstimators: EstimatorTable = {
  "aws:cloudtrail/trail:Trail": trail,
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": dataProtectionPolicy,
};
