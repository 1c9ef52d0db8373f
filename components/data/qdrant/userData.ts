import { agentSettings } from "./metrics";
import { nodeAttribute, nodeName } from "./names";

/** Where the node's volume is mounted on the instance. */
export const dataDirectory = "/var/lib/qdrant";
/** User of the image `…-unprivileged`. */
const qdrantUser = 1000;

export interface UserDataArgs {
  readonly environment: string;
  readonly cluster: string;
  readonly region: string;
  readonly volumeId: string;
  readonly node: number;
  /** How often something is tried, and the seconds between two tries. */
  readonly patience?: Patience;
}

export interface Patience {
  readonly tries: number;
  readonly attachSeconds: number;
  readonly appearSeconds: number;
}

/** The old instance may hold the volume until it is gone: ten minutes. */
const patient: Patience = { tries: 60, attachSeconds: 10, appearSeconds: 2 };

/**
 * First boot of a node: take its own volume, mount it, and only then carry the attribute that the node's task looks
 * for. When anything fails the instance has no attribute, and no task can start without its data.
 */
export function userData(args: UserDataArgs): string {
  const { region, volumeId, cluster } = args;
  return `#!/bin/bash
set -euo pipefail
export AWS_DEFAULT_REGION=${region}
volume=${volumeId}
directory=${dataDirectory}

fail() {
  echo "volume $volume $1" >&2
  exit 1
}

# An agent without a cluster would join the one that AWS calls "default".
cat >>/etc/ecs/ecs.config <<'CONFIG'
ECS_CLUSTER=${cluster}
ECS_AWSVPC_BLOCK_IMDS=true
CONFIG
${attach(args.patience ?? patient)}
${mount}
${grow}
cat >>/etc/ecs/ecs.config <<'CONFIG'
ECS_INSTANCE_ATTRIBUTES={"${nodeAttribute}":"${nodeName(cluster, args.node)}"}
CONFIG
${measure(args)}`;
}

/** Attaches the volume, and waits until the kernel shows it. */
function attach({ tries, attachSeconds, appearSeconds }: Patience): string {
  return `
command -v aws >/dev/null || dnf install -y awscli-2
token=$(curl -sf -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 300')
instance=$(curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)

for ((try = 1; ; try++)); do
  aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf && break
  ((try < ${tries})) || fail "cannot be attached"
  sleep ${attachSeconds}
done

device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_\${volume/-/}
for ((try = 1; ; try++)); do
  [ -e "$device" ] && break
  ((try < ${tries})) || fail "does not appear"
  sleep ${appearSeconds}
done`;
}

/** A new volume is all zeros, which is the only thing that is ever formatted. */
const mount = `
found=0
kind=$(blkid -p -s TYPE -o value "$device") || found=$?
case "$found $kind" in
"0 xfs") ;;
"2 ")
  used=$(head -c 4M "$device" | tr -d '\\0' | wc -c)
  ((used == 0)) || fail "holds something that is no file system; it is left as it is"
  mkfs.xfs "$device"
  ;;
*) fail "holds \${kind:-something unknown}, not xfs; it is left as it is" ;;
esac

# Without "nofail": an instance that starts again without its volume must not get as far as its tasks.
mkdir -p "$directory"
echo "$device $directory xfs defaults,noatime 0 2" >>/etc/fstab
mount --fstab /etc/fstab "$directory"
mkdir -p "$directory/storage" "$directory/snapshots"
chown ${qdrantUser}:${qdrantUser} "$directory/storage" "$directory/snapshots"`;

/** The volume may be larger than at its last mount, and may become so at any time. */
const grow = `
xfs_growfs "$directory"
cat >/etc/systemd/system/qdrant-grow.service <<UNIT
[Unit]
Description=The file system of Qdrant follows its volume
[Service]
Type=oneshot
ExecStart=/usr/sbin/xfs_growfs $directory
UNIT
cat >/etc/systemd/system/qdrant-grow.timer <<'UNIT'
[Unit]
Description=The file system of Qdrant follows its volume
[Timer]
OnActiveSec=5min
OnUnitActiveSec=5min
[Install]
WantedBy=timers.target
UNIT
systemctl enable --now qdrant-grow.timer
`;

/** A node works without being measured; an alarm tells when it is not. */
function measure({ environment, node, patience }: UserDataArgs): string {
  const { tries, appearSeconds } = patience ?? patient;
  return `
cat >/etc/qdrant-metrics.json <<'SETTINGS'
${agentSettings(environment, node, dataDirectory)}
SETTINGS
for ((try = 1; ; try++)); do
  dnf install -y amazon-cloudwatch-agent &&
    /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \\
      -a fetch-config -m ec2 -s -c file:/etc/qdrant-metrics.json && break
  ((try < ${tries})) || fail "is mounted, but no agent measures it"
  sleep ${appearSeconds}
done
`;
}
