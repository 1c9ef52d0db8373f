/**
 * What CloudWatch Logs takes as an identifier of one's own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html
 */
export const mostIdentifiers = 10;
const longestName = 128;
const longestPattern = 200;

/** Letters, digits, eight symbols, and of the signs of a regular expression all but parentheses. */
const patternCharacters = /^[A-Za-z0-9_#=@/;, \-^$?[\]{}|\\*+.]+$/;

/** AWS's own example has `\d`; of any other letter behind a backslash its pages say nothing. */
const unknownEscape = /(?<!\\)(?:\\\\)*\\[A-Za-ce-z0-9]/;

/** What CloudWatch Logs would refuse of a name. */
export function nameFault(name: string): string | undefined {
  return /^[A-Za-z0-9_-]+$/.test(name) && name.length <= longestName
    ? undefined
    : `must be up to ${longestName} letters, digits, hyphens and underscores`;
}

/** What CloudWatch Logs would refuse of a pattern, or what nobody can say that it takes. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `must have at most ${longestPattern} characters`;
  if (!patternCharacters.test(pattern))
    return "must have no other characters than letters, digits, spaces and _ # = @ / ; , - ^ $ ? [ ] { } | \\ * + .";
  if (unknownEscape.test(pattern)) return "must have no other letter behind a backslash than d";
  return isExpression(pattern) ? undefined : "must be a regular expression";
}

function isExpression(pattern: string): boolean {
  try {
    // With the flag, a bracket or brace without its other half is an error, and so is a backslash for nothing.
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
