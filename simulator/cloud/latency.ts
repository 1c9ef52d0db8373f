/**
 * How long AWS takes to make, change or delete a resource of each type, in seconds, as an operator sees it. Orders
 * of magnitude for finding what waits for what, not promises; what is not listed takes one second.
 */
const creation: Readonly<Record<string, number>> = {
  "aws:autoscaling/group:Group": 60,
  "aws:ebs/volume:Volume": 10,
  "aws:ec2/natGateway:NatGateway": 120,
  "aws:ec2/vpcEndpoint:VpcEndpoint": 90,
  "aws:ecs/cluster:Cluster": 10,
  "aws:ecs/service:Service": 180,
  "aws:iam/instanceProfile:InstanceProfile": 10,
  "aws:iam/role:Role": 10,
  "aws:kms/key:Key": 15,
  "aws:lb/loadBalancer:LoadBalancer": 150,
  "aws:rds/instance:Instance": 600,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": 45,
};

export function creationSeconds(type: string): number {
  return creation[type] ?? 1;
}
