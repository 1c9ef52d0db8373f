import type { IContainer, IEnvVar, ISecurityContext } from "kubernetes-models/v1";
import { awsValuesName, secretName } from "./labels";
import { applicationProbes, companionProbes } from "./probes";
import { applicationResources, companionResources } from "./resources";
import type { Values } from "./values";
import type { Container, Workload } from "./workload";

/**
 * Seconds between the order to stop and SIGTERM, in which the cluster learns that a pod gets no more calls.
 * https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export const preStopSeconds = 10;

/** The module's own container. A command in place of the image's own is that of a job. */
export function applicationContainer(
  workload: Workload,
  values: Values,
  command?: readonly string[],
): IContainer {
  const { module, task, targets } = workload;
  const { application } = task;
  const isJob = command !== undefined;
  const ports = portsOf(application);
  return {
    ...common(module, application, values, command),
    ...(ports.length === 0 || isJob ? {} : { ports }),
    ...(isJob ? {} : applicationProbes(application, targets)),
    ...(ports.length === 0 || isJob
      ? {}
      : { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
    resources: applicationResources(task),
  };
}

/** One that stands beside the module's own. */
export function companionContainer(module: string, definition: Container, values: Values): IContainer {
  return {
    ...common(module, definition, values),
    ...companionProbes(definition),
    resources: companionResources(definition),
  };
}

function common(
  module: string,
  definition: Container,
  values: Values,
  command: readonly string[] | undefined = definition.command,
): IContainer {
  const mounts = definition.mountPoints.map(({ sourceVolume, containerPath }) => ({
    name: sourceVolume,
    mountPath: containerPath,
  }));
  return {
    name: definition.name,
    image: values.image(module, definition),
    // What ECS calls the command, Kubernetes calls the arguments: both leave the image's entry point as it is.
    ...(command === undefined ? {} : { args: command.map(literal) }),
    env: environmentOf(module, definition, values),
    securityContext: securityContext(definition),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
  };
}

/** Every variable of the task definition, sorted by name. */
function environmentOf(
  module: string,
  { environment, secrets }: Container,
  { isAwsValue }: Values,
): IEnvVar[] {
  const plain = environment.map((one): IEnvVar =>
    isAwsValue(module, one.name, one.value)
      ? {
          name: one.name,
          valueFrom: { configMapKeyRef: { name: awsValuesName(module), key: one.name } },
        }
      : { name: one.name, value: literal(one.value) },
  );
  const secret = secrets.map(({ name }): IEnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: secretName(module), key: name } },
  }));
  return [...plain, ...secret].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Kubernetes reads `$(NAME)` as a variable, and ECS does not; `$$` is one that is meant. */
function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

function portsOf({ portMappings }: Container): NonNullable<IContainer["ports"]> {
  return portMappings.map(({ containerPort, appProtocol }) => ({
    name: appProtocol ?? "tcp",
    containerPort: containerPort,
    protocol: "TCP",
  }));
}

/** Of an image without `user` it is not known whether it runs as root. */
function securityContext({ user, readonlyRootFilesystem }: Container): ISecurityContext {
  const [uid, gid] = user?.split(":").map(Number) ?? [];
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: readonlyRootFilesystem,
    ...(uid === undefined ? {} : { runAsNonRoot: uid !== 0, runAsUser: uid }),
    ...(gid === undefined ? {} : { runAsGroup: gid }),
    seccompProfile: { type: "RuntimeDefault" },
  };
}
