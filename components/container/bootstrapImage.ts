import type { ModuleConfig } from "../../infra/config/schema/module";

/** What runs in a module until its first release: it is healthy, and says that nothing is released yet. */
export interface RunningImage {
  readonly image: string;
  /** Replaces the image's own command. */
  readonly command?: readonly string[];
}

type Bootstrapped = Pick<ModuleConfig, "kind" | "protocol" | "port" | "health">;

const bootstrap = "public.ecr.aws/docker/library/python:3.13-alpine";

/** The released image if there is one. */
export function runningImage(released: string | undefined, module: Bootstrapped): RunningImage {
  if (released !== undefined) return { image: released };
  return { image: bootstrap, command: ["python3", "-u", "-c", bootstrapProgram(module)] };
}

/** Standard library only, and nothing is written, so that it runs without root and on a read-only disk. */
function bootstrapProgram({ kind, protocol, port, health }: Bootstrapped): string {
  // A job's own command would find nothing of its own in this image, so its schedules start nothing yet.
  if (kind === "job") return "print('not released yet')";
  if (kind === "worker") return waiting;
  return protocol === "tcp" ? tcpProgram(port) : httpProgram(port, health.path);
}

/** Takes no message, so that all are there for the first release. */
const waiting = [
  "import signal, sys",
  "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))",
  "print('not released yet')",
  "signal.pause()",
].join("\n");

function httpProgram(port: number, healthPath: string): string {
  return [
    "from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer",
    "class Handler(BaseHTTPRequestHandler):",
    "    def do_GET(self):",
    `        self.send_response(200 if self.path == ${JSON.stringify(healthPath)} else 503)`,
    "        self.end_headers()",
    "        self.wfile.write(b'not released yet')",
    "    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET",
    `ThreadingHTTPServer(('', ${port}), Handler).serve_forever()`,
  ].join("\n");
}

/** Takes a connection, which is all that a Network Load Balancer asks, and ends it. */
function tcpProgram(port: number): string {
  return [
    "from socketserver import BaseRequestHandler, ThreadingTCPServer",
    "ThreadingTCPServer.allow_reuse_address = True",
    `ThreadingTCPServer(('', ${port}), BaseRequestHandler).serve_forever()`,
  ].join("\n");
}
