import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The little of KMS that the engine asks for: it hides nothing, since nothing in a rehearsal is secret. */
export async function startKeyService(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const given = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
      const KeyId = given.KeyId ?? "alias/pulumi";
      const answers: Readonly<Record<string, object>> = {
        "TrentService.Encrypt": { KeyId, CiphertextBlob: given.Plaintext },
        "TrentService.Decrypt": { KeyId, Plaintext: given.CiphertextBlob },
      };
      const told = answers[String(request.headers["x-amz-target"])];
      response.writeHead(told ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(told ?? { __type: "UnknownOperationException" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
