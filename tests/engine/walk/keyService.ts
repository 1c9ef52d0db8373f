import { type LocalServer, serveJson } from "../../support/localServer";

/** The little of KMS that the engine asks for: it hides nothing, since nothing in a rehearsal is secret. */
export function startKeyService(): Promise<LocalServer> {
  return serveJson((body, request, response) => {
    const given = body as Record<string, string>;
    const KeyId = given.KeyId ?? "alias/pulumi";
    const answers: Readonly<Record<string, object>> = {
      "TrentService.Encrypt": { KeyId, CiphertextBlob: given.Plaintext },
      "TrentService.Decrypt": { KeyId, Plaintext: given.CiphertextBlob },
    };
    const told = answers[String(request.headers["x-amz-target"])];
    response.writeHead(told ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(told ?? { __type: "UnknownOperationException" }));
  });
}
