/** Limits of AWS that a stack file can reach. */
export const quotas = {
  /** Target groups per Application Load Balancer. Not adjustable. */
  targetGroupsPerLoadBalancer: 100,
  /** Values of all conditions of one listener rule. Not adjustable. */
  conditionValuesPerRule: 5,
  /** Services per ECS cluster. Adjustable. */
  servicesPerCluster: 5000,
  /** Tasks per ECS service. Adjustable. */
  tasksPerService: 5000,
  /** Addresses in every subnet that AWS keeps for itself. */
  reservedAddressesPerSubnet: 5,
  /** Addresses that an Application Load Balancer may take in each of its subnets while it scales. */
  loadBalancerAddressesPerSubnet: 8,
  /** Interface endpoints per VPC. Adjustable. */
  interfaceEndpointsPerVpc: 50,
  /** Secrets, environment variables and all else of a task definition as JSON, in bytes. */
  taskDefinitionBytes: 65536,
  /** Listener rule priorities run from 1 to this. */
  listenerRulePriorities: 50000,
} as const;
