/** Instances that JupyterLab runs on in SageMaker Studio, as far as the estimate has a price for them. */
export const studioInstanceTypes = [
  "ml.t3.medium",
  "ml.t3.large",
  "ml.t3.xlarge",
  "ml.t3.2xlarge",
  "ml.m5.large",
  "ml.m5.2xlarge",
  "ml.c5.xlarge",
  "ml.c5.2xlarge",
  "ml.r5.2xlarge",
  "ml.r5.4xlarge",
  "ml.g4dn.xlarge",
  "ml.g4dn.2xlarge",
  "ml.g4dn.4xlarge",
] as const;
export type StudioInstanceType = (typeof studioInstanceTypes)[number];
