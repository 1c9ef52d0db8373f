import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Graph, type GraphNode } from "./graph";
import { withoutStackTraces } from "./stackTraces";
import type { World } from "./world";

export interface RecordOptions {
  readonly project: string;
  readonly stack: string;
  /** True makes every computed output unknown, as in the first `pulumi preview`. */
  readonly preview?: boolean;
}

export interface Recording<T> {
  readonly graph: Graph;
  /** What the program returned, once every registration has settled. */
  readonly result: T;
}

/** Pulumi's mock monitor as far as it is used here; the SDK does not export its type. */
interface MockMonitor {
  registerResource(request: RegisterResourceRequest, callback: Callback): Promise<void>;
  newUrn(parent: string, type: string, name: string): string;
}
type Callback = (error: Error | null, response?: unknown) => void;

/**
 * Runs a program in this process on Pulumi's mock runtime, answered by the world, and returns all that it
 * registered. Mocks alone see neither parents nor options, so the request itself is read as well.
 */
export async function record<T>(
  world: World,
  options: RecordOptions,
  program: () => T | Promise<T>,
): Promise<Recording<T>> {
  const nodes: GraphNode[] = [];
  const failures: unknown[] = [];
  let request: RegisterResourceRequest | undefined;

  /** The SDK swallows what a mock throws into unhandled rejections, so keep it and rethrow it at the end. */
  const answer = <R>(action: () => R): R => {
    try {
      return action();
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };

  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, custom, id: read, ...rest }) =>
        answer(() => {
          if (read)
            return { id: read, state: { ...(rest.inputs as object), ...readStack(world, type, read) } };
          const wire = request!.getObject()!.toJavaScript();
          const inputs = withoutPromises(rest.inputs, wire) as Record<string, unknown>;
          const urn = monitor.newUrn(request!.getParent(), type, name);
          const { outputs, children } = world.create({ urn, type, name, inputs, custom: custom ?? true });
          nodes.push(nodeOf(urn, request!, inputs, outputs), ...children);
          const id = custom && !options.preview ? String(outputs.id) : undefined;
          return { id, state: options.preview ? inputs : { ...inputs, ...outputs } };
        }),
      call: ({ token, inputs }) => answer(() => world.invoke(token, inputs as Record<string, unknown>)),
    },
    options.project,
    options.stack,
    options.preview ?? false,
  );

  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (next, callback) => {
    request = next;
    return register(next, callback);
  };

  const release = keepRejections(failures);
  const restore = withoutStackTraces();
  try {
    const result = await program();
    await settled();
    if (failures.length > 0) throw failures[0];
    return { result, graph: new Graph(nodes.sort((a, b) => (a.urn < b.urn ? -1 : 1))) };
  } catch (error) {
    await settled();
    throw error;
  } finally {
    restore();
    release();
  }
}

/** What is only read belongs to nobody's graph, and even a preview knows it. */
function readStack(world: World, type: string, id: string): Record<string, unknown> {
  if (type !== "pulumi:pulumi:StackReference" || world.stackOutputs === undefined)
    throw new Error(`the simulator does not know what to read of ${type} (${id})`);
  return { outputs: world.stackOutputs(id), secretOutputNames: [] };
}

/**
 * Assets as they go over the wire: the objects of the SDK hold paths and texts as promises, in which nobody who
 * compares two graphs sees a difference.
 */
function withoutPromises(value: unknown, wire: unknown): unknown {
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) return wire;
  if (!Array.isArray(value) && !isPlain(value)) return value;
  const members = wire as Readonly<Record<string, unknown>> | undefined;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutPromises(inner, members?.[key])]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** Other objects of the SDK, such as resources, stay what they are. */
function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Node tells of rejections only after all that could still handle them. */
async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
  await new Promise((resolve) => setImmediate(resolve));
}

/** An error inside an `apply` reaches nobody but Node; without it the graph would only lack a resource. */
function keepRejections(failures: unknown[]): () => void {
  const others = process.listeners("unhandledRejection");
  const keep = (error: unknown) => void failures.push(error);
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", keep);
  return () => {
    // With it goes what the SDK added meanwhile: it adds one for every program.
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
  };
}

function nodeOf(
  urn: string,
  request: RegisterResourceRequest,
  inputs: Record<string, unknown>,
  outputs: Record<string, unknown>,
): GraphNode {
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    ...(request.getParent() ? { parent: request.getParent() } : {}),
    custom: request.getCustom(),
    inputs,
    outputs: { ...inputs, ...outputs },
    options: {
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      deleteBeforeReplace: request.getDeletebeforereplace(),
      ignoreChanges: request.getIgnorechangesList(),
      dependencies: [...new Set(request.getDependenciesList())].sort(),
      provider: request.getProvider(),
      providers: Object.fromEntries(request.getProvidersMap().getEntryList()),
    },
  };
}
