import { type Identifier, metadataSchema } from "./identifiers";
import {
  allPrivileges,
  grant,
  type Privilege,
  revoke,
  revokeAll,
  schemaPattern,
  type Statement,
} from "./statements";

/** What a module has to do with the common schema. */
export const metadataAccess = ["none", "read", "write"] as const;
export type MetadataAccess = (typeof metadataAccess)[number];

/** Each user has this line, with its password's hash and REQUIRE SSL. */
const nothing = /^GRANT USAGE ON \*\.\* TO (?!.* WITH GRANT OPTION)/;

interface Grant {
  readonly schema: Identifier;
  readonly privileges: readonly Privilege[];
}

/**
 * What makes the grants of a user exactly those of its module, given the lines of SHOW GRANTS: nothing when they
 * are already, since a module at work must not lose a privilege for the blink of an eye. What nobody here
 * granted (another schema, a table, a role) is taken away with everything else.
 */
export function grantChanges(
  lines: readonly string[],
  user: Identifier,
  schema: Identifier,
  metadata: MetadataAccess,
): Statement[] {
  const wanted: readonly Grant[] = [
    { schema, privileges: allPrivileges },
    { schema: metadataSchema, privileges: metadataPrivileges(metadata) },
  ];
  const held = lines.filter((line) => !nothing.test(line)).map(readLine);
  const foreign = held.some(
    (one) =>
      one === undefined || !wanted.some((want) => schemaPattern(want.schema) === one.pattern && known(one)),
  );
  const has = ({ schema: of }: Grant) =>
    foreign ? [] : (held.find((one) => one?.pattern === schemaPattern(of))?.privileges ?? []);

  return [
    ...(foreign ? [revokeAll(user)] : []),
    ...wanted.flatMap((want) => {
      const missing = want.privileges.some((privilege) => !has(want).includes(privilege));
      return missing ? [grant(want.privileges, want.schema, user)] : [];
    }),
    ...wanted.flatMap((want) => {
      const surplus = allPrivileges.filter(
        (privilege) => has(want).includes(privilege) && !want.privileges.includes(privilege),
      );
      return surplus.length > 0 ? [revoke(surplus, want.schema, user)] : [];
    }),
  ];
}

function metadataPrivileges(metadata: MetadataAccess): readonly Privilege[] {
  return metadata === "write" ? allPrivileges : metadata === "read" ? ["SELECT"] : [];
}

interface Held {
  readonly pattern: string;
  readonly privileges: readonly string[];
}

/** Undefined for anything but privileges on one schema as a whole. */
function readLine(line: string): Held | undefined {
  const [, privileges, pattern] = /^GRANT ([A-Z, ]+) ON (`[^`]+`)\.\* TO `[^`]+`@`%`$/.exec(line) ?? [];
  return privileges === undefined || pattern === undefined
    ? undefined
    : { pattern, privileges: privileges.split(", ") };
}

function known({ privileges }: Held): boolean {
  return privileges.every((privilege) => allPrivileges.some((one) => one === privilege));
}
