/** What runs in a module until its first release: it is healthy, and says that nothing is released yet. */
export interface RunningImage {
  readonly image: string;
  /** Replaces the image's own command. */
  readonly command?: readonly string[];
}

const bootstrap = "public.ecr.aws/docker/library/python:3.13-alpine";

/** Standard library only, and nothing is written, so that it runs without root and on a read-only disk. */
function bootstrapProgram(port: number, healthPath: string): string {
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

/** The released image if there is one. */
export function runningImage(released: string | undefined, port: number, healthPath: string): RunningImage {
  if (released !== undefined) return { image: released };
  return { image: bootstrap, command: ["python3", "-u", "-c", bootstrapProgram(port, healthPath)] };
}
