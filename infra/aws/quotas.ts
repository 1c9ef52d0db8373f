/** Limits of AWS that a stack file can reach. */
export const quotas = {
  /** Target groups per Application Load Balancer. Not adjustable. */
  targetGroupsPerLoadBalancer: 100,
  /** Rules of an Application Load Balancer, without the defaults of its listeners. Adjustable. */
  rulesPerLoadBalancer: 100,
  /** Load balancers that modules may name; AWS allows 50 in a region. Adjustable. */
  loadBalancers: 20,
  /** Characters of one value of a listener rule's condition. */
  conditionValueLength: 128,
  /** Path nodes of a REST API. Adjustable. */
  resourcesPerRestApi: 300,
  /** Custom scopes of a Cognito resource server. */
  scopesPerResourceServer: 100,
  /** All environment variables of a Lambda function together, in bytes. */
  functionEnvironmentBytes: 4096,
  /** Values of all conditions of one listener rule. Not adjustable. */
  conditionValuesPerRule: 5,
  /** Modules that one module may call: each takes a rule of its security group, which has 60, and others need some. */
  calledModules: 30,
  /** Rules of a security group in one direction. Adjustable. */
  rulesPerSecurityGroup: 60,
  /** Containers of a task definition. */
  containersPerTask: 10,
  /** Tasks per ECS service. Adjustable. */
  tasksPerService: 5000,
  /** Addresses in every subnet that AWS keeps for itself. */
  reservedAddressesPerSubnet: 5,
  /** Addresses that an Application Load Balancer may take in each of its subnets while it scales. */
  loadBalancerAddressesPerSubnet: 8,
  /** Secrets, environment variables and all else of a task definition as JSON, in bytes. */
  taskDefinitionBytes: 65536,
  /** Users of a user group in ElastiCache. */
  usersPerCacheGroup: 100,
  /** Secrets of RDS Proxy; AWS takes 200, but the policy of its role, 10,240 characters, names no more. */
  secretsPerDatabaseProxy: 80,
  /** Characters of the trust policy of an IAM role. Adjustable. */
  trustPolicyLength: 2048,
  /** Listener rule priorities run from 1 to this. */
  listenerRulePriorities: 50000,
} as const;
