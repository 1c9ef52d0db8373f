import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { parseStackFile } from "../../infra/config/stackFile";
import { project } from "../../infra/naming";
import type { Graph, GraphNode } from "../../simulator/graph";
import { root, type StackName, stackText } from "../support/harness";

export interface Diagnostic {
  readonly policy: string;
  readonly urn: string;
  readonly mandatory: boolean;
  readonly message: string;
}

/** How long the pack may take to start. */
const startMilliseconds = 15_000;
const runner = join(dirname(require.resolve("@pulumi/pulumi/package.json")), "cmd/run-policy-pack");

/**
 * The policy pack as Pulumi runs it: the same runner in the pack's folder, with the stack's settings in the
 * environment, and the protocol of the engine. Only the engine itself is missing.
 */
export class Analyzer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(stack: StackName | "none"): Promise<Analyzer> {
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: join(root, "policy"),
      env: { ...process.env, ...(stack === "none" ? {} : settingsOf(stack)) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    try {
      const port = await portOf(child);
      return new Analyzer(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()));
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
  }

  stop(): void {
    this.client.close();
    this.child.kill("SIGKILL");
  }

  /** Level of each policy by name. */
  async policies(): Promise<Record<string, string>> {
    const info = await answer<messages.AnalyzerInfo>((done) =>
      this.client.getAnalyzerInfo(new Empty(), done),
    );
    return Object.fromEntries(
      info.getPoliciesList().map((policy) => [policy.getName(), levelOf(policy.getEnforcementlevel())]),
    );
  }

  /** As before a resource is made: its inputs only. */
  async resource(graph: Graph, node: GraphNode): Promise<Diagnostic[]> {
    const request = new messages.AnalyzeRequest();
    request.setUrn(engineUrn(graph, node));
    request.setType(node.type);
    request.setName(node.name);
    request.setOptions(optionsOf(node));
    request.setProperties(structOf(node.inputs));
    return diagnosticsOf(
      await answer<messages.AnalyzeResponse>((done) => this.client.analyze(request, done)),
    );
  }

  /** As at the end of a preview or update: all resources as they have become. */
  async stack(graph: Graph): Promise<Diagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(
      graph.nodes.map((node) => {
        const resource = new messages.AnalyzerResource();
        resource.setUrn(engineUrn(graph, node));
        resource.setType(node.type);
        resource.setName(node.name);
        resource.setOptions(optionsOf(node));
        resource.setProperties(structOf(node.outputs));
        const parent = graph.lineage(node)[1];
        if (parent) resource.setParent(engineUrn(graph, parent));
        return resource;
      }),
    );
    return diagnosticsOf(
      await answer<messages.AnalyzeResponse>((done) => this.client.analyzeStack(request, done)),
    );
  }

  /** Both, as a whole preview does. */
  async preview(graph: Graph): Promise<Diagnostic[]> {
    const alone = await Promise.all(graph.nodes.map((node) => this.resource(graph, node)));
    return [...alone.flat(), ...(await this.stack(graph))];
  }
}

/** The mock runtime names only the nearest parent's type in a URN; the engine names all. */
export function engineUrn(graph: Graph, node: GraphNode): string {
  const types = graph.lineage(node).map(({ type }) => type);
  const [head, owner] = node.urn.split("::");
  return [head, owner, types.reverse().join("$"), node.name].join("::");
}

/** Settings as the engine hands them over: text, and JSON for all else. */
function settingsOf(stack: StackName): Record<string, string> {
  const { config } = parseStackFile(stackText(stack));
  const settings = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(settings)),
    PULUMI_NODEJS_PROJECT: project,
    PULUMI_NODEJS_STACK: stack,
  };
}

/** The first line that the pack prints. */
function portOf({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    stderr!.on("data", (text: Buffer) => (said += text.toString()));
    const late = setTimeout(
      () => reject(new Error(`the policy pack does not start: ${said}`)),
      startMilliseconds,
    );
    const lines = createInterface(stdout!);
    lines.once("line", (line) => {
      clearTimeout(late);
      resolve(line);
    });
    lines.once("close", () => {
      clearTimeout(late);
      reject(new Error(`the policy pack ends without a port: ${said}`));
    });
  });
}

function answer<T>(call: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });
}

function optionsOf({ options }: GraphNode): messages.AnalyzerResourceOptions {
  const told = new messages.AnalyzerResourceOptions();
  told.setProtect(options.protect);
  told.setIgnorechangesList([...options.ignoreChanges]);
  return told;
}

function structOf(values: Readonly<Record<string, unknown>>): Struct {
  // What is undefined is not sent.
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)) as Record<string, JavaScriptValue>);
}

function diagnosticsOf(response: messages.AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    urn: diagnostic.getUrn(),
    mandatory: diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY,
    message: diagnostic.getMessage(),
  }));
}

function levelOf(level: messages.EnforcementLevel): string {
  return level === messages.EnforcementLevel.MANDATORY ? "mandatory" : "advisory";
}
