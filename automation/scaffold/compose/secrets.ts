import { belongsIntoSecret } from "../../../policy/rules/secrets";

/** Words of a variable's name, of which each alone says that its value is nobody's business. */
const anywhere =
  /(^|_)(PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|SECRETS?|CREDENTIALS?|CREDS|TOKEN|SALT|API_?KEYS?|ACCESS_KEY|PRIVATE_KEY|SIGNING_KEY|ENCRYPTION_KEY|SECRETKEY|CONNECTION_STRING)(_|$)/;
const atEnd = /(^|_|API|SECRET)(KEY|AUTH|DSN)$/;

/** How keys of well-known services begin, keys in PEM, and what has a password in an address. */
const values = [
  /^(sk-|pk-|ghp_|gho_|github_pat_|glpat-|AKIA|ASIA|xox[abp]-|hf_|eyJ[\w-]+\.|AIza)/,
  /-----BEGIN/,
  /:\/\/[^/\s:@]*:[^/\s@]+@/,
  /\b(password|passwd|pwd|secret|token|accountkey)=[^;&\s]/i,
  /^(?!\/)(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/_-]{32,}={0,2}$/,
];

/**
 * Whether a variable is left out of the stack file, which is no place for secrets. Rather one too many: whoever
 * misses a setting adds it, and what has once been committed is known for ever.
 */
export function looksSecret(name: string, value: string): boolean {
  if (belongsIntoSecret(name, value)) return true;
  if (/^(true|false|yes|no|on|off|)$/i.test(value)) return false;
  const upper = name.toUpperCase();
  return anywhere.test(upper) || atEnd.test(upper) || values.some((pattern) => pattern.test(value));
}

/** The same of a command, which may carry one among its words: behind -a, -p or -u, or named. */
export function carriesSecret(command: readonly string[]): boolean {
  const words = command.flatMap((part) => part.split(/\s+/));
  return words.some(
    (word) =>
      /^-[apu]|pass|pwd|secret|token|auth|key/i.test(word) || values.some((pattern) => pattern.test(word)),
  );
}
