import { OperatorError } from "../../operatorError";

/** What the person at the terminal can do, by the name or the code of an error. */
const advice: readonly { readonly names: readonly string[]; readonly does: string }[] = [
  {
    names: ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"],
    does: "AWS refuses this to the role in use. Check with `aws sts get-caller-identity` who that is, and have the permission added to it",
  },
  {
    names: ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenProviderError"],
    does: "the AWS credentials have expired. Sign in again, such as with `aws sso login`, and repeat the command",
  },
  {
    names: ["CredentialsProviderError"],
    does: "there are no usable AWS credentials. Sign in, such as with `aws sso login`, and set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  },
  {
    names: [
      "IncompleteSignatureException",
      "InvalidClientTokenId",
      "InvalidSignatureException",
      "MissingAuthenticationTokenException",
      "UnrecognizedClientException",
    ],
    does: "AWS does not accept the credentials. Check the access key, AWS_PROFILE, the region and the clock of this machine",
  },
  {
    names: ["RequestInTheFuture", "RequestTimeTooSkewed"],
    does: "the clock of this machine is wrong. Set it, and repeat the command",
  },
  {
    names: ["Throttling", "ThrottlingException", "TooManyRequestsException"],
    does: "AWS takes no more requests for now, also after several attempts. Repeat the command in a few minutes",
  },
  {
    names: [
      "EAI_AGAIN",
      "ECONNREFUSED",
      "ECONNRESET",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "ENOTFOUND",
      "EPIPE",
      "ETIMEDOUT",
      "TimeoutError",
    ],
    does: "AWS cannot be reached. Check the network, the proxy or VPN, and AWS_ENDPOINT_URL if it is set",
  },
];

/**
 * An error of the AWS SDK as something that the operator can mend. An error that is none of theirs, such as a wrong
 * request or an abort, comes back as it is.
 */
export function explainAws(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof OperatorError) return error;
  const names = [error.name, "code" in error ? error.code : undefined];
  const known = advice.find((entry) => names.some((name) => entry.names.includes(String(name))));
  if (!known) return error;
  return new OperatorError(`${known.does}. (${String(names[1] ?? names[0])}: ${error.message})`, {
    cause: error,
  });
}

/** The answer of AWS, or its error explained. */
export async function explained<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw explainAws(error);
  }
}
