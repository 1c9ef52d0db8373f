import { expect } from "chai";
import { mostIdentifiers, nameFault, patternFault } from "../../../infra/privacy/customIdentifier";
import { koreanIdentifiers, managedIdentifiers } from "../../../infra/privacy/identifiers";
import { foundBy, masked } from "./matcher";

/** Where a number stands in a line of a log. */
const lines: Readonly<Record<string, (number: string) => string>> = {
  "in JSON": (number) => JSON.stringify({ level: "INFO", message: number, status: 200 }),
  "in a sentence": (number) => `caller said: ${number}, and hung up`,
  "behind Korean": (number) => `주민등록번호${number}입니다`,
  "at the end": (number) => `id=${number}`,
  "at the beginning": (number) => `${number} was refused`,
};

const personal: Readonly<Record<string, readonly string[]>> = {
  KoreanResidentNumber: [
    "800101-1234567",
    "001231-4234567",
    "990229-2999999",
    "150505-3234567",
    "800101 1234567",
  ],
  "KoreanResidentNumber of a foreigner": ["900315-5234567", "040101-8234567"],
  KoreanResidentNumberPlain: ["8001011234567", "0012314234567", "9912317234567"],
  KoreanResidentNumberPlainOfChildren: ["1505053234567", "1112314234567", "1001018234567"],
  KoreanMobilePhone: [
    ...["010-1234-5678", "010 1234 5678", "010.1234.5678", "01012345678"],
    ...["011-123-4567", "016-123-4567", "017-1234-5678", "018-123-4567", "0191234567"],
  ],
  KoreanLandline: [
    "02-123-4567",
    "02 1234 5678",
    "031-123-4567",
    "064.123.4567",
    "070-1234-5678",
    "0505-123-4567",
  ],
  KoreanPhoneFromAbroad: [
    "+82-10-1234-5678",
    "+821012345678",
    "+82 2 123 4567",
    "+82 010 1234 5678",
    "+82-31-123-4567",
  ],
};

/** Without dashes only in the middle of a line or at its end. */
const plainLandlines = ["021234567", "0212345678", "0311234567", "07012345678", "050512345678"];

const harmless: Readonly<Record<string, string>> = {
  "milliseconds since 1970": '{"time":1763770965123,"next":1801234567890,"past":1705123456789}',
  "microseconds since 1970": '{"time":1763770965123456}',
  "nanoseconds since 1970": '{"timeUnixNano":"1763770965123456789"}',
  "seconds since 1970": '{"time":1763770965}',
  "a time": "2026-11-22T00:31:02.123456Z 2026-11-22 00:31:02,123 22/Nov/2026:00:31:02 +0900",
  "a UUID": "01012345-6789-4abc-8def-021234567890 8f14e45f-ceea-467f-a0e6-010123456789",
  "an id of a trace": "1-67891233-abcdef012345678912345678 4bf92f3577b34da6a3ce929d0e0e4736",
  "an order number": "20251122-1234567 ORD-20261122-000123 PO0312345678 2026112212345678",
  "numbers of tokens": '{"tokensIn":12345678,"tokensOut":800101,"total":13145779}',
  "numbers of bytes": '{"bytes":17179869184,"limit":34359738368}',
  "a price": '{"cost":0.0212345678,"rate":-0.0312345678,"p":0.8001011234567}',
  "an address of a computer": "10.20.31.44 172.16.0.10:8080 010.020.030.040 fe80::1012:3456:789a",
  "an ARN": "arn:aws:iam::021234567890:role/one arn:aws:ecs:ap-northeast-2:010123456789:task/a",
  "a digest": "sha256:01012345678a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef012345",
  "a version": "node/24.1.0 (linux) build 02.1.3456 v1.19.0",
  "a range of years": "1988-2024 2024-2026",
};

describe("identifiers of personal data", () => {
  for (const [kind, numbers] of Object.entries(personal)) {
    const name = kind.split(" ")[0]!;
    for (const number of numbers)
      for (const [where, line] of Object.entries(lines))
        it(`${kind}: ${number} ${where}`, () => {
          expect(foundBy(line(number), koreanIdentifiers)).to.include(name);
          expect(masked(line(number), koreanIdentifiers)).not.to.match(/\d{4}/);
        });
  }

  for (const number of plainLandlines)
    for (const where of ["in JSON", "in a sentence", "behind Korean", "at the end"])
      it(`KoreanLandlinePlain: ${number} ${where}`, () =>
        expect(foundBy(lines[where]!(number), koreanIdentifiers)).to.include("KoreanLandlinePlain"));

  for (const [what, line] of Object.entries(harmless))
    it(`leaves ${what} alone`, () => expect(masked(line, koreanIdentifiers)).to.equal(line));

  it("are such that CloudWatch Logs takes them", () => {
    for (const [name, pattern] of Object.entries(koreanIdentifiers)) {
      expect(nameFault(name), name).to.equal(undefined);
      expect(patternFault(pattern), name).to.equal(undefined);
      expect(managedIdentifiers).not.to.include(name);
    }
    expect(Object.keys(koreanIdentifiers)).to.have.length.at.most(mostIdentifiers);
  });
});

describe("patternFault", () => {
  const refused: Readonly<Record<string, string>> = {
    "(010|011)-\\d{4}": "no other characters",
    "id:\\d{4}": "no other characters",
    "\\d{4}'": "no other characters",
    "번호\\d": "no other characters",
    "\\b\\d{4}": "no other letter",
    "\\w+": "no other letter",
    "[0-9": "regular expression",
    "a{2,1}": "regular expression",
    "": "no other characters",
    [`${"\\d".repeat(100)}1`]: "200 characters",
  };
  for (const [pattern, fault] of Object.entries(refused))
    it(`refuses ${pattern.slice(0, 20)}`, () => expect(patternFault(pattern)).to.include(fault));

  for (const pattern of ["EmployeeID-\\d{9}", "\\d".repeat(100), "A|B", "^[#=@/;, ]+[.]?$", "a\\.b\\\\c"])
    it(`takes ${pattern.slice(0, 20)}`, () => expect(patternFault(pattern)).to.equal(undefined));

  it("takes no name with a dot, and none of 129 letters", () => {
    expect(nameFault("Employee_ID-2")).to.equal(undefined);
    expect(nameFault("a".repeat(128))).to.equal(undefined);
    for (const name of ["", "a.b", "a b", "사번", "a".repeat(129)]) expect(nameFault(name)).to.be.a("string");
  });
});
