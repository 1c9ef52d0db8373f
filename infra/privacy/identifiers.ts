/**
 * Kinds of personal data and keys that AWS knows, wherever people live. Names and street addresses are not among them:
 * they need English words beside them. Addresses of computers stand in every record of traffic.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html
 */
export const managedIdentifiers = [
  "AwsSecretKey",
  "CreditCardNumber",
  "EmailAddress",
  "OpenSshPrivateKey",
  "PgpPrivateKey",
  "PkcsPrivateKey",
  "PuttyPrivateKey",
] as const;

/**
 * What stands before a number that is no part of a longer one, a decimal or an id: anything else, a letter of Korean
 * too. AWS takes neither groups nor looks around, so this character is masked along with the number.
 */
const before = "[^-.0-9A-Za-z]";
const after = "[^0-9A-Za-z]";

/** Month and day, as far as a pattern of 200 characters can tell them. */
const month0 = "0[1-9][0-3]\\d";
const month1 = "1[0-2][0-3]\\d";
const anyMonth = "[01]\\d[0-3]\\d";
/** 1 to 4 for citizens, 5 to 8 for foreigners; then six digits. */
const serial = "[1-8]\\d{6}";
/** Years without a dash: 17 and 18 are how milliseconds since 1970 begin until 2030, and 19 until 2033. */
const years = "[02-9]\\d";
const yearsOfChildren = "1[0-6]";
const mobile = "01[016-9][-. ]?\\d{3,4}[-. ]?\\d{4}";

const alternatives = (...patterns: readonly string[]) => patterns.join("|");

/** Seven of the ten that a policy may have: AWS itself knows nothing of Korea. */
export const koreanIdentifiers: Readonly<Record<string, string>> = {
  KoreanResidentNumber: alternatives(
    `${before}\\d\\d${month0}[- ]${serial}`,
    `${before}\\d\\d${month1}[- ]${serial}`,
    `^\\d\\d${anyMonth}[- ]${serial}`,
  ),
  KoreanResidentNumberPlain: alternatives(
    `${before}${years}${month0}${serial}${after}`,
    `${before}${years}${month1}${serial}${after}`,
    `${before}${years}${anyMonth}${serial}$`,
    `^${years}${anyMonth}${serial}`,
  ),
  KoreanResidentNumberPlainOfChildren: alternatives(
    `${before}${yearsOfChildren}${anyMonth}[3478]\\d{6}${after}`,
    `${before}${yearsOfChildren}${anyMonth}[3478]\\d{6}$`,
    `^${yearsOfChildren}${anyMonth}[3478]\\d{6}`,
  ),
  KoreanMobilePhone: alternatives(`${before}${mobile}${after}`, `${before}${mobile}$`, `^${mobile}`),
  KoreanLandline: alternatives(
    `${before}0[2-7]\\d{0,2}[-. ]\\d{3,4}[-. ]\\d{4}`,
    `^0[2-7]\\d{0,2}[-. ]\\d{3,4}[-. ]\\d{4}`,
  ),
  KoreanLandlinePlain: alternatives(
    `${before}02\\d{7,8}${after}`,
    `${before}0[3-7][0-5]\\d{7,8}${after}`,
    `${before}050\\d{8,9}${after}`,
    `${before}0[2-7]\\d{7,9}$`,
    `${before}050\\d{8,9}$`,
  ),
  KoreanPhoneFromAbroad: "[+]82[-. ]?0?\\d{1,2}[-. ]?\\d{3,4}[-. ]?\\d{4}",
};
