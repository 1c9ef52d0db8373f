import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { cloudwatchOperations } from "./cloudwatch";
import { costExplorerOperations } from "./costExplorer";
import { ecrOperations } from "./ecr";
import { ecsOperations } from "./ecs";
import { logsOperations } from "./logs";
import { ApiFault, type Operations } from "./protocol";
import { scalingOperations } from "./scaling";
import { ssmOperations } from "./ssm";
import type { ApiWorld } from "./world";

export interface ApiOptions {
  /** So many calls are answered with ThrottlingException before any other is answered. */
  readonly throttle?: number;
  /** Operations that fail, by name, and how. */
  readonly refuse?: Readonly<Record<string, { readonly type: string; readonly message: string }>>;
  /** Told of every call whose sender is who the double expects, also of those that fail. */
  readonly onCall?: (call: ApiCall) => void;
}

export interface ApiCall {
  readonly operation: string;
  readonly input: unknown;
}

export interface ServedApi {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Service {
  /** The service in the signature's scope. */
  readonly signedAs: string;
  readonly operations: Operations;
  /** Whether callers may ask for it in another region than the simulated one. */
  readonly anywhere?: true;
}

/** By the first part of X-Amz-Target. */
const services: Readonly<Record<string, Service>> = {
  // One region answers for all.
  AWSInsightsIndexService: { signedAs: "ce", operations: costExplorerOperations, anywhere: true },
  // Images may be in the registry of another region.
  AmazonEC2ContainerRegistry_V20150921: { signedAs: "ecr", operations: ecrOperations, anywhere: true },
  AmazonEC2ContainerServiceV20141113: { signedAs: "ecs", operations: ecsOperations },
  AmazonSSM: { signedAs: "ssm", operations: ssmOperations },
  AnyScaleFrontendService: { signedAs: "application-autoscaling", operations: scalingOperations },
  GraniteServiceVersion20100801: { signedAs: "monitoring", operations: cloudwatchOperations },
  Logs_20140328: { signedAs: "logs", operations: logsOperations },
};

/** CloudWatch speaks the older one; to the double they are the same. */
const contentTypes: readonly string[] = ["application/x-amz-json-1.1", "application/x-amz-json-1.0"];
/** On every response, so that nothing takes this for AWS. */
const serverName = "simulated-aws";

/**
 * The few operations of AWS that the tools call, over HTTP on a free port of this machine. It takes any access key
 * and checks no signature, but the region and the service that a request was signed for must be right.
 */
export async function serveApi(world: ApiWorld, options: ApiOptions = {}): Promise<ServedApi> {
  let throttled = options.throttle ?? 0;
  const answer = (request: IncomingMessage, body: string): object => {
    const { name, operation, service } = targetOf(request);
    checkScope(request, world.region, service);
    const input = parse(body);
    options.onCall?.({ operation: name, input });
    if (throttled > 0) {
      throttled -= 1;
      throw new ApiFault("ThrottlingException", "Rate exceeded");
    }
    const refused = options.refuse?.[name];
    if (refused) throw new ApiFault(refused.type, refused.message);
    return operation(world, input);
  };

  const server = createServer((request, response) => {
    read(request)
      .then((body) => {
        send(response, 200, answer(request, body));
      })
      .catch((error: unknown) => {
        const fault = faultOf(error);
        send(response, fault.status, { __type: fault.type, message: fault.message });
      });
  });
  server.on("clientError", (_error, socket) => {
    socket.end(`HTTP/1.1 400 Bad Request\r\nserver: ${serverName}\r\nconnection: close\r\n\r\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        // A client keeps its connections open, and close() waits for them.
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiFault("SerializationException", "the body is not JSON");
  }
}

function targetOf(request: IncomingMessage) {
  const sent = request.headers["content-type"] ?? "nothing";
  if (request.method !== "POST" || request.url !== "/" || !contentTypes.includes(sent))
    throw new ApiFault(
      "UnknownOperationException",
      `the simulated AWS speaks ${contentTypes[0]!} by POST to / only; got ${sent} by ${request.method ?? ""} to ${request.url ?? ""}`,
    );
  const target = String(request.headers["x-amz-target"]);
  const [prefix = "", name = ""] = target.split(".");
  const service = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
  const operation = service && Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (!service || !operation)
    throw new ApiFault(
      "UnknownOperationException",
      `the simulated AWS does not know the operation ${target}`,
    );
  return { name, operation, service };
}

/** A client that was made for another region would read and write there. */
function checkScope({ headers }: IncomingMessage, region: string, service: Service): void {
  const [, signedRegion, signedService] =
    /Credential=[^/,]+\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request/.exec(headers.authorization ?? "") ?? [];
  if (signedRegion === undefined)
    throw new ApiFault("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
  const { signedAs, anywhere } = service;
  if ((signedRegion !== region && anywhere === undefined) || signedService !== signedAs)
    throw new ApiFault(
      "InvalidSignatureException",
      `Credential should be scoped to ${region} and ${signedAs}, not to ${signedRegion} and ${String(signedService)}.`,
    );
}

/** What is no fault of the caller is one of the double, and must not look like anything else. */
function faultOf(error: unknown): ApiFault {
  if (error instanceof ApiFault) return error;
  return new ApiFault("InternalFailure", `the simulated AWS failed: ${String(error)}`, 500);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "content-type": contentTypes[0],
    server: serverName,
    "x-amzn-requestid": randomUUID(),
  });
  response.end(JSON.stringify(body));
}
