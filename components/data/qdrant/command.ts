import { mostNodes } from "../../../infra/qdrant";
import { nodeHost, ports } from "./names";

/** Docker gives every container a file system in memory here; a private key never comes to a disk. */
const tlsDirectory = "/dev/shm/tls";

export const tlsFiles = {
  certificate: `${tlsDirectory}/certificate.pem`,
  key: `${tlsDirectory}/key.pem`,
  authority: `${tlsDirectory}/authority.pem`,
} as const;

/**
 * Puts the certificate where Qdrant looks for it, and Qdrant in its own place. The image's entrypoint.sh does not wait
 * for Qdrant when it is told to stop, and all that it is for otherwise is the recovery mode, which is off.
 */
export function startScript(node: number, zone: string): string {
  return `set -eu
umask 077
mkdir -p ${tlsDirectory}
printf '%s\\n' "$TLS_CERTIFICATE" >${tlsFiles.certificate}
printf '%s\\n' "$TLS_KEY" >${tlsFiles.key}
printf '%s\\n' "$TLS_AUTHORITY" >${tlsFiles.authority}
unset TLS_CERTIFICATE TLS_KEY TLS_AUTHORITY
${node === 0 ? findCluster(zone) : ""}exec ./qdrant
`;
}

/**
 * The first node starts the cluster, unless there is one: after the loss of its volume it would otherwise be one of its
 * own, empty and as ready as the other. It asks all that there may be, so that one more node is no change of this one.
 */
function findCluster(zone: string): string {
  const others = Array.from({ length: mostNodes - 1 }, (_, index) => nodeHost(index + 1, zone));
  return `for peer in ${others.join(" ")}; do
  if timeout 3 bash -c "exec 3<>/dev/tcp/$peer/${ports.peers}" 2>/dev/null; then
    export QDRANT_BOOTSTRAP="https://$peer:${ports.peers}"
    break
  fi
done
`;
}

/** Longest time of one probe, and the time between two tries in it. */
const probeSeconds = 50;
const retrySeconds = 2;

/**
 * Asks whether the node is ready, by TLS and with its name checked. The image has no curl, but openssl: its package
 * ca-certificates needs it. A node that is not ready is asked again and again within one probe, so that ECS hears of
 * it soon when it is, and yet has patience with one that fetches its shards.
 */
export const probeScript = `ready() {
  printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' |
    timeout 10 openssl s_client -quiet -connect localhost:${ports.http} -servername localhost \\
      -CAfile ${tlsFiles.authority} -verify_hostname localhost -verify_return_error 2>/dev/null |
    grep -q '^HTTP/1\\.[01] 200 '
}
until ready; do
  ((SECONDS < ${probeSeconds})) || exit 1
  sleep ${retrySeconds}
done
`;
