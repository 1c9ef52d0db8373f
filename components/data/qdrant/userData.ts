/** Where the node's volume is mounted on the instance. */
export const dataDirectory = "/var/lib/qdrant";
/** User of the image `…-unprivileged`. */
const qdrantUser = 1000;

export interface UserDataArgs {
  readonly cluster: string;
  readonly region: string;
  readonly volumeId: string;
  readonly node: number;
}

/**
 * First boot of a node: attach its own volume, format it only when it is empty, mount it, and only then join
 * the cluster. The old instance may still hold the volume, so attaching is tried for ten minutes. When
 * anything fails the instance does not join, and no task can start without its data.
 */
export function userData({ cluster, region, volumeId, node }: UserDataArgs): string {
  return `#!/bin/bash
set -euo pipefail
export AWS_DEFAULT_REGION=${region}
volume=${volumeId}
command -v aws >/dev/null || dnf install -y awscli-2
token=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 300')
instance=$(curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)

for attempt in $(seq 60); do
  aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf && break
  [ "$attempt" -lt 60 ] || { echo "volume $volume cannot be attached" >&2; exit 1; }
  sleep 10
done

device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_\${volume/-/}
for attempt in $(seq 60); do
  [ -e "$device" ] && break
  [ "$attempt" -lt 60 ] || { echo "volume $volume does not appear" >&2; exit 1; }
  sleep 2
done

# blkid finds nothing on an empty volume; a volume with anything on it is never formatted.
blkid "$device" || mkfs.xfs "$device"
mkdir -p ${dataDirectory}
echo "UUID=$(blkid -s UUID -o value "$device") ${dataDirectory} xfs defaults,noatime 0 2" >> /etc/fstab
mount ${dataDirectory}
xfs_growfs ${dataDirectory}
mkdir -p ${dataDirectory}/storage ${dataDirectory}/snapshots
chown ${qdrantUser}:${qdrantUser} ${dataDirectory}/storage ${dataDirectory}/snapshots

cat >> /etc/ecs/ecs.config <<CONFIG
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_INSTANCE_ATTRIBUTES={"${nodeAttribute}":"${nodeName(cluster, node)}"}
CONFIG
`;
}

/** Attribute of a container instance by which a node's task finds its own instance. */
export const nodeAttribute = "qdrant.node";

/** Also the tag by which an instance may attach its volume. */
export function nodeName(cluster: string, node: number): string {
  return `${cluster}-${node}`;
}
