import type { EdgeConfig } from "../../infra/config/schema/edge";
import { issuer } from "../support/fixtures";

type Given = Record<string, unknown>;
type Clients = Record<string, { scopes?: string[]; returnUrls?: string[] }>;

const edgeOf = (given: Given) => given["ai-platform:edge"] as Given;
const clientsOf = (given: Given) => edgeOf(given).clients as Clients;

/** The two ways to know who calls, each as a change of a stack file. */
export const doors: Readonly<Record<"Cognito" | "issuer", (given: Given) => void>> = {
  Cognito: () => undefined,
  issuer: (given) => {
    edgeOf(given).authentication = structuredClone(issuer) as EdgeConfig["authentication"];
    for (const client of Object.values(clientsOf(given))) {
      delete client.scopes;
      delete client.returnUrls;
    }
  },
};

/** Takes a module's own scope from the clients, as whoever removes the module must do first. */
export function forgetScope(given: Given, scope: string): void {
  for (const client of Object.values(clientsOf(given)))
    if (client.scopes) client.scopes = client.scopes.filter((one) => one !== scope);
}

/** Lets the clients ask for other scopes than the file says. */
export function askFor(given: Given, ...scopes: string[]): void {
  for (const client of Object.values(clientsOf(given))) if (client.scopes) client.scopes = scopes;
}
