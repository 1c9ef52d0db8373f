import { accountSecurityTypes } from "./services/accountSecurity";
import { acmpcaTypes } from "./services/acmpca";
import { apiGatewayTypes } from "./services/apiGateway";
import { appautoscalingTypes } from "./services/appautoscaling";
import { backupTypes } from "./services/backup";
import { bedrockTypes } from "./services/bedrock";
import { capacityProvidersTypes } from "./services/capacityProviders";
import { chatbotTypes } from "./services/chatbot";
import { cloudtrailTypes } from "./services/cloudtrail";
import { cloudwatchTypes } from "./services/cloudwatch";
import { codeConnectionsTypes } from "./services/codeConnections";
import { codePipelineTypes } from "./services/codePipeline";
import { cognitoTypes } from "./services/cognito";
import { costsTypes } from "./services/costs";
import { domainsTypes } from "./services/domains";
import { ecrTypes } from "./services/ecr";
import { ecsTypes } from "./services/ecs";
import { elasticacheTypes } from "./services/elasticache";
import { iamTypes } from "./services/iam";
import { instancesTypes } from "./services/instances";
import { kmsTypes } from "./services/kms";
import { lambdaTypes } from "./services/lambda";
import { loadBalancingTypes } from "./services/loadBalancing";
import { networkFirewallTypes } from "./services/networkFirewall";
import { rdsTypes } from "./services/rds";
import { route53ResolverTypes } from "./services/route53Resolver";
import { s3Types } from "./services/s3";
import { sagemakerTypes } from "./services/sagemaker";
import { schedulerTypes } from "./services/scheduler";
import { secretsManagerTypes } from "./services/secretsManager";
import { securityGroupsTypes } from "./services/securityGroups";
import { serviceDiscoveryTypes } from "./services/serviceDiscovery";
import { snsTypes } from "./services/sns";
import { sqsTypes } from "./services/sqs";
import { ssmTypes } from "./services/ssm";
import { vpcTypes } from "./services/vpc";
import { wafv2Types } from "./services/wafv2";
import type { ResourceTypes } from "./types";

/** All that the simulator knows of AWS, by type: one entry for each. */
export const resourceTypes: ResourceTypes = {
  ...accountSecurityTypes,
  ...acmpcaTypes,
  ...apiGatewayTypes,
  ...appautoscalingTypes,
  ...backupTypes,
  ...bedrockTypes,
  ...capacityProvidersTypes,
  ...chatbotTypes,
  ...cloudtrailTypes,
  ...cloudwatchTypes,
  ...codeConnectionsTypes,
  ...codePipelineTypes,
  ...cognitoTypes,
  ...costsTypes,
  ...domainsTypes,
  ...ecrTypes,
  ...ecsTypes,
  ...elasticacheTypes,
  ...iamTypes,
  ...instancesTypes,
  ...kmsTypes,
  ...lambdaTypes,
  ...loadBalancingTypes,
  ...networkFirewallTypes,
  ...rdsTypes,
  ...route53ResolverTypes,
  ...s3Types,
  ...sagemakerTypes,
  ...schedulerTypes,
  ...secretsManagerTypes,
  ...securityGroupsTypes,
  ...serviceDiscoveryTypes,
  ...snsTypes,
  ...sqsTypes,
  ...ssmTypes,
  ...vpcTypes,
  ...wafv2Types,
};
